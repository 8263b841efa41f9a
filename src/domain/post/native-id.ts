// What a network's own id of a post says about it without asking anybody.

const atUri = /^at:\/\/(did:[^/]+)\//;

/** The author's native id where a post's id names it (an at-URI does); null where it says nothing. */
export function authorInId(nativeId: string): string | null {
  return atUri.exec(nativeId)?.[1] ?? null;
}
