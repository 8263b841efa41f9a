// What Instagram is asked for beside its calls: posts and comments, mentions, conversations and their messages, and who wrote.
import { askingBy, askPage, conversationsBy, type Asking } from '../kit/meta-conversations.ts';
import type { GraphClient } from '../kit/meta-graph.ts';
import { readBody } from './client.ts';
import { commentSchema, mediaSchema, mentionedCommentSchema, mentionedMediaSchema } from './schemas.ts';
import type { InstagramComment, InstagramMedia } from './schemas.ts';

export const MEDIA_FIELDS = 'id,caption,permalink,timestamp,username,media_type,media_url,comments_count';
export const COMMENT_FIELDS = 'id,text,timestamp,username,from,parent_id,media';
const MENTIONED_COMMENT_FIELDS = 'id,text,timestamp,media';
const MENTIONED_MEDIA_FIELDS = 'id,caption,timestamp,username,media_type,media_url';

/** Makes the questions of one account. They throw as the client does. */
export function createAsk(client: GraphClient, selfId: string) {
  const ask = askingBy(client, readBody);
  const at = encodeURIComponent;
  return {
    ...conversationsBy(ask, 'instagram'),
    media: (id: string, how?: Asking): Promise<InstagramMedia> =>
      ask(mediaSchema, [at(id), 'reading a post', { fields: MEDIA_FIELDS }], how),
    comment: (id: string, how?: Asking): Promise<InstagramComment> =>
      ask(commentSchema, [at(id), 'reading a comment', { fields: COMMENT_FIELDS }], how),
    /** Instagram shows a mention to who is mentioned, where it shows them nothing else of the post. */
    async mentionedComment(id: string, how?: Asking): Promise<InstagramComment> {
      const fields = `mentioned_comment.comment_id(${id}){${MENTIONED_COMMENT_FIELDS}}`;
      const read = await ask(mentionedCommentSchema, [at(selfId), 'reading a mention', { fields }], how);
      return read.mentioned_comment;
    },
    async mentionedMedia(id: string, how?: Asking): Promise<InstagramMedia> {
      const fields = `mentioned_media.media_id(${id}){${MENTIONED_MEDIA_FIELDS}}`;
      const read = await ask(mentionedMediaSchema, [at(selfId), 'reading a mention', { fields }], how);
      return read.mentioned_media;
    },
    /** One page of a list. Newest first. */
    page: (path: string, fields: string, after: string | null, how?: Asking) =>
      askPage(ask, [path, 'reading comments', { fields }], after, how),
  };
}
export type Ask = ReturnType<typeof createAsk>;
