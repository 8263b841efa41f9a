// The list of networks and the folders agree, and every network has the same files and a manifest that fits its schema.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../domain/post/manifest.ts';
import type { PracticeStore } from '../domain/practice/store.ts';
import type { FormStore } from '../domain/webform/words.ts';
import type { WebhookInbox } from '../domain/webhooks/inbox.ts';
import { createNetworks } from './registry.ts';

const FILES = [
  'manifest.ts',
  'normalise.ts',
  'listen.ts',
  'read.ts',
  'publish.ts',
  'connect.ts',
  'network.ts',
];

const networks = createNetworks(
  {
    fetch: globalThis.fetch,
    log: { info() {}, warn() {}, error() {} },
    now: () => 0,
    randomId: () => '',
    sleep: async () => {},
  },
  {
    practiceStore: {} as PracticeStore,
    webhookInbox: {} as WebhookInbox,
    formStore: {} as FormStore,
    publicUrl: 'http://127.0.0.1',
    bluesky: {},
  },
);
const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map(({ name }) => name);

describe('the registry of networks', () => {
  test('lists every folder, and nothing else', () => {
    expect([...networks.keys()].toSorted()).toEqual(folders.toSorted());
  });

  test.each(folders)('%s has the files every network has, and a valid manifest', (folder) => {
    const missing = FILES.filter((file) => !existsSync(join(import.meta.dirname, folder, file)));
    expect(missing).toEqual([]);
    const manifest = networks.get(folder)?.manifest;
    expect(manifestSchema.safeParse(manifest).error).toBeUndefined();
    const kinds = manifest?.sources.map(({ kind }) => kind) ?? [];
    expect(new Set(kinds).size).toBe(kinds.length);
    // What is not simply allowed says why, to whoever wanted to do it.
    const unsaid = manifest?.policy.filter(
      ({ permission, why }) => permission !== 'api' && why === undefined,
    );
    expect(unsaid).toEqual([]);
  });
});
