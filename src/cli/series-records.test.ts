// Times and counts as files write them, and what is said of those that are none.
import { describe, expect, it } from 'vitest';
import { readSeriesLine, readTime } from './series-records.ts';

describe('readTime', () => {
  const ten = Date.UTC(2026, 0, 5, 10);
  it.each([
    ['2026-01-05T10:00:00Z', ten],
    ['2026-01-05 10:00', ten],
    ['2026-01-05 10:00:00.250000', ten + 250],
    ['2026-01-05T10:00:00,250', ten + 250],
    ['2026-01-05T19:00:00+09:00', ten],
    ['2026-01-05 05:00:00-0500', ten],
    ['2026-01-05 19:00:00+09', ten],
    ['2026-01-05', Date.UTC(2026, 0, 5)],
    [String(ten / 1000), ten],
    [String(ten), ten],
    ['0', 0],
  ])('reads %s', (text, timeMs) => {
    expect(readTime(text)).toBe(timeMs);
  });

  it.each([
    '',
    'timestamp',
    '2026-13-01',
    '2026-02-30',
    '2026-01-05 25:00',
    '2026/01/05',
    '-5',
    '1e9',
    '2026-01-05 10:00 JST',
  ])('does not read %j', (text) => {
    expect(readTime(text)).toBeNull();
  });
});

describe('readSeriesLine', () => {
  it('reads plain and quoted cells', () => {
    const record = { timestamp: '2026-01-05', timeMs: Date.UTC(2026, 0, 5), count: 12 };
    expect(readSeriesLine('2026-01-05,12\r', false)).toEqual(record);
    expect(readSeriesLine('"2026-01-05" , "12"', false)).toEqual(record);
  });

  it('takes words for a header on the first line only', () => {
    expect(readSeriesLine('timestamp,count', true)).toBeNull();
    expect(readSeriesLine('timestamp,count', false)).toContain('no time');
    expect(readSeriesLine('2026-01-05,many', true)).toContain('no count');
  });

  it.each([
    '2026-01-05',
    '2026-01-05,1,2',
    '2026-01-05,',
    '2026-01-05,-1',
    '2026-01-05,NaN',
    '2026-01-05,0x10',
    'x,1',
  ])('says what is wrong with %s', (line) => {
    expect(readSeriesLine(line, false)).toEqual(expect.stringMatching(/^has /));
  });
});
