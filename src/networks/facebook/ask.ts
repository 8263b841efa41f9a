// What Facebook is asked for beside its calls: posts and comments, where the Page is named, conversations, and who wrote.
import { askingBy, askPage, conversationsBy, type Asking } from '../kit/meta-conversations.ts';
import type { GraphClient } from '../kit/meta-graph.ts';
import { readBody } from './client.ts';
import { commentSchema, pageSchema, postSchema } from './schemas.ts';
import type { FacebookComment, FacebookPost } from './schemas.ts';

const POST_FIELDS = 'id,message,created_time,updated_time,from,permalink_url,full_picture';
const COMMENT_FIELDS = 'id,message,created_time,from,parent,permalink_url,attachment';

/** Makes the questions of one Page. They throw as the client does. */
export function createAsk(client: GraphClient) {
  const ask = askingBy(client, readBody);
  const at = encodeURIComponent;
  return {
    ...conversationsBy(ask, 'messenger'),
    me: (fields = 'id,name,username,picture', how?: Asking) =>
      ask(pageSchema, ['me', 'reading the Page', { fields }], how),
    post: (id: string, how?: Asking): Promise<FacebookPost> =>
      ask(postSchema, [at(id), 'reading a post', { fields: POST_FIELDS }], how),
    comment: (id: string, how?: Asking): Promise<FacebookComment> =>
      ask(commentSchema, [at(id), 'reading a comment', { fields: COMMENT_FIELDS }], how),
    /** Posts on the Page, or where others tag it; newest first. */
    posts: (edge: 'feed' | 'tagged', after: string | null, how?: Asking) =>
      askPage(ask, [`me/${edge}`, 'reading posts', { fields: POST_FIELDS }], after, how),
    /** Comments of all levels below a post or a comment. */
    comments: (
      id: string,
      order: 'chronological' | 'reverse_chronological',
      after: string | null,
      how?: Asking,
    ) =>
      askPage(
        ask,
        [`${at(id)}/comments`, 'reading comments', { fields: COMMENT_FIELDS, filter: 'stream', order }],
        after,
        how,
      ),
  };
}
export type Ask = ReturnType<typeof createAsk>;
