// Each fixture is an event as Discord describes it, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  expectSoundItem,
  holdsHoweverBroken,
  overTheWire,
  postIn,
} from '../../../test/harness/broken-json.ts';
import type { Delivered } from '../kit/network.ts';
import { placeOf } from './ids.ts';
import { hearEvent } from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const self = { nativeId: '1290000000000000001', handle: 'acme_help' };

interface Fixture {
  event: string;
  where: { guild: string | null; root: string | null };
  raw: unknown;
  normalised: unknown;
}

function expectSound(items: readonly Delivered[], told: unknown): void {
  for (const item of items) {
    expectSoundItem(item, told);
    const { outcome } = item;
    const post = postIn(item);
    if ('heard' in outcome && outcome.heard?.type === 'delete')
      expect(placeOf(outcome.heard.nativeId)).not.toBeNull();
    if (post === undefined) continue;
    expect(post.visibility === 'dm').toBe(item.inbound === 'dm');
    expect(placeOf(post.nativeId)).not.toBeNull();
    expect(post.author.isBot).toBeUndefined();
  }
}

const files = readdirSync(FIXTURES);
const read = (file: string): Fixture => JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Fixture;
const hear = ({ event, where }: Fixture, raw: unknown): Delivered[] =>
  hearEvent(event, raw, { self, ...where }, NOW_MS);

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const fixture = read(file);
    const items = hear(fixture, fixture.raw);
    expectSound(items, fixture.raw);
    const told = items.map(({ outcome, inbound }) =>
      inbound === undefined ? { outcome } : { outcome, inbound },
    );
    expect(JSON.parse(JSON.stringify(told))).toEqual(fixture.normalised);
  });

  test.each(files)(
    '%s, broken anywhere, is read or told as malformed',
    (file) => {
      const fixture = read(file);
      holdsHoweverBroken(fixture.raw, 40, (broken) => {
        const told = overTheWire(broken);
        expectSound(hear(fixture, told), told);
      });
    },
    60_000,
  );
});
