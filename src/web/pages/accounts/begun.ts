// Allowing us on a network's own page, begun and not ended: remembered, so that a tab that was closed half-way is told about.
import { useSyncExternalStore } from 'react';
import type { FieldValues } from './config-fields.tsx';

const NAME = 'kizuki.connecting';
const listeners = new Set<() => void>();

/** What was entered before the browser went to the network. */
export interface Begun {
  network: string;
  fields: FieldValues;
  /** The account that it was to renew; absent where one was to be connected. */
  accountId?: string;
}

/** Storage may be closed to us: then nothing is remembered, and nothing else is lost. */
function stored(act: (storage: Storage) => string | null): string | null {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

/** Remembers it until it ends; call it just before the page is left. */
export function rememberBegun(begun: Begun): void {
  stored((storage) => {
    storage.setItem(NAME, JSON.stringify(begun));
    return null;
  });
}

export function forgetBegun(): void {
  stored((storage) => {
    storage.removeItem(NAME);
    return null;
  });
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // It may end in another tab.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

const read = (): string | null => stored((storage) => storage.getItem(NAME));

/** What was begun and has not ended; null when there is nothing. */
export function useBegun(): Begun | null {
  const text = useSyncExternalStore(subscribe, read);
  return text === null ? null : readBegun(text);
}

/** Null for what no version of ours wrote. */
export function readBegun(text: string): Begun | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (!isBegun(parsed)) return null;
    const { network, fields, accountId } = parsed;
    return { network, fields, ...(accountId === undefined ? {} : { accountId }) };
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// By hand: a library of schemas compiles code, which the policy of the page refuses.
function isBegun(value: unknown): value is Begun {
  if (!isObject(value) || typeof value['network'] !== 'string' || !isObject(value['fields'])) return false;
  if (!['string', 'undefined'].includes(typeof value['accountId'])) return false;
  return Object.values(value['fields']).every((field) => typeof field === 'string');
}
