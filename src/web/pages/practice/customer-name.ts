// As whom one posts on the practice network, kept for this browser until one chooses another name.
import { useSyncExternalStore } from 'react';

const NAME = 'kizuki.practice.name';
const listeners = new Set<() => void>();
let held: string | null = null;

function read(): string {
  if (held !== null) return held;
  try {
    held = localStorage.getItem(NAME) ?? '';
  } catch {
    held = '';
  }
  return held;
}

function write(name: string): void {
  held = name;
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // Without storage the name holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The name, and how to change it; every composer on the page shows the same. */
export function useCustomerName(): [string, (name: string) => void] {
  return [useSyncExternalStore(subscribe, read), write];
}
