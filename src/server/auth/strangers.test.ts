// Proves that an address is refused after its share, alone, for a minute, and that memory stays bounded.
import { expect, it } from 'vitest';
import { createStrangers, networkOf } from './strangers.ts';

function refusedAfter(most: number, tries: number, address = '203.0.113.9'): boolean[] {
  const strangers = createStrangers(most, () => 0);
  return Array.from({ length: tries }, () => {
    try {
      strangers.refuse(address);
      strangers.turnedAway(address);
      return false;
    } catch {
      return true;
    }
  });
}

it('refuses after as many as are allowed, and only that address', () => {
  expect(refusedAfter(3, 5)).toEqual([false, false, false, true, true]);
  const strangers = createStrangers(1, () => 0);
  strangers.turnedAway('203.0.113.9');
  expect(() => strangers.refuse('203.0.113.9')).toThrow('Slow down');
  expect(() => strangers.refuse('203.0.113.10')).not.toThrow();
});

it('opens again after a minute, however often was asked meanwhile', () => {
  let nowMs = 0;
  const strangers = createStrangers(1, () => nowMs);
  for (; nowMs < 60_000; nowMs += 1000) strangers.turnedAway('203.0.113.9');
  expect(() => strangers.refuse('203.0.113.9')).not.toThrow();
  strangers.turnedAway('203.0.113.9');
  expect(() => strangers.refuse('203.0.113.9')).toThrow(expect.objectContaining({ retryAfterMs: 60_000 }));
});

it('forgets the oldest of many addresses', () => {
  const strangers = createStrangers(1, () => 0);
  for (let each = 0; each < 20_001; each += 1)
    strangers.turnedAway(`10.${each >> 16}.${(each >> 8) & 255}.${each & 255}`);
  expect(() => strangers.refuse('10.0.0.0')).not.toThrow();
  expect(() => strangers.refuse('10.0.0.1')).toThrow();
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
  ['::1', '0:0:0:0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001::6', '2001:db8:1:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network));
