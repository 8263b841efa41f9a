// Where the focus goes when something appears.
import { useCallback } from 'react';

/** A ref for the field one fills in first: it takes the focus when it appears, where there is a real keyboard. */
export function useFirstFocus(): (element: HTMLElement | null) => void {
  return useCallback((element) => {
    // On a phone the keyboard would cover what has to be read first.
    if (element !== null && matchMedia('(pointer: fine)').matches) element.focus({ preventScroll: true });
  }, []);
}
