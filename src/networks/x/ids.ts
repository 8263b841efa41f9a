// X's ids are numbers with a time in them: which is later, and which id a moment begins with.

/** 2010-11-04T01:42:54.657Z, from which X counts. */
const EPOCH_MS = 1_288_834_974_657n;
const TIME_SHIFT = 22n;

/** Whether a text is an id as X gives them. */
export const isId = (text: string): boolean => /^\d{1,19}$/u.test(text);

/** When an id was made, epoch milliseconds. Ids from before X counted so are too small to tell, and give its beginning. */
export function timeOfId(id: string): number {
  return Number((BigInt(id) >> TIME_SHIFT) + EPOCH_MS);
}

/** The smallest id of a millisecond. */
export function firstIdAt(ms: number): string {
  const since = BigInt(Math.floor(ms)) - EPOCH_MS;
  return (since <= 0n ? 0n : since << TIME_SHIFT).toString();
}

/** For sorting, oldest first. */
export function byId(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

export const isLaterId = (a: string, b: string): boolean => byId(a, b) > 0;
