// Each fixture is something told as Meta's documents give it, beside what it must become; then each is broken.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSoundItem, holdsHoweverBroken, overTheWire } from '../../../test/harness/broken-json.ts';
import { changedAt } from '../../../test/harness/json-places.ts';
import { fixturesIn, takenInBy, type Fixture } from '../../../test/harness/meta-told.ts';
import { isMessageId, isOnPage, postOfComment } from './ids.ts';
import { hear, type Hearing } from './normalise.ts';
import { receive } from './webhook.ts';

const nothingAround: Hearing = {
  self: { nativeId: '106540352242922', handle: 'acme.support' },
  profile: null,
  receivedAt: '2025-11-20T09:02:00.000Z',
};
const { files, read } = fixturesIn<Hearing>(join(import.meta.dirname, 'fixtures'));
const hearingOf = ({ around }: Fixture<Hearing>): Hearing => ({ ...nothingAround, ...around });
const takenIn = takenInBy('page', nothingAround.self.nativeId, receive);
const keptOf = (file: string) => takenIn(read(file).raw);

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const fixture = read(file);
    const [kept] = takenIn(fixture.raw);
    if (kept !== undefined) expect(JSON.parse(kept.body)).toEqual(fixture.raw);
    const item = hear(fixture.raw, hearingOf(fixture));
    expectSoundItem(item, fixture.raw);
    const { outcome, inbound } = item;
    expect(JSON.parse(JSON.stringify({ outcome, inbound }))).toEqual(fixture.normalised);
  });

  test.each(files)(
    '%s, broken anywhere, is read or told as malformed',
    (file) => {
      const fixture = read(file);
      holdsHoweverBroken(fixture.raw, 60, (broken) => {
        const told = overTheWire(broken);
        expectSoundItem(hear(told, hearingOf(fixture)), told);
      });
    },
    60_000,
  );
});

describe('what is kept', () => {
  test('stands under what it is about; what nobody answers is not kept', () => {
    const [added] = keptOf('comment.json');
    const [edited] = keptOf('comment-edited.json');
    const [removed] = keptOf('comment-removed.json');
    expect([added, edited].map((one) => [one?.postId, one?.isDeletion])).toEqual([
      ['122101_33', false],
      ['122101_33', false],
    ]);
    expect(removed).toMatchObject({ postId: '122101_33', isDeletion: true });
    expect(new Set([added, edited, removed].map((one) => one?.eventId)).size).toBe(3);
    expect(keptOf('post-of-a-visitor.json')[0]?.postId).toBe('106540352242922_122202');
    expect(keptOf('rating.json')[0]?.postId).toBe('10161234567890123');
    for (const file of ['reaction-in-the-feed.json', 'field-of-a-new-kind.json']) {
      expect(keptOf(file)).toEqual([]);
    }
    const between = { sender: { id: '1' }, recipient: { id: '2' }, timestamp: 1 };
    expect(takenIn({ messaging: { ...between, read: { watermark: 1 } } })).toEqual([]);
    expect(takenIn({ messaging: { ...between, delivery: { mids: ['x'], watermark: 1 } } })).toEqual([]);
  });

  test('is one where only the post around it has changed, and another where what was written has', () => {
    const { raw } = read('comment.json');
    const idOf = (told: unknown) => takenIn(told)[0]?.eventId;
    const later = changedAt({ ...raw, atMs: 1_763_630_000_000 }, ['value', 'post', 'updated_time'], 'later');
    expect(idOf(later)).toBe(idOf(raw));
    expect(idOf(changedAt(raw, ['value', 'message'], 'もう取れました'))).not.toBe(idOf(raw));
    // Changed back to what it was once before.
    const edited = read('comment-edited.json').raw;
    expect(idOf(changedAt(edited, ['value', 'edited_time'], 1_763_629_999))).not.toBe(idOf(edited));
  });
});

test('ids tell what they are of', () => {
  expect(['m_abc', 'mid.1457764197618:41', 'x'].map(isMessageId)).toEqual([true, true, true]);
  expect(['106540352242922_1', '122101_33', '10161234567890123'].map(isMessageId)).toEqual([
    false,
    false,
    false,
  ]);
  expect(isOnPage('106', '106_2')).toBe(true);
  expect(isOnPage('106', '1062_2')).toBe(false);
  expect(postOfComment('106', '122101_33')).toBe('106_122101');
});
