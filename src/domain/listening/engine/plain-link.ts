// The usual link, `https://host/path` of ASCII alone, as linkKey takes it apart, but without making texts of its parts.

const [slash, dot, question, hash, atSign, colon] = [0x2f, 0x2e, 0x3f, 0x23, 0x40, 0x3a];
const [firstVisible, lastVisible] = [0x21, 0x7e];

export class PlainLink {
  /** Of the link read last: where its host and its path end in the units. */
  hostEnd = 0;
  end = 0;

  /**
   * Writes host and path to `units` from `start` on, which must have room for the whole address; answers whether it is such a
   * link. What it leaves to linkKey may be one all the same: with a port, a user, other characters.
   */
  read(address: string, units: Uint16Array, start: number): boolean {
    const from = address.startsWith('https://') ? 8 : address.startsWith('http://') ? 7 : 0;
    if (from === 0) return false;
    const { length } = address;
    let out = start;
    let hasDot = false;
    let at = from;
    for (; at < length; at += 1) {
      const unit = address.charCodeAt(at);
      if (unit === slash || unit === question || unit === hash) break;
      if (unit < firstVisible || unit > lastVisible || unit === atSign || unit === colon) return false;
      hasDot ||= unit === dot;
      units[out++] = lower(unit);
    }
    // A host that ends with a dot, or has none, needs a closer look.
    if (!hasDot || units[out - 1] === dot) return false;
    this.hostEnd = out;
    for (; at < length; at += 1) {
      const unit = address.charCodeAt(at);
      if (unit === question || unit === hash) break;
      if (unit < firstVisible || unit > lastVisible) return false;
      units[out++] = lower(unit);
    }
    while (out > this.hostEnd && units[out - 1] === slash) out -= 1;
    this.end = out;
    return true;
  }
}

function lower(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
}
