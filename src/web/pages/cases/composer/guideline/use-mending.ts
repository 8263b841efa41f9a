// Mending a draft as a finding says, so that the field's own undo can take it back.
import type { RefObject } from 'react';
import { unsigned } from '../signature.ts';
import { typeOver } from '../type-over.ts';
import { changeBetween, type ShownFinding } from './shown-finding.ts';

interface MendingOptions {
  field: RefObject<HTMLTextAreaElement | null>;
  /** The signature under the text that was checked; empty for none. */
  signature: string;
  write: (text: string) => void;
  /** Puts the signature back; null where none was left out. */
  sign: (() => void) | null;
  toDm: () => void;
}

export interface Mending {
  mend: (finding: ShownFinding) => void;
  /** Selects the words a finding is about. */
  show: (span: readonly [number, number]) => void;
}

/** Types `wanted` over the part of the field that differs. */
function retype(field: HTMLTextAreaElement, wanted: string): boolean {
  const { start, end } = changeBetween(field.value, wanted);
  return typeOver(field, start, field.value.length - end, wanted.slice(start, wanted.length - end));
}

export function useMending({ field, signature, write, sign, toDm }: MendingOptions): Mending {
  return {
    mend({ fix }) {
      if (fix === null) return;
      if (fix.kind === 'toDm') {
        toDm();
      } else if (fix.kind === 'sign' && sign !== null) {
        sign();
      } else {
        const wanted = unsigned(fix.draft, signature);
        const { current } = field;
        if (current === null || !retype(current, wanted) || current.value !== wanted) write(wanted);
      }
      field.current?.focus();
    },
    show([start, end]) {
      field.current?.focus();
      field.current?.setSelectionRange(start, end);
    },
  };
}
