// Positions survive being saved, go back far enough, and stay small.
import { expect, test } from 'vitest';
import { idOrder } from '../mastodon/ids.ts';
import { Positions } from './position.ts';

const minute = 60_000;

test('resumes some minutes before the newest, also after being saved', () => {
  const positions = new Positions(null, idOrder);
  expect(positions.resumeFrom('a')).toBeNull();
  for (let n = 0; n <= 20 * 60; n += 1) positions.advance('a', String(1000 + n), n * 1000);
  const saved = new Positions(positions.toString(), idOrder);
  expect(saved.newest('a')).toBe('2200');
  expect(saved.newestAtMs('a')).toBe(20 * minute);
  const behindSeconds = 2200 - Number(saved.resumeFrom('a'));
  expect(behindSeconds).toBeGreaterThanOrEqual(5 * 60);
  expect(behindSeconds).toBeLessThanOrEqual(7 * 60);
});

test('a late arrival does not move the position back; ids without an order follow the list', () => {
  const positions = new Positions(null, idOrder);
  positions.advance('a', '100', 0);
  positions.advance('a', '99', 1);
  expect(positions.newest('a')).toBe('100');
  positions.advance('b', 'zz', 0);
  positions.advance('b', 'aa', 1);
  expect(positions.newest('b')).toBe('aa');
});

test('a record is new once, across connections too; an edit of it is new again', () => {
  const positions = new Positions(null, idOrder);
  expect(positions.isNew('statuses', '1', '')).toBe(true);
  expect(positions.isNew('statuses', '1', '')).toBe(false);
  expect(positions.isNew('notifications', '1', '')).toBe(true);
  const saved = new Positions(positions.toString(), idOrder);
  expect(saved.isNew('statuses', '1', '')).toBe(false);
  expect(saved.isNew('statuses', '1', '2026-11-21T00:00:00Z')).toBe(true);
});

test('the cursor stays small, whatever was heard', () => {
  const positions = new Positions(null, idOrder);
  for (let n = 0; n < 20_000; n += 1) {
    positions.isNew('statuses', String(n), '');
    positions.advance('a', String(n), n * 100);
  }
  expect(positions.toString().length).toBeLessThan(4000);
  expect(positions.isNew('statuses', '19999', '')).toBe(false);
});

test.each(['', '{', '[]', '{"v":2}', '115577012345678901'])(
  'the unreadable cursor %j starts anew',
  (cursor) => {
    const positions = new Positions(cursor, idOrder);
    expect(positions.newest('a')).toBeNull();
    positions.advance('a', '1', 0);
    expect(positions.newest('a')).toBe('1');
  },
);

test('feeds that the source lost are dropped', () => {
  const positions = new Positions(null, idOrder);
  positions.advance('tag:a', '1', 0);
  positions.advance('tag:b', '2', 0);
  positions.keepOnly(['tag:b']);
  expect(positions.newest('tag:a')).toBeNull();
  expect(positions.newest('tag:b')).toBe('2');
});
