// What the worlds of contract tests share: one for a file of tests, what an answer needs, and requests in a shape that the network takes.
import { afterAll, beforeAll } from 'vitest';
import type { Post } from '../../src/domain/post/post.ts';
import type { Network, PublishRequest } from '../../src/networks/kit/network.ts';

/** Starts a world before the tests of a file and ends it after them; tells it. */
export function worldOf<World extends { close(): Promise<void> }>(start: () => Promise<World>): () => World {
  let started: World | null = null;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(async () => {
    await started?.close();
  });
  return () => {
    if (started === null) throw new Error('the world was not started');
    return started;
  };
}

/** What an answer to a post that was heard needs to know of it. */
export function targetOf(post: Post): NonNullable<PublishRequest['replyTo']> {
  const { nativeId, author, ref, conversation, root } = post;
  return {
    nativeId,
    author,
    ...(root === undefined ? {} : { root }),
    ...(ref === undefined ? {} : { ref }),
    ...(conversation === undefined ? {} : { conversation }),
  };
}

/** The network with every request changed before it goes out, where the suite asks for what the network does not have. */
export const withRequests = (
  network: Network,
  changed: (request: PublishRequest) => PublishRequest,
): Network => ({
  ...network,
  publisher(acting) {
    const real = network.publisher(acting);
    return {
      ...real,
      publish: (request) => real.publish(changed(request)),
      lookUp: (request, since, taken) => real.lookUp(changed(request), since, taken),
    };
  },
});
