// How values of the database become values of the program: instants as ISO-8601 text, counts as numbers, never losing digits silently.
import { types, type CustomTypesConfig } from 'pg';
import { AppError } from '../domain/errors.ts';

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  textArray: 1009,
  int8Array: 1016,
  timestamptzArray: 1185,
  dateArray: 1182,
} as const;

/** `2026-11-21 09:30:00.123456+00`, as sessions in UTC print it. */
const utcInstant = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/**
 * timestamptz → `2026-11-21T09:30:00.123Z`. The program's instants have milliseconds; further digits, which only
 * now() makes, are cut. So a cursor is never made of a column that now() fills: use the id.
 */
export function parseInstant(text: string): string {
  const match = utcInstant.exec(text);
  if (match) return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`;
  const date = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  if (Number.isNaN(date.getTime())) {
    throw new AppError('internal', `The database holds an instant that cannot be shown: ${text}`);
  }
  return date.toISOString();
}

/**
 * int8 → number. Ids, counts and durations stay far below 2^53; what does not is a bug and must not be rounded.
 */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new AppError(
    'internal',
    `The database holds an integer too large for the program: ${text}. Select it as text.`,
  );
}

/** The driver's declarations list some types only; it answers for every one. */
const driverParser = types.getTypeParser as (id: number, format?: 'text' | 'binary') => unknown;

const itself = (text: string): string => text;

function arrayOf<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  const split = driverParser(oid.textArray) as (text: string) => (string | null)[];
  return (text) => split(text).map((entry) => (entry === null ? null : parse(entry)));
}

const parsers = new Map<number, (text: string) => unknown>([
  [oid.int8, parseInt8],
  [oid.timestamptz, parseInstant],
  // A calendar day has no zone: as a Date it would move to the day before for half of the world.
  [oid.date, itself],
  [oid.timestamp, itself],
  [oid.int8Array, arrayOf(parseInt8)],
  [oid.timestamptzArray, arrayOf(parseInstant)],
  [oid.dateArray, arrayOf(itself)],
]);

/** The type parsers of the program's own pools; others (graphile-worker's) keep the driver's. */
export const programTypes: CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(id)) ?? driverParser(id, format),
};
