// Proves that slow requests are told of once in ten seconds for each operation, and how many were not told of.
import { expect, test } from 'vitest';
import { createSlowRequests } from './slow-requests.ts';

const reference = 'r';

function said() {
  const lines: unknown[] = [];
  const clock = { nowMs: 0 };
  const log = { debug() {}, info() {}, warn: (details: unknown) => void lines.push(details), error() {} };
  return { lines, clock, note: createSlowRequests(log, () => clock.nowMs) };
}

test('quick ones are not told, slow ones once in ten seconds for each operation', () => {
  const { lines, clock, note } = said();
  note({ operation: 'listCases', ms: 1_000, reference });
  expect(lines).toEqual([]);
  for (const ms of [1_200.4, 5_000.6, 1_100]) note({ operation: 'listCases', ms, reference });
  note({ operation: 'readCase', ms: 2_000, reference });
  expect(lines).toEqual([
    { operation: 'listCases', ms: 1_200, reference },
    { operation: 'readCase', ms: 2_000, reference },
  ]);
  clock.nowMs = 10_000;
  for (const operation of ['listCases', 'readCase']) note({ operation, ms: 1_500, reference });
  expect(lines.slice(2)).toEqual([
    { operation: 'listCases', ms: 1_500, reference, unsaid: 2, slowestMs: 5_001 },
    { operation: 'readCase', ms: 1_500, reference },
  ]);
});

test('a clock that was put back silences nothing', () => {
  const { lines, clock, note } = said();
  clock.nowMs = 86_400_000;
  note({ operation: 'listCases', ms: 2_000, reference });
  clock.nowMs = 0;
  note({ operation: 'listCases', ms: 2_000, reference });
  expect(lines).toHaveLength(2);
});
