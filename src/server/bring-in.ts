// What a file brings in, row by row: new ones are added, those at a place that is taken are changed, faults are told.
import { faultAt, type LineFault } from '../domain/drafting/table-file.ts';

interface Report {
  added: number;
  changed: number;
  same: number;
  faults: LineFault[];
}

interface Bringing<Content, Row> {
  lines: readonly Content[];
  /** Of lines that could not be read. */
  faults: readonly LineFault[];
  /** Those in use. */
  held: readonly Row[];
  /** At most so many may be in use. */
  most: number;
  /** Only told, not done. */
  dryRun: boolean;
  /** What two cannot have at once. */
  placeOf(one: Content | Row): string;
  isSame(row: Row, content: Content): boolean;
  add(content: Content): Promise<void>;
  change(row: Row, content: Content): Promise<void>;
}

/** Answers what was done, or would be. Errors: those of `add` and `change`, with nothing done where they end the transaction. */
export async function bringIn<Content extends { line: number }, Row>(
  bringing: Bringing<Content, Row>,
): Promise<Report> {
  const { lines, held, most, dryRun, placeOf } = bringing;
  const byPlace = new Map(held.map((row) => [placeOf(row), row]));
  const report: Report = { added: 0, changed: 0, same: 0, faults: [...bringing.faults] };
  for (const content of lines) {
    const known = byPlace.get(placeOf(content));
    if (known !== undefined && bringing.isSame(known, content)) report.same += 1;
    else if (known !== undefined) {
      report.changed += 1;
      if (!dryRun) await bringing.change(known, content);
    } else if (dryRun && held.length + report.added >= most) {
      report.faults.push(faultAt(content.line, 'no_room', '', most));
    } else {
      report.added += 1;
      if (!dryRun) await bringing.add(content);
    }
  }
  return report;
}
