// Facebook keeps the network contract: over the real server, against a fake that is held to Meta's documents.
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../harness/database.ts';
import { facebookBench, startFacebookWorld } from './facebook-world.ts';
import { describeNetwork } from './network-suite.ts';
import { worldOf } from './world.ts';

const database = testDatabase();
const world = worldOf(() => startFacebookWorld(database()));

describeNetwork({ name: 'Facebook', start: () => Promise.resolve(facebookBench(world())) });

describe('the documents', () => {
  test('describe everything that was asked', () => {
    expect([...new Set(world().facebook.violations)]).toEqual([]);
  });
});
