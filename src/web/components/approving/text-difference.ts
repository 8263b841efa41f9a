// What changed between two texts, word by word, so that one sees at a glance what another person mended.

export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** More words than this are not compared one by one. */
const MOST_WORDS = 600;

function wordsOf(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].map(
    ({ segment }) => segment,
  );
}

/** How long the longest common row of words is, from each place on. */
function commonFrom(before: readonly string[], after: readonly string[]): number[][] {
  const zeros = (): number[] => Array.from({ length: after.length + 1 }, () => 0);
  const table = Array.from({ length: before.length + 1 }, zeros);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = table[i] ?? [];
      row[j] =
        before[i] === after[j]
          ? (table[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** The pieces in order; those that stand together and are of one kind are one piece. */
export function textDifference(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > MOST_WORDS || now.length > MOST_WORDS)
    return joined([piece('gone', before), piece('new', after)]);
  const common = commonFrom(old, now);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      pieces.push(piece('same', was));
      i += 1;
      j += 1;
    } else if (
      was !== undefined &&
      (is === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
    ) {
      pieces.push(piece('gone', was));
      i += 1;
    } else if (is !== undefined) {
      pieces.push(piece('new', is));
      j += 1;
    }
  }
  return joined(pieces);
}

const piece = (kind: Piece['kind'], text: string): Piece => ({ kind, text });

function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const { kind, text } of pieces) {
    if (text === '') continue;
    const last = whole.at(-1);
    if (last?.kind === kind) last.text += text;
    else whole.push({ kind, text });
  }
  return whole;
}
