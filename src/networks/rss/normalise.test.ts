// Each fixture is a feed of a kind met in the wild, beside what it must become; and whatever is done to one, nothing throws.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { postSchema } from '../../domain/post/post.ts';
import { asEdit, normaliseFeed } from './normalise.ts';
import type { ReadFeed } from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const url = 'https://feeds.example.com/all.xml';
const documents = readdirSync(FIXTURES).filter((name) => !name.endsWith('.golden.json'));

const read = (bytes: Uint8Array, contentType = ''): ReadFeed =>
  normaliseFeed({ bytes, contentType, url }, NOW_MS);
const readText = (text: string): ReadFeed => read(new TextEncoder().encode(text));
const itemsOf = ({ articles, deleted }: ReadFeed) => [...articles.map(({ item }) => item), ...deleted];

function expectValid(feed: ReadFeed): void {
  for (const { raw, outcome } of itemsOf(feed)) {
    expect(JSON.stringify(raw).length).toBeLessThan(50_000);
    if ('malformed' in outcome) expect(outcome.malformed).not.toBe('');
    else if (outcome.heard?.type === 'post') {
      expect(postSchema.safeParse(outcome.heard.post).error).toBeUndefined();
      expect(JSON.stringify(outcome.heard.post)).not.toContain('\\u0000');
    }
  }
}

describe('normalising', () => {
  test.each(documents)('%s', (name) => {
    const feed = read(readFileSync(join(FIXTURES, name)));
    expectValid(feed);
    const made: unknown = JSON.parse(
      JSON.stringify({ title: feed.title, outcomes: itemsOf(feed).map(({ outcome }) => outcome) }),
    );
    const golden = join(FIXTURES, name.replace(/\.\w+$/, '.golden.json'));
    expect(made).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  });

  test('an article whose words changed is an edit of the same post', () => {
    const text = readFileSync(join(FIXTURES, 'rdf-bookmarks-ja.xml'), 'utf8');
    const [before] = readText(text).articles;
    const [after] = readText(text.replace('公表', '認める')).articles;
    if (before === undefined || after === undefined) throw new Error('the fixture has no article');
    expect([after.nativeId, after.version === before.version]).toEqual([before.nativeId, false]);
    const text2 = 'ミナモ、アプリの不具合を認める\n\n一部の端末でログインできない状態が続いている。';
    expect(asEdit(after.item, NOW_MS).outcome).toMatchObject({
      heard: { type: 'edit', post: { nativeId: before.nativeId, text: text2 } },
    });
  });

  test('a feed cannot claim the articles of another host', () => {
    const text =
      '<rss><channel><item><guid>https://other.example/1</guid><title>Mine now</title></item></channel></rss>';
    expect(readText(text).articles[0]?.nativeId).toBe('feeds.example.com/https://other.example/1');
  });

  test('an article is kept to its bound, and ids that are too long by their hash', () => {
    const text = `<rss><channel><item><guid>${'x'.repeat(5000)}</guid><title>T</title><description>${'語'.repeat(50_000)}</description></item></channel></rss>`;
    const [article] = readText(text).articles;
    expect(article?.nativeId.length).toBeLessThan(100);
    expect(article?.item.outcome).toMatchObject({ heard: { post: { text: `T\n\n${'語'.repeat(9_996)}…` } } });
    expectValid(readText(text));
  });
});

describe('what is refused', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]><rss><channel><title>&lol2;</title></channel></rss>`;
  const outside = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>`;
  test.each([
    ['entities that grow', bomb],
    ['entities from a file', outside],
    ['elements without end', `<rss><channel>${'<item>'.repeat(5000)}`],
    ['a page', '<!DOCTYPE html><html><head><title>Not found</title></head></html>'],
    ['JSON of another kind', '{"error":"no"}'],
    ['broken JSON', '{"version": "https://jsonfeed.org/version/1.1", "items": ['],
    ['nothing', ''],
    ['no markup', 'Service unavailable'],
    ['a channel without a feed', '<rss></rss>'],
  ])('%s', (_, text) => {
    expect(() => readText(text)).toThrow(expect.objectContaining({ code: 'network_rejected', where: 'url' }));
  });

  test('an undeclared entity stays as it is written', () => {
    const { articles } = readText(
      '<rss><channel><item><guid>1</guid><title>&lol; R&amp;D</title></item></channel></rss>',
    );
    expect(articles[0]?.item.outcome).toMatchObject({ heard: { post: { text: '&lol; R&D' } } });
  });
});

describe('whatever comes', () => {
  const originals = documents.map((name) => readFileSync(join(FIXTURES, name)));
  const change = fc.record({
    at: fc.nat({ max: 4000 }),
    remove: fc.nat({ max: 200 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .constantFrom(
          '</item>',
          '<item>',
          '&',
          '<![CDATA[',
          ']]>',
          '\0',
          '"',
          '<link href="javascript:alert(1)"/>',
          '<guid/>',
          '{',
          '[]',
          'null',
          '99999999999999999999',
        )
        .map((text) => new TextEncoder().encode(text)),
    ),
  });
  test('a feed that was cut, mixed up or recoded is posts, broken records or no feed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(change, { maxLength: 5 }),
        fc.constantFrom(
          '',
          'text/xml; charset=utf-16',
          'text/xml; charset=euc-jp',
          'application/json; charset=none',
        ),
        (original, changes, contentType) => {
          let bytes = Buffer.from(original);
          for (const { at, remove, put } of changes) {
            const from = at % (bytes.length + 1);
            bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + remove)]);
          }
          let feed: ReadFeed;
          try {
            feed = read(bytes, contentType);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
            return;
          }
          expectValid(feed);
        },
      ),
      { numRuns: 400 },
    );
  }, 60_000);

  const json = JSON.parse(readFileSync(join(FIXTURES, 'jsonfeed.json'), 'utf8')) as {
    items: [Record<string, unknown>];
  };
  test('an item of any types is a post or a broken record', () => {
    const field = fc.constantFrom(...Object.keys(json.items[0]));
    fc.assert(
      fc.property(fc.array(fc.tuple(field, fc.anything({ maxDepth: 2 })), { maxLength: 4 }), (changes) => {
        const item = { ...json.items[0], ...Object.fromEntries(changes) };
        const feed = readText(JSON.stringify({ ...json, items: [item] }));
        expect(feed.articles).toHaveLength(1);
        expectValid(feed);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
