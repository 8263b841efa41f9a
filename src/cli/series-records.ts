// The lines of `kizuki spikes`: a time and a count, as spreadsheets and databases write them.

export interface SeriesRecord {
  /** As it stands in the file. */
  timestamp: string;
  /** The start of the interval (Unix, UTC). */
  timeMs: number;
  count: number;
}

const dateTime =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/u;
/** Seconds since 1970 have fewer digits than milliseconds for the next three thousand years. */
const mostSeconds = 1e11;

/** Unix milliseconds of a time in ISO 8601 (UTC where it names no zone) or of Unix seconds or milliseconds; null for none. */
export function readTime(text: string): number | null {
  if (/^\d{1,14}(?:\.\d{1,9})?$/u.test(text)) {
    const number = Number(text);
    return number < mostSeconds ? Math.round(number * 1_000) : number;
  }
  const found = dateTime.exec(text);
  if (found === null) return null;
  const [, date = '', time = '00:00', zone = 'Z'] = found;
  const offset = zone.length === 3 ? `${zone}:00` : zone.replace(/(\d{2})(\d{2})$/u, '$1:$2');
  const timeMs = Date.parse(`${date}T${time.replace(',', '.')}${offset}`);
  if (Number.isNaN(timeMs)) return null;
  // A day that its month does not have would be read as one of the next.
  return new Date(Date.parse(`${date}T00:00:00Z`)).toISOString().startsWith(date) ? timeMs : null;
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => {
    const text = cell.trim();
    return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  });
}

/** What is wrong with the line, to stand after its number, or its record. A first line of words is a header: null. */
export function readSeriesLine(line: string, isFirst: boolean): SeriesRecord | string | null {
  const cells = cellsOf(line);
  const [timestamp = '', counted = ''] = cells;
  if (cells.length !== 2) {
    return `has ${cells.length} ${cells.length === 1 ? 'column' : 'columns'} where a timestamp and a count should be`;
  }
  const timeMs = readTime(timestamp);
  const count = /^\d+(?:\.\d+)?(?:e\+?\d{1,2})?$/iu.test(counted) ? Number(counted) : Number.NaN;
  if (isFirst && timeMs === null && Number.isNaN(count)) return null;
  if (timeMs === null) return `has no time that can be read: ${JSON.stringify(timestamp)}`;
  if (Number.isNaN(count)) return `has no count that can be read: ${JSON.stringify(counted)}`;
  return { timestamp, timeMs, count };
}
