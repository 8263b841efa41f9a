// Bluesky keeps the network contract against the real PLC, PDS and AppView, and more that only Bluesky promises.
import { afterAll, beforeAll } from 'vitest';
import { describeAccounts } from './bluesky-accounts.ts';
import { describeStreams } from './bluesky-streams.ts';
import { benchOf, startWorld, stopWorld, type World } from './bluesky-world.ts';
import { describeNetwork } from './network-suite.ts';

let world: World | null = null;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  if (world !== null) await stopWorld(world);
});

describeNetwork({
  name: 'Bluesky (Jetstream)',
  start: async () => (world === null ? null : benchOf(world, 'jetstream')),
});
describeNetwork({
  name: 'Bluesky (firehose)',
  start: async () => (world === null ? null : benchOf(world, 'firehose')),
});
describeStreams(() => world);
describeAccounts(() => world);
