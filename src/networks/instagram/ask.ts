// What Instagram is asked for beside its calls: posts and comments, mentions, conversations and their messages, and who wrote.
import type { z } from 'zod';
import type { GraphClient } from '../kit/meta-graph.ts';
import type { NetworkDeps } from '../kit/network.ts';
import { asking, readBody } from './client.ts';
import {
  commentSchema,
  conversationSchema,
  conversationsSchema,
  listSchema,
  mediaSchema,
  mentionedCommentSchema,
  mentionedMediaSchema,
  profileSchema,
  storedMessageSchema,
} from './schemas.ts';
import type {
  InstagramComment,
  InstagramMedia,
  InstagramProfile,
  InstagramStoredMessage,
} from './schemas.ts';

export const MEDIA_FIELDS = 'id,caption,permalink,timestamp,username,media_type,media_url,comments_count';
export const COMMENT_FIELDS = 'id,text,timestamp,username,from,parent_id,media';
const MENTIONED_COMMENT_FIELDS = 'id,text,timestamp,media';
const MENTIONED_MEDIA_FIELDS = 'id,caption,timestamp,username,media_type,media_url';
/** Comments that Instagram gives at once. */
export const PAGE = 50;
/** Of a conversation Instagram gives no more. */
export const MESSAGES_GIVEN = 20;
/** What only describes a message or a comment does not hold it up for longer. */
const SHORTLY_MS = 5_000;

interface Asking {
  signal?: AbortSignal | undefined;
  /** Give up soon. */
  shortly?: boolean;
}

/** Where the next page of a list begins; null after the last. */
export const nextOf = ({ paging }: z.infer<typeof listSchema>): string | null =>
  typeof paging?.next === 'string' ? (paging.cursors?.after ?? null) : null;

/** Makes the questions of one account. They throw as the client does. */
export function createAsk(client: GraphClient, selfId: string) {
  const ask = async <T>(
    schema: z.ZodType<T>,
    [path, doing, query]: readonly [string, string, Record<string, string>?],
    { signal, shortly = false }: Asking = {},
  ): Promise<T> => {
    const call = {
      ...asking(path, doing, query),
      ...(signal === undefined ? {} : { signal }),
      ...(shortly ? { timeoutMs: SHORTLY_MS } : {}),
    };
    return readBody(schema, await client(call), call);
  };
  const at = encodeURIComponent;
  return {
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
    profile: (id: string, how?: Asking): Promise<InstagramProfile> =>
      ask(profileSchema, [at(id), 'reading a profile', { fields: 'name,username,profile_pic' }], how),
    /** One page of a list, with where the next begins. Newest first. */
    async page(path: string, fields: string, after: string | null, how?: Asking) {
      const query = { fields, limit: String(PAGE), ...(after === null ? {} : { after }) };
      const read = await ask(listSchema, [path, 'reading comments', query], how);
      return { data: read.data, next: nextOf(read) };
    },
    async conversations(query: Record<string, string>, how?: Asking) {
      const asked = [
        'me/conversations',
        'reading conversations',
        { platform: 'instagram', ...query },
      ] as const;
      return (await ask(conversationsSchema, asked, how)).data;
    },
    /** The newest messages of a conversation, by their ids; newest first. */
    async messagesIn(conversation: string, how?: Asking) {
      const asked = [at(conversation), 'reading a conversation', { fields: 'messages' }] as const;
      const { messages } = await ask(conversationSchema, asked, how);
      return (messages?.data ?? []).toSorted((a, b) => b.created_time - a.created_time);
    },
    message: (id: string, how?: Asking): Promise<InstagramStoredMessage> =>
      ask(
        storedMessageSchema,
        [at(id), 'reading a message', { fields: 'id,created_time,from,to,message' }],
        how,
      ),
  };
}
export type Ask = ReturnType<typeof createAsk>;

/** Instagram answers two questions about conversations a second. */
export const PACE_MS = 600;

export async function inPace(
  deps: Pick<NetworkDeps, 'sleep'>,
  paceMs: number,
  signal?: AbortSignal,
): Promise<void> {
  await deps.sleep(paceMs, signal);
}
