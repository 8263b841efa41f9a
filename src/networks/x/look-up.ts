// Finds out whether a send happened, on the account's own timeline: X takes no key of ours by which to ask.
import type { Fate, Published, PublishRequest } from '../kit/network.ts';
import { postParams, type Client } from './client.ts';
import { timeOfId } from './ids.ts';
import { pageOf } from './normalise.ts';
import { postsOf, readPages } from './read.ts';
import { sameText } from './text.ts';

/** How far X's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;
const MAX_PAGES = 8;

/** What the rest of the program keeps of something published. */
export function publishedOf(id: string, handle: string): Published {
  return { nativeId: id, url: pageOf(handle, id), createdAt: new Date(timeOfId(id)).toISOString() };
}

/**
 * Looks for `request` among what the account posted since `since` (ISO 8601). `taken` are the native ids of our other
 * sends.
 */
export async function lookUp(
  client: Client,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<Fate> {
  const { account } = client;
  const params = {
    max_results: '100',
    start_time: new Date(Date.parse(since) - CLOCK_SKEW_MS).toISOString(),
    exclude: 'retweets',
    ...postParams,
  };
  const { pages, isComplete } = await readPages(client, `/2/users/${account.nativeId}/tweets`, params, {
    doing: 'looking a send up',
    isNeeded: true,
    maxPages: MAX_PAGES,
  });
  const { replyTo } = request;
  const answered = replyTo === undefined ? [] : [replyTo.nativeId, replyTo.ref?.['latest']];
  const isReply = replyTo !== undefined;
  const candidates = pages
    .flatMap(postsOf)
    .filter(
      (post) =>
        !taken.has(post.nativeId) &&
        (isReply
          ? post.replyTo !== undefined && answered.includes(post.replyTo)
          : post.replyTo === undefined) &&
        post.media.length === request.images.length,
    )
    .map((post) => ({ post, same: sameText(request.text, post, isReply) }));
  const found = candidates.find(({ same }) => same === 'yes');
  if (found !== undefined) return { found: publishedOf(found.post.nativeId, account.handle) };
  const like = candidates.find(({ same }) => same === 'perhaps');
  if (like !== undefined) {
    const page = pageOf(account.handle, like.post.nativeId);
    return { cannotTell: `${page} differs only in the address of a post, which X takes out of texts` };
  }
  if (!isComplete) return { cannotTell: `X does not list all posts since ${since}` };
  return { absent: true };
}
