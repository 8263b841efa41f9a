// Short messages about what was just done, with the way to undo it.
import { useCallback } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useMessageOf } from './error-message.ts';
import { createToastStage, type ToastAction } from './toast-stage.ts';

const SHORT_MS = 4000;
const LONG_MS = 8000;

/** One for the page. */
export const toastStage = createToastStage(Date.now);

interface Toasts {
  /** It was done. With actions it stays longer. Answers the id, to take it away early. */
  done: (message: string, actions?: readonly ToastAction[]) => string;
  /** It went otherwise than was asked, which takes longer to read. */
  told: (message: string) => string;
  /** It was not done: what was wanted, and why not. */
  failed: (error: unknown, what?: string) => void;
  hide: (id: string) => void;
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
      toastStage.show({ id, text, actions, forMs, closeLabel, failure: false });
      return id;
    },
    [closeLabel],
  );
  const told = useCallback(
    (text: string) => {
      const id = crypto.randomUUID();
      toastStage.show({ id, text, actions: [], forMs: LONG_MS, closeLabel, failure: false });
      return id;
    },
    [closeLabel],
  );
  const failed = (error: unknown, what?: string): void => {
    const id = crypto.randomUUID();
    const text = messageOf(error);
    toastStage.show({ id, title: what, text, actions: [], forMs: LONG_MS, closeLabel, failure: true });
  };
  return { done, told, failed, hide: toastStage.hide };
}
