// Posts as a channel tells of them.

export interface ChannelPost {
  id: string;
  text: string;
  createdAt: string;
  author: { id: string; name?: string };
  visibility?: 'public' | 'dm';
  toUs?: 'mention' | 'reply';
  replyTo?: string;
  conversation?: string;
}

export function postOf(over: Partial<ChannelPost> & Pick<ChannelPost, 'id' | 'text'>): ChannelPost {
  return { createdAt: new Date().toISOString(), author: { id: 'c-9', name: 'たろう' }, ...over };
}
