// The wire forms of Jetstream: `xrpc.v1.json` frames of the newer endpoint and the flat JSON of the older one.
import type { LoggedEvent } from './log.ts';

export const EVENTS_NSID = 'network.bsky.jetstream.subscribeEvents';
export const EVENTS_SUBPROTOCOL = 'xrpc.v1.json';

/** An RFC 3339 time with exactly six digits after the second, as Jetstream writes them. */
function formatMicroseconds(timeUs: number): string {
  const iso = new Date(Math.floor(timeUs / 1_000)).toISOString();
  return iso.replace('Z', `${String(timeUs % 1_000).padStart(3, '0')}Z`);
}

const messageFrame = (kind: string, fields: Record<string, unknown>): string =>
  JSON.stringify({ $type: 'message', payload: { $type: `${EVENTS_NSID}#${kind}`, ...fields } });

/** One event for the newer endpoint. */
export function eventFrame(event: LoggedEvent): string {
  const time = formatMicroseconds(event.timeUs);
  const common = { seq: event.seq, did: event.did, time, witnessedAt: time };
  if (event.kind !== 'commit') return messageFrame(event.kind, { ...common, [event.kind]: event.body });
  const { rev, operation, collection, rkey, record, cid } = event;
  return messageFrame('commit', { ...common, rev, operation, collection, rkey, record, cid });
}

/** An advisory of the newer endpoint; it has no number and moves no cursor. */
export const infoFrame = (info: { name: string; message: string }): string => messageFrame('info', info);

/** The last frame before the newer endpoint closes a connection. */
export const errorFrame = (error: string, message: string): string =>
  JSON.stringify({ $type: 'error', error, message });

/** One event for the older endpoint. */
export function legacyFrame(event: LoggedEvent): string {
  const common = { did: event.did, time_us: event.timeUs, cursor: event.seq, kind: event.kind };
  if (event.kind !== 'commit') return JSON.stringify({ ...common, [event.kind]: event.body });
  const { rev, operation, collection, rkey, record, cid } = event;
  return JSON.stringify({ ...common, commit: { rev, operation, collection, rkey, record, cid } });
}
