// Each fixture is a payload as the network's documents describe it, beside the post it must become.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { postSchema } from '../../domain/post/post.ts';
import { readEventsFrame, readLegacyFrame, type FrameMeaning } from './jetstream.ts';
import { normaliseMessage, parseMessageId } from './normalise-message.ts';
import {
  normaliseAuthor,
  normaliseEvent,
  normaliseNotification,
  normaliseRecord,
  normaliseView,
  parseUri,
  unknownAuthor,
} from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const OUR_DID = 'did:plc:acme2222222222222222aaaa';

function ofFrame(frame: FrameMeaning): unknown {
  if (!('event' in frame)) return frame;
  const place = { seq: frame.seq, timeUs: frame.timeUs };
  return frame.event === null ? place : { ...place, outcome: normaliseEvent(frame.event) };
}

function normalise(name: string, raw: unknown): unknown {
  if (name.startsWith('jetstream-')) return ofFrame(readEventsFrame(raw));
  if (name.startsWith('legacy-')) return ofFrame(readLegacyFrame(raw));
  if (name.startsWith('view-')) return normaliseView(raw);
  if (name.startsWith('message')) return normaliseMessage(raw, 'convo1', unknownAuthor('did:plc:taro'));
  const { outcome, inbound } = normaliseNotification(raw, OUR_DID);
  return inbound === undefined ? { outcome } : { outcome, inbound };
}

describe('normalising', () => {
  test.each(readdirSync(FIXTURES))('%s', (file) => {
    const path = join(FIXTURES, file);
    const { raw, normalised } = JSON.parse(readFileSync(path, 'utf8')) as {
      raw: unknown;
      normalised?: unknown;
    };
    const made: unknown = JSON.parse(JSON.stringify(normalise(file.replace('.json', ''), raw)));
    expect(made).toEqual(normalised);
  });

  test('every post made from any record with a text is a valid post', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    const record = fc.record(
      {
        text,
        createdAt: fc.oneof(
          fc.string(),
          fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
        ),
        langs: fc.array(fc.string(), { maxLength: 2 }),
        tags: fc.array(fc.string(), { maxLength: 2 }),
        embed: fc.anything(),
        reply: fc.oneof(
          fc.anything(),
          fc.constant({ root: { uri: 'at://a/b/c', cid: 'c' }, parent: { uri: 'at://a/b/d', cid: 'd' } }),
        ),
      },
      { requiredKeys: ['text', 'createdAt'] },
    );
    fc.assert(
      fc.property(record, (value) => {
        const made = normaliseRecord({
          uri: 'at://did:plc:x/app.bsky.feed.post/3m5post222222',
          cid: 'c',
          author: unknownAuthor('did:plc:x'),
          record: value,
          seenAt: '2026-11-20T09:00:00.000Z',
        });
        if ('malformed' in made) return;
        expect(postSchema.safeParse(made.post).error).toBeUndefined();
        expect(made.post.text).not.toContain('\0');
        expect(made.post.createdAt <= '2026-11-20T09:00:00.000Z').toBe(true);
      }),
    );
  });

  test('nothing that arrives makes it throw', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        normaliseView(raw);
        normaliseNotification(raw, OUR_DID);
        normaliseMessage(raw, 'c', unknownAuthor('did:plc:x'));
        readLegacyFrame(raw);
      }),
    );
  });

  test('an invalid handle is not shown as one', () => {
    expect(normaliseAuthor({ did: 'did:plc:x', handle: 'handle.invalid' }).handle).toBe('');
  });

  test('addresses and message ids are taken apart, and never taken for each other', () => {
    expect(parseUri('at://did:plc:x/app.bsky.feed.post/3k')).toEqual({
      did: 'did:plc:x',
      collection: 'app.bsky.feed.post',
      rkey: '3k',
    });
    expect(parseUri('convo/message')).toBeNull();
    expect(parseMessageId('convo/message')).toEqual({ convoId: 'convo', id: 'message' });
    expect(parseMessageId('at://did:plc:x/app.bsky.feed.post/3k')).toBeNull();
  });
});
