// Each fixture is a payload as Misskey's definitions (misskey-js) give it, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedAt, placesIn } from '../../../test/harness/json-places.ts';
import { postSchema } from '../../domain/post/post.ts';
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
  for (const item of items) {
    expect(item.raw).toEqual(raw);
    if ('malformed' in item.outcome) expect(item.outcome.malformed).not.toBe('');
    else if (item.outcome.heard?.type === 'post') {
      expect(postSchema.safeParse(item.outcome.heard.post).error).toBeUndefined();
      expect(JSON.stringify(item.outcome.heard.post)).not.toContain('\\u0000');
    }
  }
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
      const anything = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(null, undefined, '', '\0', -1, 9e15, [], {}, 'x'.repeat(200_000)),
        fc.anything({ maxDepth: 2 }),
      );
      const change = fc.tuple(fc.constantFrom(...placesIn(raw)), anything);
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          let broken: unknown = raw;
          for (const [path, made] of changes) broken = changedAt(broken, path, made);
          expectSound(hear(file, broken), broken);
        }),
        { numRuns: 100 },
      );
    },
    60_000,
  );
});
