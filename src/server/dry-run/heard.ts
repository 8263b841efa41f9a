// What was heard, merged newest first from the two places where it is kept.
import type { HeardPost, storedPosts, windowPosts } from '../../storage/heard-posts.ts';

type ReadChunk = typeof storedPosts | typeof windowPosts;

const afterEverything = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** All posts of the places, each read only as far as it is needed. */
export async function* heardNewestFirst(
  places: readonly ReadChunk[],
  read: (chunk: ReadChunk, beforeId: string) => Promise<HeardPost[]>,
  beforeId = afterEverything,
): AsyncGenerator<HeardPost> {
  const open = places.map((chunk) => ({
    chunk,
    before: beforeId,
    posts: [] as HeardPost[],
    at: 0,
    done: false,
  }));
  for (;;) {
    let newest: { place: (typeof open)[number]; post: HeardPost } | null = null;
    for (const place of open) {
      if (!place.done && place.at >= place.posts.length) {
        place.posts = await read(place.chunk, place.before);
        place.at = 0;
        place.before = place.posts.at(-1)?.id ?? place.before;
        place.done = place.posts.length === 0;
      }
      const post = place.posts[place.at];
      if (post !== undefined && (newest === null || post.id > newest.post.id)) newest = { place, post };
    }
    if (newest === null) return;
    newest.place.at += 1;
    yield newest.post;
  }
}
