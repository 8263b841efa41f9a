// Which of our replies answered a post: those to it, or, where it has none, the one to another post of its author in the same case.
import type { CaseDetail, OutboundView, PostView } from '../../../contract/views.ts';

/** A reply that was sent; `elsewhere`: to an earlier or later post than the one asked about. */
export interface ReplyTo {
  send: OutboundView;
  sentAt: string;
  elsewhere: 'earlier' | 'later' | null;
}

function sentReplies(detail: Pick<CaseDetail, 'outbound'>): { send: OutboundView; sentAt: string }[] {
  return detail.outbound.flatMap((send) => {
    const isReply = send.action === 'reply' || send.action === 'dm';
    return isReply && send.state === 'sent' && send.sentAt !== null ? [{ send, sentAt: send.sentAt }] : [];
  });
}

/** Our replies to `post`; where it was settled by a reply to another post of its author, that one. */
export function repliesTo(
  detail: Pick<CaseDetail, 'outbound' | 'posts'>,
  post: Pick<PostView, 'id' | 'author' | 'createdAt' | 'seenAt'>,
): ReplyTo[] {
  const sent = sentReplies(detail);
  const own = sent
    .filter(({ send }) => send.targetPostId === post.id)
    .map((each): ReplyTo => ({ ...each, elsewhere: null }));
  // What the program says by itself answers nothing.
  if (own.some(({ send }) => send.automatic === null)) return own;
  const others = sent.flatMap((each): ReplyTo[] => {
    const target = detail.posts.find(({ id }) => id === each.send.targetPostId);
    // What was written before the post had come in does not answer it.
    if (target === undefined || target.id === post.id || each.send.automatic !== null) return [];
    if (target.author.id !== post.author.id || each.send.createdAt < post.seenAt) return [];
    return [{ ...each, elsewhere: target.createdAt < post.createdAt ? 'earlier' : 'later' }];
  });
  const [first] = others.toSorted((a, b) => Date.parse(a.sentAt) - Date.parse(b.sentAt));
  return first === undefined ? own : [...own, first];
}
