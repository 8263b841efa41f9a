// Each fixture is a page of X's API as its published description gives it, beside what it must become.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { postSchema } from '../../domain/post/post.ts';
import { hearMissing, hearPost, nothingIncluded, readIncludes } from './normalise.ts';
import { pageSchema } from './schemas.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const OURS = '1590000000000000007';

interface Fixture {
  raw: Record<string, unknown>;
  normalised: unknown;
}

const read = (file: string): Fixture => JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Fixture;

/** What a page means, without the records themselves. */
function normalise(file: string, raw: unknown) {
  const page = pageSchema.parse(raw);
  const included = readIncludes(page.includes);
  const self = file.startsWith('mention') ? OURS : null;
  const items = [
    ...page.data.flatMap((record) => hearPost(record, included, self)),
    ...(page.errors ?? []).flatMap((problem) => hearMissing(problem, NOW_MS) ?? []),
  ];
  return items.map(({ outcome, inbound }) => (inbound === undefined ? { outcome } : { outcome, inbound }));
}

describe('normalising', () => {
  test.each(readdirSync(FIXTURES))('%s', (file) => {
    const { raw, normalised } = read(file);
    const made = normalise(file, raw);
    expect(JSON.parse(JSON.stringify(made))).toEqual(normalised);
    for (const { outcome } of made) {
      if ('heard' in outcome && outcome.heard?.type === 'post')
        expect(postSchema.safeParse(outcome.heard.post).error).toBeUndefined();
    }
  });

  test('any page becomes valid posts, or is called malformed; nothing throws', () => {
    const { raw } = read('search-reply-with-picture.json');
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.anything({ maxDepth: 2 }),
      fc.date().map(String),
    );
    const { data, includes } = raw as {
      data: Record<string, unknown>[];
      includes: Record<string, Record<string, unknown>[]>;
    };
    const paths = [
      ...Object.keys(data[0] ?? {}).map((name) => ['data', name]),
      ...Object.entries(includes).flatMap(([list, [first]]) =>
        Object.keys(first ?? {}).map((name) => [list, name]),
      ),
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), anything), { maxLength: 4 }), (changes) => {
        const changed = structuredClone({ data, includes });
        for (const [[list = '', name = ''], value] of changes) {
          const [record] = list === 'data' ? changed.data : (changed.includes[list] ?? []);
          if (record !== undefined) record[name] = value;
        }
        for (const { outcome } of normalise('mentions', changed)) {
          if ('malformed' in outcome) expect(outcome.malformed).not.toBe('');
          else if (outcome.heard?.type === 'post' || outcome.heard?.type === 'edit') {
            expect(postSchema.safeParse(outcome.heard.post).error).toBeUndefined();
            expect(JSON.stringify(outcome.heard.post)).not.toContain(String.raw`\u0000`);
          }
        }
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
});

test('people without a name are told apart by their ids', () => {
  const mentions = ['11', OURS].map((id) => ({ id, username: null }));
  const [heard] = hearPost(
    { id: '5', text: 'hi', author_id: '7', entities: { mentions } },
    nothingIncluded,
    OURS,
  );
  const outcome = heard !== undefined && 'heard' in heard.outcome ? heard.outcome.heard : null;
  expect(outcome?.type === 'post' ? outcome.post.mentions : []).toEqual([
    { nativeId: '11' },
    { nativeId: OURS },
  ]);
});
