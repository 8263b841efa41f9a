// Reads the benchmark's series of posts with their labelled windows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSeriesLine } from '../../src/cli/series-records.ts';
import type { LabelledSeries } from './nab.ts';

/** The series that `windows.json` in the folder names. Errors: any line that is no count. */
export function readSeries(folder: string): LabelledSeries[] {
  const windows = JSON.parse(readFileSync(join(folder, 'windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;
  return Object.entries(windows).map(([name, spans]) => {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
    const counts = lines.flatMap((line, index) => {
      const record = readSeriesLine(line.trimEnd(), index === 0);
      if (typeof record === 'string') throw new Error(`${name}, line ${index + 1} ${record}`);
      return record === null ? [] : [record];
    });
    const rowOf = (text: string): number =>
      counts.findIndex(({ timestamp }) => text.startsWith(timestamp.slice(0, 19)));
    return { name, counts, windows: spans.map(([first, last]) => [rowOf(first), rowOf(last)] as const) };
  });
}
