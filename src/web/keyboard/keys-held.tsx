// Stands where a dialog is about to be: keys are the dialog's from the moment it is asked for, not the page's behind it.
import { useLayoutEffect, type ReactNode } from 'react';
import { isModalOpen } from './typing.ts';

/** Code that stays away longer must not keep the keys; nor must a dialog that came and took no focus. */
const MOST_MS = 3000;
const TEXT_FIELD = 'textarea, input:not([type]), input[type="text"], input[type="search"]';
/** Keys that mean something to a page; with the rest one gets away. */
const isPageKey = (key: string): boolean => key.length === 1 || key === 'Backspace' || key === 'Enter';

/** To be shown while the code of a dialog is fetched. Letters typed meanwhile go into the field that the dialog puts first. */
export function KeysHeld(): ReactNode {
  useLayoutEffect(holdKeys, []);
  return null;
}

/** Takes the page's keys. Answers how to say that the dialog has come: once it has the focus, the keys are its own. */
function holdKeys(): () => void {
  let typed = '';
  const until = performance.now() + MOST_MS;
  const hold = (event: KeyboardEvent): void => {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    // Enter with any of them sends; what else has one is the browser's.
    if (!isPageKey(event.key) || (hasModifier && event.key !== 'Enter') || performance.now() > until) return;
    event.stopImmediatePropagation();
    if (event.isComposing) return;
    event.preventDefault();
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
  };
  window.addEventListener('keydown', hold, true);
  return () => {
    const release = (): void => {
      const field = document.activeElement;
      const isThere = isModalOpen() && field?.closest('[aria-modal="true"]') != null;
      if (!isThere && performance.now() < until) {
        setTimeout(release);
        return;
      }
      window.removeEventListener('keydown', hold, true);
      if (!isThere || typed === '' || !field.matches(TEXT_FIELD)) return;
      // Nothing else tells the field's own state, and its undo, of words that nobody typed there.
      // oxlint-disable-next-line typescript/no-deprecated
      document.execCommand('insertText', false, typed);
    };
    release();
  };
}
