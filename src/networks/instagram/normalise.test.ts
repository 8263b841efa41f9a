// Each fixture is something told as Meta's documents give it, beside what it must become; then each is broken.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSoundItem, holdsHoweverBroken, overTheWire } from '../../../test/harness/broken-json.ts';
import { changedAt } from '../../../test/harness/json-places.ts';
import { fixturesIn, takenInBy, type Fixture } from '../../../test/harness/meta-told.ts';
import { hear, type Hearing } from './normalise.ts';
import { receive } from './webhook.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const nothingAround: Hearing = {
  self: { nativeId: '17841405822304914', handle: 'acme_support' },
  profile: null,
  media: null,
  mentioned: { comment: null, media: null },
  receivedAt: '2025-11-20T09:02:00.000Z',
};

const { files, read } = fixturesIn<Hearing>(FIXTURES);
const hearingOf = ({ around }: Fixture<Hearing>): Hearing => ({ ...nothingAround, ...around });
const takenIn = takenInBy('instagram', nothingAround.self.nativeId, receive);

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const fixture = read(file);
    const { raw, normalised } = fixture;
    const [kept] = takenIn(raw);
    if (kept !== undefined) expect(JSON.parse(kept.body)).toEqual(raw);
    const item = hear(raw, hearingOf(fixture));
    expectSoundItem(item, raw);
    const { outcome, inbound } = item;
    expect(JSON.parse(JSON.stringify({ outcome, inbound }))).toEqual(normalised);
  });

  test('a message of a kind that is called as what every object has', () => {
    const fixture = read('message-of-a-new-kind.json');
    const text = JSON.stringify(fixture.raw);
    for (const type of ['toString', '__proto__', 'constructor']) {
      const raw = JSON.parse(text.replace('"type":"hologram"', `"type":"${type}"`)) as unknown;
      const item = hear(raw, hearingOf(fixture));
      expectSoundItem(item, raw);
      const alt = type.replaceAll('_', ' ');
      expect(item.outcome).toMatchObject({ heard: { post: { media: [{ kind: 'other', alt }] } } });
    }
  });

  test('is kept under the message or the comment that it is about; that somebody has read something is not', () => {
    const kept = (file: string) => takenIn(read(file).raw);
    const [text] = kept('message-text.json');
    const [unsent] = kept('message-unsent.json');
    const [edit] = kept('edit.json');
    const [comment] = kept('comment.json');
    expect(text).toMatchObject({ eventId: text?.postId, isDeletion: false });
    expect(unsent).toMatchObject({ postId: text?.postId, isDeletion: true });
    expect(edit).toMatchObject({ postId: text?.postId, isDeletion: false });
    expect(new Set([text, unsent, edit].map((one) => one?.eventId)).size).toBe(3);
    expect(comment?.postId).toBe('17865799348089039');
    expect(kept('field-of-a-new-kind.json')).toEqual([]);
    const read_ = {
      messaging: { sender: { id: '1' }, recipient: { id: '2' }, timestamp: 1, read: { mid: 'x' } },
    };
    expect(takenIn(read_)).toEqual([]);
  });

  test('of a comment that Meta tells again later nothing new is kept; of one that was changed, it is', () => {
    const { raw } = read('comment.json');
    const idOf = (told: unknown) => takenIn(told)[0]?.eventId;
    const again = { ...raw, atMs: 1_763_630_000_000 };
    const changed = changedAt(raw, ['value', 'text'], 'もう取れました');
    expect(idOf(again)).toBe(idOf(raw));
    expect(idOf(changed)).not.toBe(idOf(raw));
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
