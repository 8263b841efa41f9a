// The fixtures of Meta's networks: what was told beside what it must become, and the signed call that brings it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeliveryToKeep } from '../../src/domain/webhooks/inbox.ts';
import type { Called } from '../../src/networks/kit/meta-keep.ts';
import { signForMeta } from '../../src/networks/kit/meta-webhook.ts';
import type { Network, WebhookCall } from '../../src/networks/kit/network.ts';

export interface Fixture<Hearing> {
  raw: Record<string, unknown>;
  around?: Partial<Hearing>;
  normalised: unknown;
}

/** The fixtures of a folder, by their names. */
export function fixturesIn<Hearing>(folder: string) {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture<Hearing>;
  return { files: readdirSync(folder), read };
}

/** What is kept of the call that brings something. */
export function takenInBy(
  object: string,
  nativeId: string,
  receive: (account: Called, call: WebhookCall) => ReturnType<NonNullable<Network['receive']>>,
): (told: unknown) => readonly DeliveryToKeep[] {
  return (told) => {
    const of = (name: string): unknown =>
      typeof told === 'object' && told !== null ? Reflect.get(told, name) : undefined;
    const [messaging, field, value, atMs] = ['messaging', 'field', 'value', 'atMs'].map(of);
    const time = typeof atMs === 'number' && Number.isFinite(atMs) && atMs >= 0 ? { time: atMs } : {};
    const part =
      messaging === undefined ? { changes: [{ field, value: value ?? null }] } : { messaging: [messaging] };
    const body = Buffer.from(JSON.stringify({ object, entry: [{ id: nativeId, ...time, ...part }] }));
    const call = { headers: { 'x-hub-signature-256': signForMeta('s', body) }, body };
    return receive({ secrets: { appSecret: 's' }, nativeId }, call).deliveries;
  };
}
