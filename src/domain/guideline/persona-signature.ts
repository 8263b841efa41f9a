// What a reply of a persona ends with: the persona's own ending with the writer's initials in it, or the writer's signature.

/** Stands in a persona's signature for the initials of whoever writes. */
export const initialsPlace = '{initials}';

/** Whether a persona's signature asks for initials that the writer has none of. */
export function lacksInitials(signature: string, initials: string): boolean {
  return signature.includes(initialsPlace) && initials === '';
}

/** `own` is the writer's signature in the team; it stands where the persona has none, or lacks the writer's initials. */
export function signatureOf(signature: string, initials: string, own: string): string {
  if (signature === '' || lacksInitials(signature, initials)) return own;
  return signature.replaceAll(initialsPlace, () => initials);
}
