// Times that stay true while one looks at them: how long ago, and how long until.
import { useSyncExternalStore, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';

interface Ticker {
  subscribe: (listener: () => void) => () => void;
  read: () => number;
}

/** One timer for all who look at the same beat; it stands still while nobody does. */
function createTicker(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        for (const each of listeners) each();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => {
      // After a rest the beat catches up, without changing between two reads of one moment.
      if (timer === undefined && Date.now() - now >= everyMs) now = Date.now();
      return now;
    },
  };
}

/** How late the time of `useNow` may be. */
export const SLOW_BEAT_MS = 20_000;
const slow = createTicker(SLOW_BEAT_MS);
const fast = createTicker(250);

/** The time, in milliseconds, told every `SLOW_BEAT_MS`; with `fast` four times a second. */
export function useNow(beat: 'slow' | 'fast' = 'slow'): number {
  const ticker = beat === 'fast' ? fast : slow;
  return useSyncExternalStore(ticker.subscribe, ticker.read);
}

/** "3 min ago", with the full time as its title. */
export function Ago({ at }: { at: string }): ReactNode {
  const { format } = useI18n();
  return (
    <time dateTime={at} title={format.full(at)} className="tabular">
      {format.ago(at, useNow())}
    </time>
  );
}

/** How long somebody has waited, in the largest unit there is: what is beside it may be newer than that. */
export function Waits({ since }: { since: string }): ReactNode {
  const { t, format } = useI18n();
  return (
    <time dateTime={since} title={format.full(since)} className="tabular">
      {t('cases.waits', { time: format.roughly(useNow() - Date.parse(since)) })}
    </time>
  );
}

/** 14:03 today, with the day before today. */
export function Moment({ at }: { at: string }): ReactNode {
  const { format } = useI18n();
  return (
    <time dateTime={at} title={format.full(at)} className="tabular">
      {format.moment(at, useNow())}
    </time>
  );
}

/** Whole seconds until `until`, never below 0. */
export function useSecondsLeft(until: string): number {
  return Math.max(0, Math.ceil((new Date(until).getTime() - useNow('fast')) / 1000));
}
