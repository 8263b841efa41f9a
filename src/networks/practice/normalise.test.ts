// Records of the practice network, good and broken, and what they mean.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { postSchema } from '../../domain/post/post.ts';
import type { EventType, PracticeEvent, PracticePost } from '../../domain/practice/records.ts';
import { normalise } from './normalise.ts';
import { placesAt } from './places.ts';

const places = placesAt('https://kizuki.example');
const at = '2026-11-21T09:30:00.000Z';
const person: PracticeEvent['person'] = {
  id: 'p1',
  kind: 'cast',
  handle: 'mugi_to_neko',
  displayName: 'むぎ🐈',
  bio: '猫2匹',
  lang: 'ja',
  voice: 'casual',
  dmOpen: true,
  followers: 214,
  following: 3,
  posts: 9,
  createdAt: at,
  goneAt: null,
};
const post: PracticePost = {
  id: 'post1',
  author: person,
  kind: 'reply',
  visibility: 'public',
  conversation: null,
  text: '@minamo_support #ミナモお願い https://example.com/a 直りました',
  lang: 'ja',
  replyTo: 'post0',
  root: 'root0',
  quotes: null,
  mentions: [{ id: 'us', handle: 'minamo_support' }],
  images: [{ id: 'i1', alt: 'エラーの画面', mimeType: 'image/png', width: 640, height: 480 }],
  runId: null,
  likes: 2,
  reposts: 0,
  createdAt: at,
  editedAt: null,
  deletedAt: null,
};
const event = (type: EventType, over: Partial<PracticeEvent> = {}): PracticeEvent => ({
  seq: 1,
  type,
  at,
  person,
  post,
  edgeId: 'e1',
  ...over,
});
const heard = (raw: unknown) => {
  const outcome = normalise(raw, places);
  if ('malformed' in outcome) throw new Error(outcome.malformed);
  return outcome.heard;
};

describe('normalise', () => {
  test('a post carries its thread, what it points at, and its pictures', () => {
    const result = heard(event('post'));
    if (result?.type !== 'post') throw new Error('no post');
    expect(postSchema.parse(result.post)).toEqual(result.post);
    expect(result.post).toMatchObject({
      network: 'practice',
      nativeId: 'post1',
      kind: 'reply',
      langHint: 'ja',
      replyTo: 'post0',
      root: 'root0',
      hashtags: ['ミナモお願い'],
      links: ['https://example.com/a'],
      mentions: [{ nativeId: 'us', handle: 'minamo_support' }],
      media: [{ kind: 'image', alt: 'エラーの画面', url: 'https://kizuki.example/api/practice/images/i1' }],
      author: { nativeId: 'p1', handle: 'mugi_to_neko', followers: 214 },
      url: 'https://kizuki.example/practice/posts/post1',
    });
    expect(result.post).not.toHaveProperty('quotes');
  });

  test('each kind of event has its meaning', () => {
    expect(heard(event('edit'))).toMatchObject({ type: 'edit', editedAt: at });
    expect(heard(event('delete'))).toEqual({ type: 'delete', nativeId: 'post1', deletedAt: at });
    expect(heard(event('repost'))).toEqual({
      type: 'repost',
      nativeId: 'e1',
      of: 'post1',
      byNativeId: 'p1',
      at,
    });
    expect(heard(event('unrepost'))).toEqual({ type: 'delete', nativeId: 'e1', deletedAt: at });
    expect(heard(event('profile', { post: null }))).toMatchObject({
      type: 'identity',
      author: { nativeId: 'p1', displayName: 'むぎ🐈' },
    });
    expect(heard(event('gone', { post: null }))).toEqual({ type: 'author_gone', authorNativeId: 'p1', at });
    for (const type of ['like', 'unlike', 'follow'] as const) expect(heard(event(type))).toBeNull();
  });

  test('what was deleted meanwhile is not told any more', () => {
    const deleted = { ...post, deletedAt: at, text: '' };
    for (const type of ['post', 'edit', 'repost'] as const)
      expect(heard(event(type, { post: deleted }))).toBeNull();
  });

  test('a broken record says where it is broken', () => {
    expect(normalise({ ...event('post'), post: { ...post, text: 42 } }, places)).toEqual({
      malformed: expect.stringMatching(/^post\.text: /u) as string,
    });
    expect(normalise(null, places)).toHaveProperty('malformed');
  });

  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(post)), (anything, key) => {
        for (const raw of [anything, { ...event('post'), post: { ...post, [key]: anything } }]) {
          const outcome = normalise(raw, places);
          expect('heard' in outcome || 'malformed' in outcome).toBe(true);
        }
      }),
    );
  });
});
