// Calendar days of a time zone, found for millions of instants.

/** By quarter hour: no zone's day begins in between, and formatting each post would take longer than matching it. */
export const quarterMs = 15 * 60 * 1000;

/** Finds the day (`2026-03-02`) in an IANA time zone of an instant in epoch milliseconds. */
export function dayFinder(timeZone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const known = new Map<number, string>();
  return (atMs) => {
    const quarter = Math.floor(atMs / quarterMs);
    const found = known.get(quarter) ?? format.format(quarter * quarterMs);
    known.set(quarter, found);
    return found;
  };
}
