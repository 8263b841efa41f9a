// Where a feature stands among the weights: its name hashed into a fixed number of buckets.

const prime = 0x01000193;
const offset = 0x811c9dc5;

/** The hash of nothing yet; `seed` tells kinds of features apart. */
export function hashStart(seed: number): number {
  return Math.imul(offset ^ seed, prime);
}

/** The hash with one more UTF-16 unit. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, prime);
}

/** The hash of a name, begun with `hashStart`. */
export function hashText(hash: number, text: string): number {
  let mixed = hash;
  for (let at = 0; at < text.length; at += 1) mixed = hashUnit(mixed, text.charCodeAt(at));
  return mixed;
}

/** The bucket of a hash among 2^bits. */
export function bucketOf(hash: number, bits: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> (32 - bits);
}
