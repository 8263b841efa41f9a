// What one chose for oneself: language, theme, density, keys; kept here for the next start and, signed in, on the server.
import type { SessionView } from '../../contract/views.ts';
import { browserLocale, type Locale } from '../i18n/translator.ts';

type ServerPreferences = SessionView['user']['preferences'];
export interface Preferences extends ServerPreferences {
  locale: Locale;
}

export interface PreferenceStore {
  read: () => Preferences;
  write: (change: Partial<Preferences>) => void;
  subscribe: (listener: () => void) => () => void;
}

const NAME = 'kizuki.preferences';

function kept(storage: Storage): Partial<Preferences> {
  try {
    const value: unknown = JSON.parse(storage.getItem(NAME) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Keeps preferences in `storage`; before anything was chosen, the browser's language decides. */
export function createPreferences(storage: Storage, languages: readonly string[]): PreferenceStore {
  const initial: Preferences = {
    locale: browserLocale(languages),
    theme: 'system',
    density: 'comfortable',
    shortcuts: true,
    keys: {},
    candidateOrder: 'priority',
  };
  let current: Preferences = { ...initial, ...kept(storage) };
  const listeners = new Set<() => void>();
  return {
    read: () => current,
    write(change) {
      const next = { ...current, ...change };
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      try {
        storage.setItem(NAME, JSON.stringify(next));
      } catch {
        // Without storage the choice holds until the page is left.
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
