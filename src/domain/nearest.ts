// Slips of the finger: how many lie between two words, and which word was probably meant by a mistyped one.

/** The known word that a mistyped one is nearest to; null when none is near. */
export function nearest(given: string, known: readonly string[]): string | null {
  if (given === '') return null;
  let best: { word: string; distance: number } | null = null;
  for (const word of known) {
    const distance = word.startsWith(given) && given.length > 1 ? 0 : slipsBetween(given, word, Infinity);
    if (best === null || distance < best.distance) best = { word, distance };
  }
  return best !== null && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.word : null;
}

/** Letters too many, too few, others, or two neighbours exchanged; `most + 1` when there are more than `most`. */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [older, old] = [new Int32Array(0), Int32Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = new Int32Array(b.length + 1);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        slips = Math.min(slips, (older[j - 2] ?? 0) + 1);
      }
      row[j] = slips;
      least = Math.min(least, slips);
    }
    if (least > most) return most + 1;
    [older, old] = [old, row];
  }
  return old[b.length] ?? most + 1;
}
