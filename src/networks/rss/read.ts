// Reads what a feed shows now: its newest articles and what answers them. What fell out of it cannot be asked for.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { NetworkDeps, Reader } from '../kit/network.ts';
import { fetchFeed } from './client.ts';
import { feedAddress } from './listen.ts';
import { normaliseFeed } from './normalise.ts';

const MAX_THREAD = 200;

/** Not `network_post_gone`: an article that its feed no longer shows stands where it stood. */
const notShown = (): AppError =>
  new AppError(
    'network_rejected',
    'The feed shows its newest articles only. Open this one in its own place.',
  );

export function createReader(deps: NetworkDeps, config: Record<string, string>): Reader {
  /** The feed's articles; none where they are of another host, so that nobody waits for it. */
  async function posts(nativeId: string): Promise<Post[]> {
    const url = feedAddress(config);
    const { host } = new URL(url);
    if (nativeId !== host && !nativeId.startsWith(`${host}/`)) throw notShown();
    const document = await fetchFeed(deps, url, {});
    if (document === null) return [];
    return normaliseFeed(document, deps.now()).articles.flatMap(({ item: { outcome } }) =>
      'heard' in outcome && outcome.heard?.type === 'post' ? [outcome.heard.post] : [],
    );
  }
  async function by({ nativeId }: Pick<Author, 'nativeId'>): Promise<Post[]> {
    const own = (await posts(nativeId)).filter(({ author }) => author.nativeId === nativeId);
    if (own.length === 0) throw notShown();
    return own.toReversed();
  }
  return {
    // Asked about every article again and again: it never says that one is gone, so the server is left alone.
    post: () => Promise.reject(notShown()),
    async thread({ nativeId }) {
      const all = await posts(nativeId);
      const post = all.find((one) => one.nativeId === nativeId);
      if (post === undefined) throw notShown();
      const root = post.replyTo ?? post.nativeId;
      return all.filter((one) => one.nativeId === root || one.replyTo === root).slice(0, MAX_THREAD);
    },
    authorPosts: async (author, limit) => (await by(author)).slice(0, limit),
    async author(author) {
      const [newest] = await by(author);
      if (newest === undefined) throw notShown();
      return newest.author;
    },
  };
}
