// The lines of the doctor: short ways to make one, and to say what went wrong in words.
import type { Check } from '../../../cli/ports.ts';

export const ok = (name: string, found: string): Check => ({ name, state: 'ok', found, advice: null });
export const skip = (name: string, found: string): Check => ({ name, state: 'skip', found, advice: null });
export const warn = (name: string, found: string, advice: string): Check => ({
  name,
  state: 'warn',
  found,
  advice,
});
export const fail = (name: string, found: string, advice: string): Check => ({
  name,
  state: 'fail',
  found,
  advice,
});

/** What an error says, with the reason beneath it where it has one. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' && !error.message.includes(cause.message)
    ? `${error.message}: ${cause.message}`
    : error.message;
}

/** `12 min`, `3 h`, `2 days`: how long ago, roughly. */
export function agoOf(iso: string, nowMs: number): string {
  const minutes = Math.max(0, Math.round((nowMs - Date.parse(iso)) / 60_000));
  if (minutes < 120) return `${String(minutes)} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${String(hours)} h` : `${String(Math.round(hours / 24))} days`;
}
