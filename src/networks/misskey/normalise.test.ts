// Each fixture is a payload as Misskey's definitions (misskey-js) give it, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSoundItem, holdsHoweverBroken } from '../../../test/harness/broken-json.ts';
import type { Delivered } from '../kit/network.ts';
import { hearNote, hearNotification, hearUpdate } from './normalise.ts';
import type { Origin } from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const origin: Origin = {
  server: 'https://www.m.example',
  host: 'www.m.example',
  domain: 'm.example',
  self: { nativeId: 'www.m.example/9acme00001', handle: 'acme@m.example' },
};

function hear(file: string, raw: unknown): Delivered[] {
  if (file.startsWith('notification-')) return hearNotification(raw, origin);
  return file.startsWith('update-') ? hearUpdate(raw, origin, NOW_MS) : hearNote(raw, origin);
}

function expectSound(items: readonly Delivered[], raw: unknown): void {
  for (const item of items) expectSoundItem(item, raw);
}

const files = readdirSync(FIXTURES);
const read = (file: string): { raw: unknown; normalised: unknown } =>
  JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as { raw: unknown; normalised: unknown };

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const { raw, normalised } = read(file);
    const items = hear(file, raw);
    expectSound(items, raw);
    const told = items.map(({ outcome, inbound }) =>
      inbound === undefined ? { outcome } : { outcome, inbound },
    );
    expect(JSON.parse(JSON.stringify(told))).toEqual(normalised);
  });

  test.each(files)(
    '%s, broken anywhere, is read or kept as malformed',
    (file) => {
      const { raw } = read(file);
      holdsHoweverBroken(raw, 100, (broken) => {
        expectSound(hear(file, broken), broken);
      });
    },
    60_000,
  );
});
