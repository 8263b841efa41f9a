// How sure an advice is, in steps that can be told apart at a glance.

/** From 0, as good as either, to 3. */
export type Sureness = 0 | 1 | 2 | 3;

/** `strength` from 0 to 1 is far steeper at its ends than anybody feels: the steps are wider there. */
export function surenessOf(strength: number): Sureness {
  if (strength < 0.25) return 0;
  if (strength < 0.75) return 1;
  return strength < 0.97 ? 2 : 3;
}

export const surenessNames = ['even', 'slight', 'clear', 'strong'] as const satisfies readonly string[];
