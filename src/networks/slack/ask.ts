// What is asked of Slack by pages: the channels that the app is in, what was said in one, and in a thread.
import type { SlackCall, SlackClient } from './client.ts';
import { channelsSchema, messageSchema, messagesSchema, type SlackMessage } from './schemas.ts';

export const PAGE = 200;
const MOST_CHANNEL_PAGES = 50;

export interface Page {
  messages: unknown[];
  /** Null at the end of the list. */
  next: string | null;
}

export type Range = Readonly<
  Record<'oldest' | 'latest' | 'inclusive' | 'include_all_metadata' | 'limit', string>
>;
export interface Asking {
  doing: string;
  cursor?: string | null;
  signal?: AbortSignal;
}

const nextOf = (metadata: { next_cursor?: string | null | undefined } | null | undefined): string | null =>
  metadata?.next_cursor == null || metadata.next_cursor === '' ? null : metadata.next_cursor;

async function page(
  client: SlackClient,
  call: Pick<SlackCall<unknown>, 'method' | 'read'>,
  { doing, cursor, signal }: Asking,
): Promise<Page> {
  const read = { limit: String(PAGE), ...call.read, ...(cursor == null ? {} : { cursor }) };
  const { messages, response_metadata: metadata } = await client({
    method: call.method,
    read,
    result: messagesSchema,
    doing,
    ...(signal === undefined ? {} : { signal }),
  });
  return { messages, next: nextOf(metadata) };
}

/** What stands in a channel itself, newest first. */
export const history = (
  client: SlackClient,
  channel: string,
  range: Partial<Range>,
  asking: Asking,
): Promise<Page> => page(client, { method: 'conversations.history', read: { channel, ...range } }, asking);

/** A thread with what it began with, oldest first. */
export const replies = (
  client: SlackClient,
  { channel, ts }: { channel: string; ts: string },
  range: Partial<Range>,
  asking: Asking,
): Promise<Page> =>
  page(client, { method: 'conversations.replies', read: { channel, ts, ...range } }, asking);

export const readable = (messages: readonly unknown[]): SlackMessage[] =>
  messages.flatMap((raw) => messageSchema.safeParse(raw).data ?? []);

/** The channels that the app is in, and the conversations that people have with it. */
export async function channelsOf(client: SlackClient, signal?: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_CHANNEL_PAGES; pages += 1) {
    const read: Record<string, string> = {
      types: 'public_channel,private_channel,im',
      exclude_archived: 'true',
      limit: String(PAGE),
      ...(cursor === null ? {} : { cursor }),
    };
    const call = {
      method: 'users.conversations',
      read,
      result: channelsSchema,
      doing: 'listing the channels',
    };
    const { channels, response_metadata: metadata } = await client({
      ...call,
      ...(signal === undefined ? {} : { signal }),
    });
    found.push(...channels.flatMap(({ id, is_archived: archived }) => (archived === true ? [] : [id])));
    cursor = nextOf(metadata);
    if (cursor === null) break;
  }
  return found;
}
