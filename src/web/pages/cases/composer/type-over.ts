// Typing into the field for the writer, so that its own undo can take it back.
import { blanksIn } from '../../../../domain/drafting/blanks.ts';

/** Types over [start, end) of the field. Answers whether the browser did it; where not, nothing changed. */
export function typeOver(field: HTMLTextAreaElement, start: number, end: number, typed: string): boolean {
  field.focus();
  field.setSelectionRange(start, end);
  // Nothing else keeps what one typed before within reach of undo.
  // oxlint-disable-next-line typescript/no-deprecated
  const run = (what: string): boolean => document.execCommand(what, false, typed);
  return run(typed === '' ? 'delete' : 'insertText');
}

/** Selects the next blank from a place on; answers whether there is one. */
export function selectBlank(field: HTMLTextAreaElement, from: number): boolean {
  const next = blanksIn(field.value).find(({ span }) => span[0] >= from);
  if (next === undefined) return false;
  field.setSelectionRange(...next.span);
  return true;
}
