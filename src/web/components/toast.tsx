// Short messages about what was just done, with the way to undo it.
import { useCallback } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useMessageOf } from './error-message.ts';

const SHORT_MS = 4000;
const LONG_MS = 8000;

export interface ToastAction {
  label: string;
  run: () => void;
}

export interface Toast {
  id: string;
  title?: string | undefined;
  text: string;
  actions: readonly ToastAction[];
  forMs: number;
  closeLabel: string;
  failure: boolean;
}

interface Toasts {
  /** It was done. With actions it stays longer. Answers the id, to take it away early. */
  done: (message: string, actions?: readonly ToastAction[]) => string;
  /** It was not done: what was wanted, and why not. */
  failed: (error: unknown, what?: string) => void;
  hide: (id: string) => void;
}

// What draws the messages is fetched with the first one: most pages are opened without any.
async function show(toast: Toast): Promise<void> {
  (await import('./toast-stage.tsx')).show(toast);
}

async function hide(id: string): Promise<void> {
  (await import('./toast-stage.tsx')).hide(id);
}

/** Messages at the foot of the screen; screen readers are told politely, failures at once. */
export function useToasts(): Toasts {
  const { t } = useI18n();
  const messageOf = useMessageOf();
  const closeLabel = t('toast.close');
  const done = useCallback(
    (text: string, actions: readonly ToastAction[] = []) => {
      const id = crypto.randomUUID();
      const forMs = actions.length > 0 ? LONG_MS : SHORT_MS;
      void show({ id, text, actions, forMs, closeLabel, failure: false });
      return id;
    },
    [closeLabel],
  );
  const failed = (error: unknown, what?: string): void => {
    const id = crypto.randomUUID();
    const text = messageOf(error);
    void show({ id, title: what, text, actions: [], forMs: LONG_MS, closeLabel, failure: true });
  };
  return { done, failed, hide: (id) => void hide(id) };
}
