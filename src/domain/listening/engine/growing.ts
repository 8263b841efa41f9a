// Memory of the engine that grows a quarter at a time: doubling a large array is what would stall a stream of posts.

function nextLength(length: number, needed: number): number {
  return Math.max(needed, length + (length >> 2) + 64);
}

/** `array`, or a longer copy of it that has room for `needed` numbers. */
export function grownInt32(array: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  const grown = new Int32Array(nextLength(array.length, needed));
  grown.set(array);
  return grown;
}

/** `array`, or a longer copy of it that has room for `needed` numbers. */
export function grownUint16(array: Uint16Array<ArrayBuffer>, needed: number): Uint16Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  const grown = new Uint16Array(nextLength(array.length, needed));
  grown.set(array);
  return grown;
}
