// Reads messages again, what stands around them, and who wrote them.
import { AppError } from '../../domain/errors.ts';
import type { Post } from '../../domain/post/post.ts';
import type { AccountSession, NetworkDeps, Reader } from '../kit/network.ts';
import { history, readable, replies, type Page } from './ask.ts';
import { createClient, type SlackClient, type SlackOptions } from './client.ts';
import { authorOf } from './content.ts';
import type { Ears } from './ears.ts';
import { isDirect, type Place } from './ids.ts';
import { askedBy, isOfAPerson, postOf } from './normalise.ts';
import { knownUserSchema, userId, type SlackMessage } from './schemas.ts';
import { expectPlace } from './sending.ts';

const MOST_POSTS = 200;
const MOST_PAGES = 10;

const notAsked = (): AppError =>
  new AppError('network_rejected', 'Slack shows messages to an app in their channel only; connect one.', {
    where: 'account',
  });
const noSearch = (): Promise<never> =>
  Promise.reject(
    new AppError('network_rejected', 'Slack’s search is for people’s own tokens: it shows an app nothing.'),
  );

interface Reading {
  client: SlackClient;
  ears: Ears;
  account: AccountSession;
}

/** Those of people, and our own, as posts. */
async function postsOf(
  { ears, account }: Reading,
  channel: string,
  messages: readonly SlackMessage[],
): Promise<Post[]> {
  const asked = messages.map((message) =>
    askedBy({ event: { ...message, type: 'message', channel } }, account),
  );
  const known = await ears.known(account, asked, new AbortController().signal);
  return messages.flatMap((message) => {
    const { user } = message;
    const isShown = user === account.nativeId || isOfAPerson(message, known);
    return user == null || !isShown ? [] : [postOf({ ...message, user }, channel, known)];
  });
}

/** A message wherever it stands; `thread`: what its thread began with, where that is known. */
async function messageAt(
  { client }: Reading,
  { channel, ts }: Place,
  thread?: string,
): Promise<SlackMessage> {
  const range = { oldest: ts, latest: ts, inclusive: 'true' };
  const asking = { doing: 'reading a message' };
  const { messages } = await replies(client, { channel, ts: thread ?? ts }, range, asking);
  const found = readable(messages).find((one) => one.ts === ts);
  if (found !== undefined) return found;
  throw new AppError('network_post_gone', 'This message is not on Slack any more.');
}

async function postAt(on: Reading, nativeId: string, ref: Post['ref']): Promise<Post> {
  const place = expectPlace(nativeId);
  const [post] = await postsOf(on, place.channel, [await messageAt(on, place, ref?.['thread'])]);
  if (post !== undefined) return post;
  throw new AppError('network_post_gone', 'A program wrote this message.');
}

/** Oldest first as they come. */
async function wholeThread({ client }: Reading, place: Place): Promise<SlackMessage[]> {
  const found: SlackMessage[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Page = await replies(client, place, {}, { doing: 'reading the thread', cursor });
    found.push(...readable(page.messages));
    cursor = page.next;
    if (cursor === null) break;
  }
  return found;
}

/** What was said around a message: its thread, or the conversation of two. */
async function around(on: Reading, { nativeId, root }: Pick<Post, 'nativeId' | 'root'>): Promise<Post[]> {
  const { channel, ts } = expectPlace(nativeId);
  const begun = root === undefined ? ts : expectPlace(root).ts;
  if (!isDirect(channel) || root !== undefined) {
    const thread = await wholeThread(on, { channel, ts: begun });
    // Of a longer one its beginning, and what was said last.
    const shown = [...thread.slice(0, 1), ...thread.slice(1).slice(1 - MOST_POSTS)];
    return postsOf(on, channel, shown);
  }
  const asking = { doing: 'reading the conversation' };
  const { messages } = await history(on.client, channel, { limit: String(MOST_POSTS) }, asking);
  return postsOf(on, channel, readable(messages).toReversed());
}

/** Errors: those of the client; without an account nothing can be read. */
export function createReader(
  { deps, options, ears }: { deps: NetworkDeps; options: SlackOptions; ears: Ears },
  account: AccountSession | null,
): Reader {
  if (account === null) {
    const refuse = (): Promise<never> => Promise.reject(notAsked());
    return { post: refuse, thread: refuse, authorPosts: refuse, author: refuse };
  }
  const on: Reading = { client: createClient(deps, options, account), ears, account };
  return {
    post: (nativeId, ref) => postAt(on, nativeId, ref),
    thread: (post) => around(on, post),
    authorPosts: noSearch,
    async author({ nativeId }) {
      if (!userId.safeParse(nativeId).success)
        throw new AppError('network_post_gone', `"${nativeId}" is nobody on Slack.`);
      const call = { method: 'users.info', read: { user: nativeId }, doing: 'reading a person' };
      const { user } = await on.client({ ...call, result: knownUserSchema });
      return authorOf(nativeId, account.server, user);
    },
  };
}
