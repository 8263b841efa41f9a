// How long X is left alone after its stream failed, as it asks for it.
import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { createBackoff } from './backoff.ts';

const tcp = new AppError('network_unavailable', 'cut', { data: { reason: 'ECONNRESET' } });
const http = new AppError('network_unavailable', '503', { data: { status: 503 } });
const limited = new AppError('network_rate_limited', '429', { data: { status: 429 } });

const waits = (error: AppError, count: number): unknown[] => {
  const backoff = createBackoff();
  return Array.from({ length: count }, () => {
    const after = backoff.after(error);
    return after instanceof AppError ? after.retryAfterMs : after;
  });
};

test('by the quarter of a second where a connection breaks, up to 16 s', () => {
  expect(waits(tcp, 3)).toEqual([250, 500, 750]);
  expect(waits(tcp, 100).at(-1)).toBe(16_000);
});

test('doubled from 5 s where X answers with a failure, up to 320 s; doubled from a minute where it is too much', () => {
  expect(waits(http, 9)).toEqual([5, 10, 20, 40, 80, 160, 320, 320, 320].map((s) => s * 1000));
  expect(waits(limited, 5)).toEqual([60, 120, 240, 480, 900].map((s) => s * 1000));
});

test('begins anew once something was heard; what is no failure of X’s stays as it is', () => {
  const backoff = createBackoff();
  backoff.after(tcp);
  backoff.heard();
  expect(backoff.after(tcp)).toMatchObject({ code: 'network_unavailable', retryAfterMs: 250 });
  const own = new AppError('reads_spent', 'enough', { retryAfterMs: 5 });
  expect([backoff.after(own), backoff.after(null)]).toEqual([own, null]);
});
