// Ids are unique among servers, and the same before and after an edit.
import { splitNativeId } from '../kit/scoped-id.ts';
import { expect, test } from 'vitest';
import { isLater, nativeIdOf, stableId } from './ids.ts';

const hash = 'a727da2de7793741efaf880f96dd87af';

test('the moving part of an id of snac is taken out', () => {
  expect(stableId(`1795296095${hash}`)).toBe(stableId(`1795296103${hash}`));
  expect(stableId(`0000000000${hash}`)).toBe(`0000000000${hash}`);
});

test.each(['115577012345678901', '01HZXJ4Q4W0R3J5V5Y2Z8KQ9TM', 'AfXyZ123', '1', '1795296103139520'])(
  'the id %s stays as it is',
  (id) => expect(stableId(id)).toBe(id),
);

test('a native id comes apart as it was put together', () => {
  expect(splitNativeId(nativeIdOf('m.example:8443', '42'))).toEqual({ host: 'm.example:8443', id: '42' });
  for (const other of ['', '42', '/42', 'm.example/', 'at://did:plc:x/app.bsky.feed.post/1']) {
    expect(splitNativeId(other)).toBeNull();
  }
});

test('numbers are compared as numbers, all else not at all', () => {
  expect(isLater('10', '9')).toBe(true);
  expect(isLater('9', '10')).toBe(false);
  expect(isLater('9', '9')).toBe(false);
  expect(isLater('a', '9')).toBeNull();
});
