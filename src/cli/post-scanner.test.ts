// Proves that posts read from their bytes are those that JSON.parse and readPost make of them, or are left to these.
import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readPost } from './match-records.ts';
import { PostScanner } from './post-scanner.ts';

const scanner = new PostScanner();

/** What the two ways make of a line: `scanned` null where it was left to the other, `parsed` null where that refuses it. */
function bothWays(line: Buffer): { scanned: unknown; parsed: unknown } {
  const scanned = isUtf8(line) ? scanner.scan(line) : null;
  let parsed: unknown = null;
  try {
    parsed = readPost(JSON.parse(line.toString('utf8')), () => null);
  } catch {
    // Not a post.
  }
  return { scanned: scanned === null ? null : Object.assign({}, scanned), parsed };
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', 'plain', '返金して', 'a "quote" \\ \n\t', '\ud800', '😭', '\u2028', '__proto__'),
);
const list = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { maxLength: 2 });
const loose = { requiredKeys: [] };
const mention = fc.oneof(text, fc.record({ handle: text, nativeId: text, other: text }, loose));
const followers = fc.oneof(
  { weight: 9, arbitrary: fc.nat() },
  fc.constantFrom(null, 0, 1.5, -1, 1e21, 999_999_999_999_999),
);
const post = fc.record(
  {
    id: fc.oneof(text, fc.integer()),
    network: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('x', 'bluesky', '') }, text),
    text,
    lang: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('ja', 'en', 'pt-BR') }, text, fc.constant(null)),
    kind: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('post', 'reply', 'quote', 'repost') },
      fc.constant('odd'),
    ),
    author: fc.record({ handle: text, followers, nativeId: text }, loose),
    mentions: list(mention),
    hashtags: list(text),
    links: list(text),
    media: list(fc.record({ kind: fc.constantFrom('image', 'video', 'gif'), alt: text }, loose)),
    createdAt: fc.oneof({ weight: 4, arbitrary: text }, fc.jsonValue()),
  },
  {
    requiredKeys: [
      'id',
      'network',
      'text',
      'lang',
      'kind',
      'author',
      'mentions',
      'hashtags',
      'links',
      'media',
      'createdAt',
    ],
  },
);
/** In any order of keys, with and without space, with escapes where none are needed. */
const line = fc
  .tuple(
    post,
    fc.constantFrom(undefined, 1, '\t'),
    fc.infiniteStream(fc.nat()),
    fc.constantFrom('', ' ', '\r'),
    fc.boolean(),
  )
  .map(([one, indent, numbers, end, isAscii]) => {
    const order = Object.entries(one).map((entry) => ({ entry, at: Number(numbers.next().value) }));
    const shuffled = Object.fromEntries(order.toSorted((a, b) => a.at - b.at).map(({ entry }) => entry));
    const json = JSON.stringify(shuffled, null, indent).replaceAll('\n', ' ') + end;
    if (!isAscii) return json;
    const escape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return json.replaceAll(/[^\0-\x7f]/g, escape);
  });

describe('a post from its bytes', () => {
  it('is the one that JSON.parse makes', () => {
    let scannedCount = 0;
    fc.assert(
      fc.property(line, (json) => {
        const { scanned, parsed } = bothWays(Buffer.from(json));
        if (scanned === null) return;
        scannedCount += 1;
        expect(scanned).toStrictEqual(parsed);
      }),
      { numRuns: 2_000 },
    );
    expect(scannedCount).toBeGreaterThan(300);
  });

  it('is none where JSON.parse refuses the line, whatever was done to its bytes', () => {
    const change = fc.tuple(
      fc.nat(),
      fc.nat({ max: 2 }),
      fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...Buffer.from('"\\{}[]:,0-.e '))),
    );
    fc.assert(
      fc.property(line, fc.array(change, { minLength: 1, maxLength: 3 }), (json, changes) => {
        let bytes = [...Buffer.from(json)];
        for (const [where, how, byte] of changes) {
          const at = where % bytes.length;
          bytes = [
            ...bytes.slice(0, at),
            ...(how === 0 ? [] : [byte]),
            ...bytes.slice(how === 2 ? at : at + 1),
          ];
        }
        const { scanned, parsed } = bothWays(Buffer.from(bytes));
        if (scanned !== null) expect(scanned).toStrictEqual(parsed);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is read where a key stands twice as JSON.parse reads it', () => {
    const json = (more: string): string =>
      `{"id":"1","network":"x","text":"a","lang":"en","kind":"post","author":{"handle":"h"},"mentions":[],"hashtags":[],"links":[],"media":[]${more}}`;
    for (const more of ['', ',"text":"b"', ',"te\\u0078t":"b"', ',"__proto__":"b"', ',"x":{"text":"b"}']) {
      const { scanned, parsed } = bothWays(Buffer.from(json(more)));
      if (scanned !== null) expect(scanned).toStrictEqual(parsed);
    }
    expect(scanner.scan(Buffer.from(json('')))).toMatchObject({ id: '1', text: 'a' });
    expect(scanner.scan(Buffer.from(json(',"text":"b"')))).toBeNull();
  });
});
