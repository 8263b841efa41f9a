// Which IP addresses a network client may connect to: the public ones, and what an operator allowed by name.
import { isIP } from 'node:net';
import type { BothLanguages } from '../../domain/post/policy.ts';

/** Thrown before (and, as a second check, right after) connecting to an address that is not public. */
export class BlockedAddressError extends Error {
  readonly code = 'ERR_ADDRESS_BLOCKED';
  /** For who entered it. */
  readonly why: BothLanguages;

  constructor(host: string, address: string) {
    const isNumber = host === address;
    super(
      isNumber
        ? `The address ${address} is not a public one; an operator must allow it first`
        : `The server name ${host} leads to ${address}, which is not a public address; an operator must allow it first`,
    );
    this.name = 'BlockedAddressError';
    this.why = {
      ja: `${isNumber ? `${address} は` : `${host} の接続先（${address}）は`}公開のアドレスではありません。接続するには、サーバーの管理者の許可が必要です（KIZUKI_ALLOW_ADDRESSES）。`,
      en: `${this.message} (KIZUKI_ALLOW_ADDRESSES).`,
    };
  }
}

/** A range of addresses, as 128-bit numbers; IPv4 lives in ::ffff:0:0/96. */
interface Range {
  base: bigint;
  prefix: number;
}

const V4_BASE = 0xffffn << 32n;

function parseV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return null;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

/** The address as a 128-bit number (IPv4 as its mapped IPv6); null when it is not an IP address. */
export function parseAddress(text: string): bigint | null {
  const bare = text.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
  const family = isIP(bare);
  if (family === 0) return null;
  if (family === 4) {
    const v4 = parseV4(bare);
    return v4 === null ? null : V4_BASE | v4;
  }
  const lastColon = bare.lastIndexOf(':');
  const tail = bare.slice(lastColon + 1);
  const embedded = tail.includes('.') ? parseV4(tail) : null;
  const hex =
    embedded === null
      ? bare
      : `${bare.slice(0, lastColon + 1)}${(embedded >> 16n).toString(16)}:${(embedded & 0xffffn).toString(16)}`;
  const [head = '', rest] = hex.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = rest === undefined || rest === '' ? [] : rest.split(':');
  const zeros = rest === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function parseRange(text: string): Range | null {
  const [address = '', bits] = text.split('/');
  const base = parseAddress(address);
  if (base === null) return null;
  const width = address.includes(':') ? 128 : 32;
  const count = bits === undefined ? width : Number(bits);
  if (!Number.isInteger(count) || count < 0 || count > width) return null;
  return { base, prefix: width === 32 ? 96 + count : count };
}

function inside(value: bigint, range: Range): boolean {
  const shift = BigInt(128 - range.prefix);
  return value >> shift === range.base >> shift;
}

function range(text: string): Range {
  const parsed = parseRange(text);
  if (parsed === null) throw new Error(`not an address range: ${text}`);
  return parsed;
}

/** IANA's special-purpose registries, and everything in IPv4 that no host on the internet may have. */
const specialV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
].map(range);
const mapped = range('::ffff:0:0/96');
const nat64 = range('64:ff9b::/96');
const sixToFour = range('2002::/16');
const globalV6 = range('2000::/3');
/** Not global though inside 2000::/3: protocol assignments (Teredo among them), documentation. */
const specialV6 = ['2001::/23', '2001:db8::/32', '3fff::/20'].map(range);

/** Whether anyone on the internet may have this address. Addresses that carry an IPv4 one are judged by it. */
export function isPublicAddress(text: string): boolean {
  const value = parseAddress(text);
  if (value === null) return false;
  if (inside(value, mapped)) return !specialV4.some((special) => inside(value, special));
  const isPublicV4 = (v4: bigint): boolean => !specialV4.some((special) => inside(V4_BASE | v4, special));
  if (inside(value, nat64)) return isPublicV4(value & 0xffffffffn);
  if (inside(value, sixToFour)) return isPublicV4((value >> 80n) & 0xffffffffn);
  return inside(value, globalV6) && !specialV6.some((special) => inside(value, special));
}

export interface AddressRule {
  /** Whether a connection to `address`, asked for as `host`, is allowed. */
  permits(host: string, address: string): boolean;
}

/**
 * The rule with an operator's exceptions: addresses and ranges (`10.1.0.0/16`, `::1`), host names (`mastodon.internal`;
 * a leading dot takes everything below it). Throws on an entry that is neither.
 */
export function createAddressRule(allow: readonly string[]): AddressRule {
  const allowedRanges: Range[] = [];
  const allowedHosts = new Set<string>();
  const allowedSuffixes: string[] = [];
  for (const entry of allow) {
    const text = entry.trim().toLowerCase();
    const allowed = parseRange(text);
    if (allowed !== null) allowedRanges.push(allowed);
    else if (/^\.[a-z0-9.-]+$/.test(text)) allowedSuffixes.push(text);
    else if (/^[a-z0-9][a-z0-9.-]*$/.test(text) && !/^[\d.]+$/.test(text)) allowedHosts.add(text);
    else throw new Error(`"${entry}" is neither an address, a range (10.0.0.0/8) nor a host name`);
  }
  return {
    permits(host, address) {
      const name = host.toLowerCase().replace(/\.$/, '');
      if (allowedHosts.has(name) || allowedSuffixes.some((suffix) => name.endsWith(suffix))) return true;
      const value = parseAddress(address);
      if (value === null) return false;
      return isPublicAddress(address) || allowedRanges.some((allowed) => inside(value, allowed));
    },
  };
}
