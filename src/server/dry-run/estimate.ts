// Counting hits part by part: what was looked at whole counts as it is, of a sample comes an estimate and how sure it is.

/** Posts that were gone through in one way: all of them, or an even sample in clusters (slices of time). */
export interface Part {
  /** Posts there are for each post looked at; 1 where all were looked at. */
  factor: number;
  /** Posts looked at, by cluster; only of samples. */
  lookedPerCluster: ReadonlyMap<number, number>;
}

export interface Estimate {
  hits: number;
  /** Half of the 95 % interval; 0 when exact. */
  margin: number;
}

const quantile95 = 1.959_963_984_540_054;

/** Hits by part and cluster. */
export class HitCount {
  private readonly perPart = new Map<Part, Map<number, number>>();

  add(part: Part, cluster: number): void {
    let clusters = this.perPart.get(part);
    if (clusters === undefined) this.perPart.set(part, (clusters = new Map<number, number>()));
    clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1);
  }

  /** Over all `parts`: those without a hit make the others no less sure. */
  total(): Estimate {
    let hits = 0;
    let variance = 0;
    for (const [part, perCluster] of this.perPart) {
      const found = sum(perCluster.values());
      hits += found * part.factor;
      if (part.factor > 1) variance += varianceOf(part, perCluster, found);
    }
    return { hits: Math.round(hits), margin: Math.ceil(quantile95 * Math.sqrt(variance)) };
  }
}

/** Of a ratio estimate over clusters of unequal size, less the share of all that was looked at. */
function varianceOf(part: Part, hitsPerCluster: ReadonlyMap<number, number>, hits: number): number {
  const { factor, lookedPerCluster } = part;
  const clusters = lookedPerCluster.size;
  if (clusters < 2) return (hits * factor) ** 2;
  const ratio = hits / sum(lookedPerCluster.values());
  let squares = 0;
  for (const [cluster, looked] of lookedPerCluster) {
    squares += ((hitsPerCluster.get(cluster) ?? 0) - ratio * looked) ** 2;
  }
  return factor ** 2 * (1 - 1 / factor) * (clusters / (clusters - 1)) * squares;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** Hits by what they have in common. */
export class HitCounts<Key> {
  private readonly perKey = new Map<Key, HitCount>();

  add(key: Key, part: Part, cluster: number): void {
    let count = this.perKey.get(key);
    if (count === undefined) this.perKey.set(key, (count = new HitCount()));
    count.add(part, cluster);
  }

  hitsOf(key: Key): number {
    return this.perKey.get(key)?.total().hits ?? 0;
  }

  /** With the most hits first. */
  sorted(): [Key, number][] {
    return [...this.perKey]
      .map(([key, count]): [Key, number] => [key, count.total().hits])
      .toSorted((a, b) => b[1] - a[1]);
  }
}
