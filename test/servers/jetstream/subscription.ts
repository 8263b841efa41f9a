// What a subscriber asks for, on both endpoints: parameters are checked as the server documents it, then filter events.
import type { LoggedEvent } from './log.ts';

/** Why a request is refused before the upgrade, as an XRPC error. */
export type Refusal = { error: string; message: string };

export type Subscription = {
  cursor: number | undefined;
  wants: (event: LoggedEvent) => boolean;
  /** Longer frames are left out; 0 means any length. */
  maxMessageSizeBytes: number;
};

const KINDS: readonly string[] = ['commit', 'identity', 'account', 'sync'];
const MAX_COLLECTIONS = 100;
const MAX_DIDS = 10_000;
const NSID_OR_PREFIX = /^[a-z][a-z0-9-]*(\.[a-zA-Z0-9-]+)*(\.[a-zA-Z][a-zA-Z0-9]*|\.\*)$/;

const invalid = (message: string): Refusal => ({ error: 'InvalidRequest', message });

const matches = (patterns: readonly string[], collection: string): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('.*') ? collection.startsWith(pattern.slice(0, -1)) : pattern === collection,
  );

/** The cursor of a query, `undefined` for the live tip. */
function parseCursor(query: URLSearchParams): number | undefined | Refusal {
  const raw = query.get('cursor');
  if (raw === null || raw === '') return undefined;
  return /^\d+$/.test(raw)
    ? Number(raw)
    : invalid(`invalid cursor "${raw}": it must be a non-negative integer`);
}

const sizeLimit = (raw: unknown): number => Math.max(0, Math.trunc(Number(raw ?? 0)) || 0);

const checkLists = (collections: readonly string[], dids: readonly string[]): Refusal | undefined => {
  if (collections.length > MAX_COLLECTIONS)
    return invalid(`too many collections values: ${collections.length} > 100`);
  if (dids.length > MAX_DIDS) return invalid(`too many dids values: ${dids.length} > 10000`);
  const badCollection = collections.find((one) => !NSID_OR_PREFIX.test(one));
  if (badCollection !== undefined) return invalid(`invalid collection: ${badCollection}`);
  const badDid = dids.find((one) => !one.startsWith('did:'));
  return badDid === undefined ? undefined : invalid(`invalid did: ${badDid}`);
};

/** Parameters that the older endpoint knew and the newer one refuses, with what to use instead. */
const LEGACY_PARAMETERS: ReadonlyArray<[name: string, instead: string]> = [
  ['wantedCollections', 'use collections'],
  ['wantedDids', 'use dids'],
  ['requireHello', 'this endpoint is server-push only'],
  ['compress', 'use zstdDictionary'],
];

/** Reads the query of `/xrpc/network.bsky.jetstream.subscribeEvents`. */
export function parseEventsQuery(query: URLSearchParams): Subscription | Refusal {
  const legacy = LEGACY_PARAMETERS.find(([name]) => query.has(name));
  if (legacy !== undefined)
    return invalid(`${legacy[0]} belongs to the legacy /subscribe endpoint; ${legacy[1]}`);
  if (query.has('zstdDictionary')) {
    return {
      error: 'UnknownZstdDictionary',
      message: 'this test server compresses nothing: leave zstdDictionary out',
    };
  }
  const kinds = query.getAll('kinds');
  const unknownKind = kinds.find((kind) => !KINDS.includes(kind));
  if (unknownKind !== undefined) return invalid(`unknown kind "${unknownKind}" (valid: ${KINDS.join(', ')})`);
  const collections = query.getAll('collections');
  const dids = query.getAll('dids');
  if (collections.length > 0 && kinds.length > 0 && !kinds.includes('commit')) {
    return invalid('collections filter can never apply: kinds excludes commit');
  }
  const listRefusal = checkLists(collections, dids);
  if (listRefusal !== undefined) return listRefusal;
  const cursor = parseCursor(query);
  if (typeof cursor === 'object') return cursor;
  return {
    cursor,
    maxMessageSizeBytes: sizeLimit(query.get('maxMessageSizeBytes')),
    wants: (event) =>
      (kinds.length === 0 || kinds.includes(event.kind)) &&
      (dids.length === 0 || dids.includes(event.did)) &&
      (event.kind !== 'commit' || collections.length === 0 || matches(collections, event.collection)),
  };
}

/** The filter of the older endpoint: identities and accounts always come, `#sync` never does. */
export function legacyFilter(collections: readonly string[], dids: readonly string[]): Subscription['wants'] {
  return (event) => {
    if (event.kind === 'sync') return false;
    if (dids.length > 0 && !dids.includes(event.did)) return false;
    return event.kind !== 'commit' || collections.length === 0 || matches(collections, event.collection);
  };
}

/** Reads the query of the older `/subscribe`. */
export function parseLegacyQuery(query: URLSearchParams): Subscription | Refusal {
  if (query.get('compress') === 'true')
    return invalid('this test server compresses nothing: leave compress out');
  const collections = query.getAll('wantedCollections');
  const dids = query.getAll('wantedDids');
  const listRefusal = checkLists(collections, dids);
  if (listRefusal !== undefined) return listRefusal;
  const cursor = parseCursor(query);
  if (typeof cursor === 'object') return cursor;
  return {
    cursor,
    maxMessageSizeBytes: sizeLimit(query.get('maxMessageSizeBytes')),
    wants: legacyFilter(collections, dids),
  };
}
