// Seeded chance without state: the n-th roll of a seed is always the same, so a run can be replayed from its record.

/** The `n`-th number in [0, 1) belonging to `seed`. */
export function roll(seed: string, n: number): number {
  let hash = 0x811c9dc5 ^ n;
  for (const char of `${seed}#${n}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  // Two rounds of mixing: neighbouring n must not give neighbouring numbers.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of `items`, chosen by `chance` in [0, 1); undefined only for an empty list. */
export function pick<T>(items: readonly T[], chance: number): T | undefined {
  return items[Math.min(items.length - 1, Math.floor(chance * items.length))];
}

/** A number between `min` and `max`, by `chance` in [0, 1). */
export function between(min: number, max: number, chance: number): number {
  return min + (max - min) * chance;
}
