// Mail keeps the network contract, against a real Dovecot and a real OpenSMTPD.
import { afterAll, beforeAll } from 'vitest';
import { mailBench, startMailWorld, stopMailWorld, type MailWorld } from './mail-world.ts';
import { describeNetwork } from './network-suite.ts';

let world: MailWorld | null = null;
beforeAll(async () => {
  world = await startMailWorld();
});
afterAll(async () => {
  await stopMailWorld(world);
});

describeNetwork({
  name: 'Mail',
  start: async () => (world === null ? null : mailBench(world)),
});
