// Instagram keeps the network contract: over the real server, against a fake that is held to Meta's documents.
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../harness/database.ts';
import { describeNetwork } from './network-suite.ts';
import { instagramBench, startInstagramWorld } from './instagram-world.ts';
import { worldOf } from './world.ts';

const database = testDatabase();
const world = worldOf(() => startInstagramWorld(database()));

describeNetwork({ name: 'Instagram', start: () => Promise.resolve(instagramBench(world())) });

describe('the documents', () => {
  test('describe everything that was asked', () => {
    expect([...new Set(world().instagram.violations)]).toEqual([]);
  });
});
