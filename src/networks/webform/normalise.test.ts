// Each fixture is what a form tells, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { postSchema } from '../../domain/post/post.ts';
import type { Delivered } from '../kit/network.ts';
import { normalise } from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const files = readdirSync(FIXTURES);
const read = (file: string): { raw: unknown; normalised: unknown } =>
  JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as { raw: unknown; normalised: unknown };

function expectSound({ raw, outcome, inbound }: Delivered, body: string): void {
  expect(JSON.stringify(raw)).toBe(JSON.stringify(JSON.parse(body)));
  if ('malformed' in outcome) {
    expect(outcome.malformed).not.toBe('');
    expect(inbound).toBeUndefined();
  } else if (outcome.heard?.type === 'post') {
    const { post } = outcome.heard;
    expect(postSchema.safeParse(post).error).toBeUndefined();
    expect(post).toMatchObject({ visibility: 'dm', conversation: post.author.nativeId });
    expect(inbound).toBe('dm');
    expect(JSON.stringify(post)).not.toContain('\\u0000');
  }
}

/** Every field of a record, and something else in its place. */
const broken = (raw: unknown) => {
  const names = typeof raw === 'object' && raw !== null ? Object.keys(raw) : [];
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(null, undefined, '', '\0', -1, 9e15, [], {}, 'x'.repeat(200_000)),
    fc.anything({ maxDepth: 2 }),
  );
  return fc.array(fc.tuple(fc.constantFrom('type', 'more', ...names), anything), {
    minLength: 1,
    maxLength: 3,
  });
};

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const { raw, normalised } = read(file);
    const body = JSON.stringify(raw);
    const item = normalise(body);
    expectSound(item, body);
    const { outcome, inbound } = item;
    expect(JSON.parse(JSON.stringify({ outcome, inbound }))).toEqual(normalised);
  });

  test('what is no JSON is told as malformed', () => {
    expect(normalise('{').outcome).toEqual({ malformed: 'it is no JSON' });
  });

  test.each(files)('%s, broken anywhere, is kept, and read or told as malformed', (file) => {
    const { raw } = read(file);
    fc.assert(
      fc.property(broken(raw), (changes) => {
        const body = JSON.stringify({ ...(raw as object), ...Object.fromEntries(changes) });
        expectSound(normalise(body), body);
      }),
      { numRuns: 100 },
    );
  });
});
