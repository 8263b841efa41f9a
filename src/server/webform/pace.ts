// How often something may be sent in a while: by address, and by form.

const mostKeys = 20_000;

export interface Pace {
  /** Counts one; null where it may go on, else how long to wait, in milliseconds. */
  take(key: string): number | null;
}

export function createPace(most: number, windowMs: number, now: () => number): Pace {
  const counts = new Map<string, { untilMs: number; count: number }>();
  return {
    take(key) {
      const known = counts.get(key);
      if (known !== undefined && known.untilMs > now()) {
        if (known.count >= most) return known.untilMs - now();
        known.count += 1;
        return null;
      }
      counts.delete(key);
      // Oldest first out: the map keeps the order of insertion, which is that of running out.
      if (counts.size >= mostKeys) for (const oldest of counts.keys().take(1)) counts.delete(oldest);
      counts.set(key, { untilMs: now() + windowMs, count: 1 });
      return null;
    },
  };
}
