// Instagram keeps the network contract: over the real server, against a fake that is held to Meta's documents.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../harness/database.ts';
import { describeNetwork } from './network-suite.ts';
import { instagramBench, startInstagramWorld, type InstagramWorld } from './instagram-world.ts';

const database = testDatabase();
let started: InstagramWorld | null = null;
const world = (): InstagramWorld => {
  if (started === null) throw new Error('the world was not started');
  return started;
};

beforeAll(async () => {
  started = await startInstagramWorld(database());
});
afterAll(async () => {
  await started?.close();
});

describeNetwork({ name: 'Instagram', start: () => Promise.resolve(instagramBench(world())) });

describe('the documents', () => {
  test('describe everything that was asked', () => {
    expect([...new Set(world().instagram.violations)]).toEqual([]);
  });
});
