// Slack keeps the network contract: over the real server, against a fake that is held to Slack's documents.
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../harness/database.ts';
import { describeNetwork } from './network-suite.ts';
import { slackBench, startSlackWorld } from './slack-world.ts';
import { worldOf } from './world.ts';

const database = testDatabase();
const world = worldOf(() => startSlackWorld(database()));

describeNetwork({ name: 'Slack', start: () => Promise.resolve(slackBench(world())) });

describe('the documents', () => {
  test('describe everything that was asked', () => {
    expect(world().slack.faults.seen.length).toBeGreaterThan(20);
    expect([...new Set(world().slack.violations)]).toEqual([]);
  });
});
