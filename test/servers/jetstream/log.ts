// The bounded log of a Jetstream instance: numbers events, remembers the newest, and finds where a cursor begins.
import type { NewEvent } from './firehose.ts';

/** An event with Jetstream's own number and the time it was first seen, in microseconds since 1970. */
export type LoggedEvent = NewEvent & { seq: number; timeUs: number };

/** Cursors from here on are times in microseconds, below they are sequence numbers. */
export const FIRST_TIME_CURSOR = 1e15;

export type Resume = {
  events: LoggedEvent[];
  /** An advisory that goes before everything else. */
  info?: { name: 'OutdatedCursor' | 'FutureCursor'; message: string };
  /** Set when the sequence number asked for is no longer kept. */
  isTooOld?: true;
};

export type EventLog = {
  append: (event: NewEvent) => LoggedEvent;
  /** What a subscriber gets first; `undefined` means the live tip. The cursor is inclusive. */
  resume: (cursor: number | undefined) => Resume;
  /** Forgets everything below a sequence number, as retention does. */
  forgetBelow: (seq: number) => void;
  /** The newest sequence number, 0 before the first event. */
  tip: () => number;
  /** The oldest sequence number that can be replayed. */
  floor: () => number;
  all: () => readonly LoggedEvent[];
};

/**
 * Makes an empty log.
 *
 * @param capacity how many events are kept
 * @param nowMs    the clock, in milliseconds
 */
export function createEventLog(capacity: number, nowMs: () => number): EventLog {
  let events: LoggedEvent[] = [];
  let tip = 0;
  let lastTimeUs = 0;
  let floor = 1;

  const forgetBelow = (seq: number): void => {
    floor = Math.max(floor, seq);
    events = events.filter((event) => event.seq >= floor);
  };

  const resumeAtTime = (timeUs: number): Resume => {
    const found = events.filter((event) => event.timeUs >= timeUs);
    const isBelowFloor = floor > 1 && timeUs < (events[0]?.timeUs ?? Infinity);
    if (!isBelowFloor) return { events: found };
    return {
      events: found,
      info: {
        name: 'OutdatedCursor',
        message: `The cursor is below the retention floor: resumed at seq ${floor}`,
      },
    };
  };

  return {
    append: (event) => {
      tip += 1;
      // Each event has a time of its own, so that a time cursor names exactly one place.
      lastTimeUs = Math.max(lastTimeUs + 1, Math.round(nowMs() * 1_000));
      const logged = { ...event, seq: tip, timeUs: lastTimeUs };
      events.push(logged);
      if (events.length > capacity) forgetBelow(tip - capacity + 1);
      return logged;
    },
    resume: (cursor) => {
      if (cursor === undefined) return { events: [] };
      if (cursor >= FIRST_TIME_CURSOR) return resumeAtTime(cursor);
      if (cursor > tip + 1) {
        return {
          events: [],
          info: { name: 'FutureCursor', message: `The cursor is beyond the tip, ${tip}` },
        };
      }
      const found = events.filter((event) => event.seq >= cursor);
      return cursor < floor && floor > 1 ? { events: found, isTooOld: true } : { events: found };
    },
    forgetBelow,
    tip: () => tip,
    floor: () => floor,
    all: () => events,
  };
}
