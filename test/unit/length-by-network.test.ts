// Holds lengths that are known by a network's name to what its manifest says.
import { expect, it } from 'vitest';
import { lengthRuleOf } from '../../src/domain/post/networks.ts';
import { manifest as bluesky } from '../../src/networks/bluesky/manifest.ts';
import { defaultLimits, NETWORK } from '../../src/networks/mastodon/manifest.ts';
import { manifest as line } from '../../src/networks/line/manifest.ts';
import { manifest as misskey } from '../../src/networks/misskey/manifest.ts';
import { manifest as practice } from '../../src/networks/practice/manifest.ts';

it.each([
  [bluesky.id, bluesky.limits],
  [NETWORK, defaultLimits],
  [line.id, line.limits],
  [misskey.id, misskey.limits],
  [practice.id, practice.limits],
])('%s counts as its manifest says', (network, { post, dm }) => {
  expect(lengthRuleOf(network, 'public')).toEqual(post);
  expect(lengthRuleOf(network, 'dm')).toEqual(dm);
});

it('knows no network by a name it has not heard', () => {
  expect(lengthRuleOf('elsewhere', 'public')).toBeNull();
  expect(lengthRuleOf('', 'dm')).toBeNull();
});
