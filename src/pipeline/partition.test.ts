// What an author says goes one way, in every order it may come; what nobody can place goes everywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Heard, Post } from '../domain/post/post.ts';
import { partitionsOf } from './partition.ts';
import type { HeardBatch } from './ports.ts';
import { readShare, sharesOf } from './share.ts';

const source = { workspaceId: 'w', id: 's', network: 'bluesky', accountId: null };
const at = '2026-11-22T00:00:00.000Z';

function post(author: string, nativeId: string, text = 'a post'): Post {
  return {
    network: 'bluesky',
    nativeId,
    kind: 'post',
    visibility: 'public',
    author: { nativeId: author, handle: '', displayName: '' },
    text,
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
    createdAt: at,
  };
}

type Item = HeardBatch['items'][number];
const item = (heard: Heard | null, raw: unknown = null): Item => ({ raw, outcome: { heard } });
const did = fc.stringMatching(/^did:plc:[a-z2-7]{4,24}$/);
const partitions = fc.integer({ min: 1, max: 32 });

describe('a partition', () => {
  it('is the same for all that an author says, takes back and is', () => {
    fc.assert(
      fc.property(did, fc.stringMatching(/^[a-z0-9]{1,13}$/), partitions, (author, key, among) => {
        const nativeId = `at://${author}/app.bsky.feed.post/${key}`;
        const said = post(author, nativeId);
        const all: Heard[] = [
          { type: 'post', post: said },
          { type: 'edit', post: said, editedAt: at },
          { type: 'delete', nativeId, deletedAt: at },
          { type: 'repost', nativeId: 'r', of: nativeId, byNativeId: 'somebody', at },
          { type: 'identity', author: said.author },
          { type: 'author_gone', authorNativeId: author, at },
        ];
        const ways = new Set(all.map((heard) => JSON.stringify(partitionsOf(source, item(heard), among))));
        expect(ways.size).toBe(1);
        const [way = -1, ...more] = partitionsOf(source, item(all[0] ?? null), among);
        expect(more).toEqual([]);
        expect(way >= 0 && way < among).toBe(true);
      }),
    );
  });

  it('is every one for a deletion whose author nobody can tell', () => {
    const gone = item({ type: 'delete', nativeId: '112233', deletedAt: at });
    expect(partitionsOf(source, gone, 4)).toEqual([0, 1, 2, 3]);
  });

  it('is one for a malformed record, and none for what is of no interest', () => {
    expect(partitionsOf(source, { raw: {}, outcome: { malformed: 'odd' } }, 4)).toHaveLength(1);
    expect(partitionsOf(source, item(null), 4)).toEqual([]);
  });

  it('gets its share of many authors', () => {
    const counts = Array.from({ length: 8 }, () => 0);
    for (let index = 0; index < 8_000; index += 1) {
      const heard: Heard = { type: 'post', post: post(`author-${String(index)}`, String(index)) };
      const [way = 0] = partitionsOf(source, item(heard), 8);
      counts[way] = (counts[way] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });
});

describe('shares', () => {
  const anyItem: fc.Arbitrary<Item> = fc.oneof(
    fc
      .tuple(did, fc.string({ unit: 'binary', maxLength: 300 }), fc.jsonValue({ maxDepth: 3 }))
      .map(([author, text, raw]) =>
        item({ type: 'post', post: post(author, `at://${author}/x/1`, text) }, raw),
      ),
    fc.string({ maxLength: 20 }).map((nativeId) => item({ type: 'delete', nativeId, deletedAt: at })),
    fc.string().map((problem): Item => ({ raw: { problem }, outcome: { malformed: problem } })),
    fc.constant(item(null)),
  );

  it('hold every item of a batch where it belongs, in order, and fit', () => {
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 60 }), partitions, (items, among) => {
        const maxBytes = 4_000;
        const shares = sharesOf(source, items, { partitions: among, maxBytes });
        for (let partition = 0; partition < among; partition += 1) {
          const mine = shares.filter((share) => share.partition === partition);
          for (const { text } of mine) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
          const read = mine.flatMap(({ text }) => readShare(text)?.items ?? []);
          const wanted = items.filter((each) => partitionsOf(source, each, among).includes(partition));
          expect(read).toEqual(JSON.parse(JSON.stringify(wanted)));
        }
      }),
    );
  });

  it('keep a post whose raw form is too large, and the beginning of a record that is too large itself', () => {
    const large = 'x'.repeat(5_000);
    const options = { partitions: 1, maxBytes: 4_000 };
    const heard: Heard = { type: 'post', post: post('a', '1') };
    const [one] = sharesOf(source, [item(heard, { large })], options);
    expect(readShare(one?.text ?? '')?.items).toEqual([{ raw: null, outcome: { heard } }]);
    const whole: Heard = { type: 'post', post: post('a', '1', 'x'.repeat(50_000)) };
    const [two] = sharesOf(source, [item(whole)], { partitions: 1, maxBytes: 40_000 });
    const [kept] = readShare(two?.text ?? '')?.items ?? [];
    expect(kept?.outcome).toMatchObject({ malformed: expect.stringContaining('too large') as string });
    expect(kept?.raw).toContain('xxx');
  });

  it('of another version or of nobody are not read', () => {
    expect(readShare('{"v":2,"source":{},"items":[]}')).toBeNull();
    for (const text of ['', 'null', '[]', '{', '{"v":1}']) expect(readShare(text)).toBeNull();
  });
});
