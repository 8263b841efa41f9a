// Values as they come from the database: no digit may be lost silently.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant, parseInt8, programTypes } from './values.ts';

test('an instant keeps its milliseconds and always ends in Z', () => {
  expect(parseInstant('2026-11-21 09:30:00+00')).toBe('2026-11-21T09:30:00.000Z');
  expect(parseInstant('2026-11-21 09:30:00.5+00')).toBe('2026-11-21T09:30:00.500Z');
  expect(parseInstant('2026-11-21 09:30:00.123999+00')).toBe('2026-11-21T09:30:00.123Z');
  expect(parseInstant('2026-11-21 18:30:00.123+09')).toBe('2026-11-21T09:30:00.123Z');
  expect(parseInstant('2026-11-21 15:00:00.123+05:30')).toBe('2026-11-21T09:30:00.123Z');
});

test('every instant with milliseconds is read as it was written', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const printed = date.toISOString().replace('T', ' ').replace('Z', '+00');
      expect(parseInstant(printed)).toBe(date.toISOString());
    }),
  );
});

test('an instant that no calendar knows is refused, not shown as text', () => {
  expect(() => parseInstant('infinity')).toThrow(/cannot be shown: infinity/);
});

test('large integers are numbers as long as they are exact', () => {
  expect(parseInt8('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => parseInt8('9007199254740992')).toThrow(/too large/);
  expect(() => parseInt8('-9007199254740992')).toThrow(/too large/);
});

test('arrays follow their elements, and other types the driver', () => {
  const parserOf = programTypes.getTypeParser as (id: number) => (text: string) => unknown;
  const parse = (id: number, text: string): unknown => parserOf(id)(text);
  expect(parse(1016, '{1,NULL,3}')).toEqual([1, null, 3]);
  expect(parse(1185, '{"2026-11-21 09:30:00+00"}')).toEqual(['2026-11-21T09:30:00.000Z']);
  expect(parse(1082, '2026-11-21')).toBe('2026-11-21');
  expect(parse(3802, '{"a":[1]}')).toEqual({ a: [1] });
  expect(parse(16, 't')).toBe(true);
});
