// Turns the presses of somebody who chooses a key into the notation keys are kept in.

export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const modifiers = ['Shift', 'Control', 'Meta', 'Alt', 'CapsLock', 'Fn', 'AltGraph', 'Dead', 'Process'];

/** One press as tinykeys writes it; null for what is no key of its own. */
export function pressOf(event: Press): string | null {
  const { key, code } = event;
  if (modifiers.includes(key) || key === 'Unidentified') return null;
  const held = `${event.ctrlKey || event.metaKey ? '$mod+' : ''}${event.altKey ? 'Alt+' : ''}`;
  if (key === ' ') return `${held}Space`;
  if (key.length > 1) return `${held}${event.shiftKey ? 'Shift+' : ''}${key}`;
  // With Alt a letter becomes another character: then the place on the keyboard is what was meant.
  if (event.altKey && /^Key[A-Z]$/.test(code)) {
    return `${held}${event.shiftKey ? 'Shift+' : ''}${code.slice(3).toLowerCase()}`;
  }
  const isLetter = key.toLowerCase() !== key.toUpperCase();
  if (isLetter) return event.shiftKey ? `${held}Shift+${key.toUpperCase()}` : `${held}${key.toLowerCase()}`;
  // Which keyboard needs Shift for a sign differs: the sign itself is what counts.
  return `${held}${event.shiftKey ? '[Shift]+' : ''}${key}`;
}
