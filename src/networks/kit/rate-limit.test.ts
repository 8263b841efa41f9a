// Each dialect is read from headers as the networks' documents print them.
import { describe, expect, test } from 'vitest';
import { readRate, readRetryAfterMs, spacingMs } from './rate-limit.ts';
import type { RateDialect } from './rate-limit.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const read = (headers: Record<string, string>, dialect: RateDialect): unknown =>
  readRate(new Headers(headers), dialect, now);

describe('readRate', () => {
  test.each<[string, Record<string, string>, RateDialect, unknown]>([
    [
      'epoch',
      {
        'x-rate-limit-limit': '900',
        'x-rate-limit-remaining': '7',
        'x-rate-limit-reset': String(now / 1000 + 60),
      },
      { kind: 'epoch', prefix: 'x-rate-limit-' },
      { limit: 900, remaining: 7, resetAtMs: now + 60_000 },
    ],
    [
      'iso',
      {
        'x-ratelimit-limit': '300',
        'x-ratelimit-remaining': '299',
        'x-ratelimit-reset': '2026-11-21T12:05:00.123456Z',
      },
      { kind: 'iso', prefix: 'x-ratelimit-' },
      { limit: 300, remaining: 299, resetAtMs: now + 300_123 },
    ],
    [
      'seconds, with a fraction and without a limit',
      { 'x-ratelimit-used': '4', 'x-ratelimit-remaining': '96.0', 'x-ratelimit-reset': '120' },
      { kind: 'seconds', prefix: 'x-ratelimit-' },
      { limit: 100, remaining: 96, resetAtMs: now + 120_000 },
    ],
    [
      'seconds under another name',
      { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.5' },
      { kind: 'seconds', prefix: 'x-ratelimit-', reset: 'reset-after' },
      { limit: 5, remaining: 0, resetAtMs: now + 1500 },
    ],
    [
      'percent',
      { 'x-app-usage': '{"call_count":28,"total_time":91.5,"total_cputime":3}' },
      { kind: 'percent', header: 'x-app-usage' },
      { limit: 100, remaining: 8, resetAtMs: null },
    ],
    [
      'percent, nested, over the top',
      {
        'x-business-use-case-usage':
          '{"17":[{"type":"pages","call_count":100,"total_cputime":1,"total_time":2,"estimated_time_to_regain_access":3}]}',
      },
      { kind: 'percent', header: 'x-business-use-case-usage' },
      { limit: 100, remaining: 0, resetAtMs: now + 180_000 },
    ],
    ['nothing', { 'x-ratelimit-remaining': '3' }, { kind: 'none' }, null],
    ['no headers', {}, { kind: 'iso', prefix: 'x-ratelimit-' }, null],
    ['nonsense', { 'x-ratelimit-remaining': 'many' }, { kind: 'iso', prefix: 'x-ratelimit-' }, null],
    ['broken JSON', { 'x-app-usage': '{"call_count":' }, { kind: 'percent', header: 'x-app-usage' }, null],
    [
      'a reset that is no time',
      { 'x-ratelimit-remaining': '3', 'x-ratelimit-limit': '9', 'x-ratelimit-reset': 'soon' },
      { kind: 'iso', prefix: 'x-ratelimit-' },
      { limit: 9, remaining: 3, resetAtMs: null },
    ],
  ])('%s', (_, headers, dialect, expected) => {
    expect(read(headers, dialect)).toEqual(expected);
  });
});

test('Retry-After comes in seconds or as a date', () => {
  expect(readRetryAfterMs(new Headers({ 'retry-after': '3' }), now)).toBe(3000);
  expect(readRetryAfterMs(new Headers({ 'retry-after': 'Sat, 21 Nov 2026 12:00:09 GMT' }), now)).toBe(9000);
  expect(readRetryAfterMs(new Headers({ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }), now)).toBe(0);
  expect(readRetryAfterMs(new Headers({ 'retry-after': 'later' }), now)).toBeNull();
  expect(readRetryAfterMs(new Headers(), now)).toBeNull();
});

test('what is left is spread until the reset, and a part is kept for people', () => {
  const resetAtMs = now + 100_000;
  expect(spacingMs(null, now, 0.2)).toBe(0);
  expect(spacingMs({ limit: 300, remaining: 200, resetAtMs }, now, 0.2)).toBe(0);
  expect(spacingMs({ limit: 300, remaining: 110, resetAtMs }, now, 0.2)).toBe(2000);
  expect(spacingMs({ limit: 300, remaining: 60, resetAtMs }, now, 0.2)).toBe(100_000);
  expect(spacingMs({ limit: 300, remaining: 0, resetAtMs: now - 1 }, now, 0.2)).toBe(0);
});
