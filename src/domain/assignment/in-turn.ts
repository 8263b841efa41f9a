// Whose turn it is: among who is on shift and may send, speakers of the customer's language first, then who waited longest.

export interface Candidate {
  userId: string;
  onShift: boolean;
  maySend: boolean;
  /** ISO 639-1; empty means any. */
  languages: readonly string[];
  openCases: number;
  /** ISO 8601 UTC; null when never. */
  lastAssignedAt: string | null;
}

/** The next member in turn, or null when nobody is on shift. Ties go to fewer open cases, then to the smaller id. */
export function nextInTurn(members: readonly Candidate[], lang: string | null): string | null {
  const present = members.filter((member) => member.onShift && member.maySend);
  const speakers = present.filter(
    (member) => lang === null || member.languages.length === 0 || member.languages.includes(lang),
  );
  const pool = speakers.length > 0 ? speakers : present;
  const [first] = pool.toSorted(
    (a, b) =>
      (a.lastAssignedAt ?? '').localeCompare(b.lastAssignedAt ?? '') ||
      a.openCases - b.openCases ||
      a.userId.localeCompare(b.userId),
  );
  return first?.userId ?? null;
}
