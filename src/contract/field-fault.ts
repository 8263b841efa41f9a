// What is wrong with a field of a request, in words for programs: an interface says it in the reader's language.

/** `bound` goes with those that have one. */
export const fieldFaultKinds = [
  'missing',
  'tooLong',
  'tooShort',
  'tooHigh',
  'tooLow',
  'tooMany',
  'tooFew',
  'notEmail',
  'notAddress',
  'notChoice',
  'notAllowed',
] as const;
export type FieldFaultKind = (typeof fieldFaultKinds)[number];

/** In `data.fault` of a problem with the code `invalid_input`, where the fault is one of these. */
export interface FieldFault {
  kind: FieldFaultKind;
  /** The most or the least that is taken: characters, items, or the number itself. */
  bound: number | null;
}

/** Reads what came over the wire; null for anything else. */
export function readFieldFault(data: unknown): FieldFault | null {
  if (typeof data !== 'object' || data === null || !('fault' in data)) return null;
  const { fault } = data;
  if (typeof fault !== 'object' || fault === null || !('kind' in fault)) return null;
  const kind = fieldFaultKinds.find((known) => known === fault.kind);
  if (kind === undefined) return null;
  const bound = 'bound' in fault && typeof fault.bound === 'number' ? fault.bound : null;
  return { kind, bound };
}
