// Each fixture is an event as Discord describes it, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedAt, placesIn } from '../../../test/harness/json-places.ts';
import { postSchema } from '../../domain/post/post.ts';
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
  for (const { raw, outcome, inbound } of items) {
    expect(raw).toEqual(told);
    if ('malformed' in outcome) expect(outcome.malformed).not.toBe('');
    else if (outcome.heard?.type === 'delete') expect(placeOf(outcome.heard.nativeId)).not.toBeNull();
    else if (outcome.heard?.type === 'post' || outcome.heard?.type === 'edit') {
      const { post } = outcome.heard;
      expect(postSchema.safeParse(post).error).toBeUndefined();
      expect(post.visibility === 'dm').toBe(inbound === 'dm');
      expect(placeOf(post.nativeId)).not.toBeNull();
      expect(post.author.isBot).toBeUndefined();
      expect(JSON.stringify(post)).not.toContain('\\u0000');
    }
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
      const anything = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(null, undefined, '', '\0', -1, 9e15, [], {}, 'x'.repeat(200_000)),
        fc.anything({ maxDepth: 2 }),
      );
      const change = fc.tuple(fc.constantFrom(...placesIn(fixture.raw)), anything);
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          let broken: unknown = fixture.raw;
          for (const [path, made] of changes) broken = changedAt(broken, path, made);
          // As it would come over the wire.
          const told: unknown = JSON.parse(JSON.stringify(broken) ?? 'null');
          expectSound(hear(fixture, told), told);
        }),
        { numRuns: 40 },
      );
    },
    60_000,
  );
});
