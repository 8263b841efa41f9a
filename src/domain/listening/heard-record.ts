// What became of a record that a source brought, in the words of whoever looks into it.

export const recordFates = [
  /** A post that stands in the ledger now. */
  'entered',
  /** A post that is kept without an entry: ours, or going on in a case. */
  'kept',
  /** A post that no monitor wanted: in the window only. */
  'passed',
  /** A post that was held already. */
  'known',
  /** An edit, a deletion, a repost, news of an author. */
  'change',
  /** Well-formed, and nothing to us. */
  'nothing',
  'malformed',
] as const;
export type RecordFate = (typeof recordFates)[number];

/** Of one batch, and of one source over all. */
export const recordLimits = { ofBatch: 20, ofSource: 50, maxChars: 20_000 };
/** However long the window is. */
export const recordHours = 24;
