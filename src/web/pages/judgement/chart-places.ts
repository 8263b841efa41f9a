// Where the marks of the small charts stand: pure geometry, in the units of the drawing.

export interface Plot {
  width: number;
  height: number;
  /** Left free at each side, so that marks at the edge are whole. */
  pad: number;
}

/** From left to right, the place of a day among those from `first` to `last`; a single one stands in the middle. */
export function across(plot: Plot, day: string, { first, last }: { first: string; last: string }): number {
  const [at, from, to] = [day, first, last].map((each) => Date.parse(each));
  return from === to ? plot.width / 2 : along(plot, ((at ?? 0) - (from ?? 0)) / ((to ?? 0) - (from ?? 0)));
}

/** From bottom to top, the place of a share from 0 to 1. */
export function up({ height, pad }: Plot, share: number): number {
  const held = Math.min(1, Math.max(0, share));
  return height - pad - (height - 2 * pad) * held;
}

/** From left to right, the place of a share from 0 to 1. */
export function along({ width, pad }: Plot, share: number): number {
  return pad + (width - 2 * pad) * Math.min(1, Math.max(0, share));
}

/** The area of a dot says how many stand behind it. */
export function radiusOf(count: number, most: number, widest = 7, least = 2): number {
  return Math.max(least, widest * Math.sqrt(count / Math.max(1, most)));
}

/** Counts by what was said (rows) and what it is (columns), in the order of `values`; only values that occur. */
export function tableOf<Value extends string>(
  cells: readonly { said: Value; is: Value; count: number }[],
  values: readonly Value[],
): { values: Value[]; rows: { said: Value; counts: number[] }[] } {
  const shown = values.filter((value) => cells.some(({ said, is }) => said === value || is === value));
  const countOf = (said: Value, is: Value): number =>
    cells.reduce((sum, cell) => sum + (cell.said === said && cell.is === is ? cell.count : 0), 0);
  return {
    values: shown,
    rows: shown.map((said) => ({ said, counts: shown.map((is) => countOf(said, is)) })),
  };
}
