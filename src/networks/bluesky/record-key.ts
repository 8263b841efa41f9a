// Chooses a record's key from our idempotency key, so that a second try writes to the same place instead of a second post.
import { createHash } from 'node:crypto';

const SORTABLE = '234567abcdefghijklmnopqrstuvwxyz';
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
/** Where hashed times fall: long before any real one of ours, so they can neither clash with it nor lie in the future. */
const PAST_START_US = Date.UTC(2000, 0, 1) * 1000;
const PAST_SPAN_US = 10 * 365 * 24 * 3600 * 1_000_000;
/** The latest time 53 bits of microseconds can hold, in milliseconds (the year 2255). */
const LAST_MS = Math.floor(Number.MAX_SAFE_INTEGER / 1000) - 1;

/** The millisecond a UUIDv7 was made in, or null where the key is no such thing. */
function timeOf(key: string): number | null {
  if (!UUID_V7.test(key)) return null;
  const ms = Number.parseInt(key.slice(0, 8) + key.slice(9, 13), 16);
  return ms <= LAST_MS ? ms : null;
}

function encode(value: bigint): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < 13; i += 1) {
    text = (SORTABLE[Number(rest & 31n)] ?? '') + text;
    rest >>= 5n;
  }
  return text;
}

/**
 * A valid TID that depends on `idempotencyKey` alone. A TID is 53 bits of microseconds and 10 bits that tell writers
 * apart. From a UUIDv7 key the time is the key's own (so a repository keeps its posts in order) and the rest is hash;
 * from any other key all of it is hash, at times before the network existed.
 */
export function recordKey(idempotencyKey: string): string {
  const hash = createHash('sha256').update(idempotencyKey).digest();
  const low = BigInt(hash.readUInt16BE(8) & 0x3ff);
  const ms = timeOf(idempotencyKey.toLowerCase());
  const timeUs =
    ms === null
      ? BigInt(PAST_START_US) + (hash.readBigUInt64BE(0) % BigInt(PAST_SPAN_US))
      : BigInt(ms) * 1000n + BigInt(hash.readUInt32BE(0) % 1000);
  return encode((timeUs << 10n) | low);
}
