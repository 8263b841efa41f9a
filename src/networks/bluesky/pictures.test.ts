// Pictures of another atproto network are looked for there; whatever names its own address keeps it.
import { expect, test } from 'vitest';
import type { Delivered } from '../kit/network.ts';
import { normaliseEvent } from './normalise.ts';
import { withPicturesAt } from './pictures.ts';

const base = 'https://appview.example/img';
const made = (record: object): Delivered['outcome'] =>
  normaliseEvent({
    kind: 'commit',
    did: 'did:plc:taro',
    at: '2026-11-22T00:00:00.000Z',
    operation: 'create',
    collection: 'app.bsky.feed.post',
    rkey: '3k',
    cid: 'bafy',
    record: { $type: 'app.bsky.feed.post', createdAt: '2026-11-22T00:00:00.000Z', ...record },
  });

test('a picture that is only named is looked for on the network it belongs to', () => {
  const image = { $type: 'blob', ref: { $link: 'bafkpicture' }, mimeType: 'image/png', size: 10 };
  const embed = { $type: 'app.bsky.embed.images', images: [{ alt: 'torn', image }] };
  const item = withPicturesAt(base, { raw: null, outcome: made({ text: 'look', embed }) });
  expect(item.outcome).toMatchObject({
    heard: {
      post: {
        media: [
          {
            alt: 'torn',
            url: `${base}/feed_fullsize/plain/did:plc:taro/bafkpicture@jpeg`,
            thumbUrl: `${base}/feed_thumbnail/plain/did:plc:taro/bafkpicture@jpeg`,
          },
        ],
      },
    },
  });
});

test('what has no pictures, or cannot be read, stays as it was', () => {
  const plain = { raw: null, outcome: made({ text: 'no picture' }) };
  expect(withPicturesAt(base, plain)).toEqual(plain);
  const malformed = { raw: 1, outcome: { malformed: 'not a record' } };
  expect(withPicturesAt(base, malformed)).toBe(malformed);
  const nothing = { raw: 1, outcome: { heard: null } };
  expect(withPicturesAt(base, nothing)).toBe(nothing);
});
