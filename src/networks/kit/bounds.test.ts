// Proves that no field of what a hostile server sends becomes large here: it is cut, left out, or the record is malformed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseMessage } from '../bluesky/normalise-message.ts';
import { normaliseEvent, normaliseView, unknownAuthor } from '../bluesky/normalise.ts';
import { hearNotification, hearStatus } from '../mastodon/normalise.ts';
import { hearNote, hearNotification as hearMisskey } from '../misskey/normalise.ts';
import { cut, most, shortName } from './bounds.ts';
import type { Delivered } from './network.ts';

const huge = 'x'.repeat(1_200_000);
const origin = { host: 'm.example', domain: 'm.example' };
const account = {
  id: '1',
  username: 'a',
  acct: 'a',
  display_name: 'A',
  note: 'bio',
  url: 'https://m.example/@a',
  avatar: 'https://m.example/a.png',
  followers_count: 1,
};
const status = {
  id: '2',
  uri: 'https://m.example/2',
  url: 'https://m.example/@a/2',
  created_at: '2026-01-01T00:00:00Z',
  account,
  content: '<p>hello</p>',
  spoiler_text: '',
  visibility: 'public',
  in_reply_to_id: '1',
  in_reply_to_account_id: '1',
  media_attachments: [{ id: '1', type: 'image', url: 'https://m.example/1.png', description: 'a cat' }],
  mentions: [{ id: '9', username: 'b', acct: 'b' }],
  tags: [{ name: 'tag' }],
};
const strong = { uri: 'at://did:plc:a/app.bsky.feed.post/1', cid: 'c' };
const view = {
  uri: 'at://did:plc:a/app.bsky.feed.post/2',
  cid: 'c',
  author: {
    did: 'did:plc:a',
    handle: 'a.example',
    displayName: 'A',
    avatar: 'https://cdn.example/a',
    description: 'bio',
    followersCount: 1,
  },
  record: {
    text: 'hello',
    createdAt: '2026-01-01T00:00:00Z',
    tags: ['tag'],
    facets: [
      {
        index: { byteStart: 0, byteEnd: 5 },
        features: [{ $type: 'x', did: 'did:plc:b', uri: 'https://x', tag: 't' }],
      },
    ],
    reply: { root: strong, parent: strong },
    embed: {
      $type: 'app.bsky.embed.images',
      images: [{ image: { ref: { $link: 'cid' } }, alt: 'a cat' }],
      external: { uri: 'https://x.example' },
    },
  },
  embed: { images: [{ thumb: 'https://cdn.example/t', fullsize: 'https://cdn.example/f' }] },
  indexedAt: '2026-01-01T00:00:01Z',
};

/** Every way to make one leaf of a record huge: texts longer, lists longer, numbers larger. */
function inflations(record: unknown): { path: string; record: unknown }[] {
  const found: { path: string; record: unknown }[] = [];
  const visit = (value: unknown, path: (string | number)[], rebuild: (inner: unknown) => unknown): void => {
    const add = (inner: unknown): void => void found.push({ path: path.join('.'), record: rebuild(inner) });
    if (typeof value === 'string') {
      for (const made of [huge, `${value}${huge}`, `https://x.example/${huge}`, '🙂'.repeat(550_000)])
        add(made);
    } else if (typeof value === 'number') add(9e15);
    else if (Array.isArray(value)) {
      add(Array.from({ length: 20_000 }, (_, n) => numbered(value[0], n)));
      for (const [n, item] of value.entries()) {
        visit(item, [...path, n], (inner) => rebuild(value.with(n, inner)));
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        visit(item, [...path, name], (inner) => rebuild({ ...value, [name]: inner }));
      }
    }
  };
  visit(record, [], (inner) => inner);
  return found;
}

/** So that nothing is taken for the same twice. */
function numbered(item: unknown, n: number): unknown {
  return JSON.parse(JSON.stringify(item).replaceAll(/"(b|tag|https:[^"]*)"/gu, `"$1${n}"`)) as unknown;
}

/** What is stored of a post may have this much of everything at most; of an author far less. */
function expectBounded(outcome: Delivered['outcome'], path: string): void {
  if ('malformed' in outcome) {
    expect(outcome.malformed.length, path).toBeLessThan(2_000);
    return;
  }
  expect(JSON.stringify(outcome).length, path).toBeLessThan(1_000_000);
  const { heard } = outcome;
  if (heard === null || !('post' in heard)) return;
  const { author, nativeId, conversation = '', replyTo = '' } = heard.post;
  expect(JSON.stringify(author).length, path).toBeLessThan(20_000);
  expect(author.followers ?? 0, path).toBeLessThanOrEqual(most.count);
  for (const id of [author.nativeId, nativeId, conversation, replyTo]) {
    // With the workspace beside it, it must fit into a row of an index: 2,704 bytes.
    expect(Buffer.byteLength(id), path).toBeLessThanOrEqual(1_500);
  }
}

describe('whatever field is made huge', () => {
  test('a status of Mastodon stays small', () => {
    const direct = { ...status, visibility: 'direct' };
    for (const { path, record } of [...inflations(status), ...inflations(direct)]) {
      for (const { outcome } of hearStatus(record, origin)) expectBounded(outcome, path);
    }
  });

  test('a notification of Mastodon stays small', () => {
    const raw = { id: '1', type: 'mention', created_at: status.created_at, account, status };
    for (const { path, record } of inflations(raw)) {
      for (const { outcome } of hearNotification(record, origin, 0)) expectBounded(outcome, path);
    }
  });

  test('a note of Misskey stays small', () => {
    const user = {
      id: '1',
      username: 'taro',
      host: 'far.example',
      name: 'n',
      avatarUrl: 'https://x.example',
    };
    const file = {
      id: 'f',
      type: 'image/png',
      url: 'https://x.example',
      comment: 'a',
      properties: { width: 1 },
    };
    const at = status.created_at;
    const lists = { mentions: ['1'], visibleUserIds: ['1'], tags: ['t'], files: [file] };
    const texts = { text: 'hi @a #t https://x.example', cw: 'cw', uri: 'https://x.example' };
    const note = { id: '1', createdAt: at, user, replyId: '2', visibility: 'specified', ...lists, ...texts };
    const server = { server: 'https://m.example', ...origin };
    for (const { path, record } of inflations(note)) {
      for (const { outcome } of hearNote(record, server)) expectBounded(outcome, path);
      const notification = { id: '1', type: 'mention', createdAt: at, note: record };
      for (const { outcome } of hearMisskey(notification, server)) expectBounded(outcome, path);
    }
  });

  test('a post of Bluesky stays small', () => {
    for (const { path, record } of inflations(view)) {
      const made = normaliseView(record);
      expectBounded('post' in made ? { heard: { type: 'post', ...made } } : made, path);
    }
  });

  test('an event of Bluesky’s stream stays small', () => {
    expect.hasAssertions();
    const commit = {
      kind: 'commit' as const,
      did: 'did:plc:a',
      at: '2026-01-01T00:00:00Z',
      operation: 'create',
      collection: 'app.bsky.feed.post',
      rkey: '2',
      cid: 'c',
      record: view.record,
    };
    const identity = { kind: 'identity' as const, did: 'did:plc:a', at: commit.at, handle: 'a.example' };
    for (const { path, record } of inflations(commit)) {
      if (path !== 'at' && path !== 'kind') expectBounded(normaliseEvent(record as typeof commit), path);
    }
    for (const { path, record } of inflations(identity)) {
      if (path !== 'at' && path !== 'kind') expectBounded(normaliseEvent(record as typeof identity), path);
    }
  });

  test('a direct message of Bluesky stays small', () => {
    const message = {
      id: '1',
      rev: 'r',
      text: 'hello',
      sender: { did: 'did:plc:a' },
      sentAt: '2026-01-01T00:00:00Z',
    };
    for (const { path, record } of inflations(message)) {
      const made = normaliseMessage(record, 'convo', unknownAuthor('did:plc:a'));
      expectBounded('post' in made ? { heard: { type: 'post', ...made } } : made, path);
    }
  });
});

test('what is of usual size is not touched', () => {
  const [heard] = hearStatus(status, origin);
  expect(heard?.outcome).toMatchObject({
    heard: { post: { author: { displayName: 'A', bio: 'bio' }, text: 'hello', media: [{ alt: 'a cat' }] } },
  });
  expect(normaliseView(view)).toMatchObject({
    post: { author: { handle: 'a.example', bio: 'bio' }, text: 'hello', hashtags: ['t', 'tag'] },
  });
});

test('cutting leaves whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, length) => {
      const short = cut(text.toWellFormed(), length);
      expect(short.length).toBeLessThanOrEqual(Math.max(length, 0));
      expect(short.isWellFormed()).toBe(true);
      expect(text.toWellFormed().startsWith(short)).toBe(true);
    }),
  );
});

test('a long name has one short one', () => {
  expect(shortName('a,b')).toBe('a,b');
  expect(shortName(huge)).toMatch(/^[0-9a-f]{64}$/u);
  expect(shortName(`${huge}y`)).not.toBe(shortName(huge));
});
