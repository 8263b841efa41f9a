// Proves that times of day are read and written alike, and that impossible hours are refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY_MINUTES,
  dateIn,
  faultOf,
  minutesOf,
  nextSpan,
  timeOf,
  withDays,
  wordsOf,
  type Span,
} from './hours.ts';

describe('times of day', () => {
  test('come back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY_MINUTES }), (minutes) => {
        expect(minutesOf(timeOf(minutes))).toBe(minutes);
      }),
    );
  });

  test('are read as people type them, full-width digits too', () => {
    expect(['9:00', '900', '9', '０９：００', ' 24:00 '].map(minutesOf)).toEqual([540, 540, 540, 540, 1440]);
    expect(['', '25:00', '24:01', '9:60', 'nine'].map(minutesOf)).toEqual([null, null, null, null, null]);
  });
});

describe('the spans of a day', () => {
  test('are refused when one ends before it begins, or two overlap', () => {
    expect(faultOf([[540, 540]])).toBe('order');
    expect(
      faultOf([
        [780, 1080],
        [540, 800],
      ]),
    ).toBe('overlap');
    expect(
      faultOf([
        [780, 1080],
        [540, 780],
      ]),
    ).toBeNull();
    expect(faultOf([])).toBeNull();
  });

  test('can always take the next one that is offered', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: DAY_MINUTES }), fc.integer({ min: 0, max: DAY_MINUTES }))
      .map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)])
      .filter(([from, to]) => from < to);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 3 }), (spans) => {
        fc.pre(faultOf(spans) === null);
        const next = nextSpan(spans);
        if (next !== null) expect(faultOf([...spans, next])).toBeNull();
      }),
    );
  });

  test('are said in words', () => {
    expect(
      wordsOf(
        [
          [540, 720],
          [780, 1440],
        ],
        'closed',
      ),
    ).toBe('09:00–12:00, 13:00–24:00');
    expect(wordsOf([], 'closed')).toBe('closed');
  });
});

describe('other days', () => {
  const closed = (date: string, name = ''): { date: string; name: string; spans: Span[] } => ({
    date,
    name,
    spans: [],
  });

  test('a day that is given again takes the place of the one before, and all stand in order', () => {
    const days = withDays([closed('2026-05-03'), closed('2026-01-01')], [closed('2026-05-03', '憲法記念日')]);
    expect(days).toEqual([closed('2026-01-01'), closed('2026-05-03', '憲法記念日')]);
  });

  test('today is the day where the company is', () => {
    const ms = Date.parse('2026-11-22T16:00:00Z');
    expect([dateIn('Asia/Tokyo', ms), dateIn('UTC', ms)]).toEqual(['2026-11-23', '2026-11-22']);
  });
});
