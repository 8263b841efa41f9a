// Google Play keeps the network contract, against a fake that is held to Google's reference.
import { describe, expect, test } from 'vitest';
import { startGooglePlayWorld } from './googleplay-world.ts';
import { describeNetwork } from './network-suite.ts';
import { reviewBench } from './review-bench.ts';
import { worldOf } from './world.ts';

const world = worldOf(startGooglePlayWorld);

describeNetwork({ name: 'Google Play', start: () => Promise.resolve(reviewBench(world())) });

describe('the reference', () => {
  test('describes everything that was asked', () => {
    expect([...new Set(world().store.violations)]).toEqual([]);
  });
});
