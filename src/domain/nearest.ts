// Finds the word that was probably meant by a mistyped one.

/** The known word that a mistyped one is nearest to; null when none is near. */
export function nearest(given: string, known: readonly string[]): string | null {
  if (given === '') return null;
  let best: { word: string; distance: number } | null = null;
  for (const word of known) {
    const distance = word.startsWith(given) && given.length > 1 ? 0 : distanceOf(given, word);
    if (best === null || distance < best.distance) best = { word, distance };
  }
  return best !== null && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.word : null;
}

/** How many letters must be changed, added, taken away or swapped with their neighbour. */
function distanceOf(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
