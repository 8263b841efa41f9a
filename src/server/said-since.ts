// What the author of a post has said since, asked of the network itself right before a reply goes out.
import type { SaidSince } from '../pipeline/guideline-ports.ts';
import { readInWorkspace } from '../storage/database.ts';
import { inTime } from './in-time.ts';
import type { Actor } from './ports.ts';
import { postRows } from './read/posts.ts';
import type { WorkDeps } from './work.ts';

/** Whoever sends waits for it; a network that is slower is not waited for. */
const timeoutMs = 2000;
const mostPosts = 20;

/** Nothing where the network cannot say it, or not in time: then what we heard counts. Never throws. */
export async function saidSince(deps: WorkDeps, actor: Actor, postId: string): Promise<SaidSince[]> {
  try {
    const [post] = await readInWorkspace(deps.db, actor.workspaceId, (trx) => postRows(trx, [postId]));
    if (post === undefined) return [];
    const { nativeId, handle } = post.author;
    const ask = async () => {
      const reader = await deps.readerFor(actor.workspaceId, post.network, { postId });
      return reader.authorPosts({ nativeId, handle }, mostPosts);
    };
    const posts = await inTime(ask(), timeoutMs);
    return (
      posts
        // Older ones too: they tell when what we heard late was written.
        .filter(({ kind }) => kind !== 'repost')
        .map((one) => ({ nativeId: one.nativeId, text: one.text, createdAt: one.createdAt }))
    );
  } catch (error) {
    deps.log.warn({ err: error }, 'what the author said since could not be asked of the network');
    return [];
  }
}
