// Tells whether keys belong to somebody who is writing, or to an open dialog or menu, and not to us.

/** Inside an input-method composition; 229 is what browsers send where `isComposing` is already over. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

const OWN_KEYS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), dialog, [role="dialog"], [role="menu"], [role="listbox"]';

/** While a modal dialog is open all keys are its own, also where the focus fell out of it. */
export function isModalOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

/** Whether the target takes keys itself: fields, dialogs, menus. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest(OWN_KEYS);
  if (field === null) return false;
  // A ticked box or a pressed radio takes only the space bar.
  return !(field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'));
}
