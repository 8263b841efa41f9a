// Each fixture is an update as the Bot API describes it, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  expectSoundItem,
  holdsHoweverBroken,
  overTheWire,
  postIn,
} from '../../../test/harness/broken-json.ts';
import type { Delivered } from '../kit/network.ts';
import { nativeIdIn, placeOf } from './ids.ts';
import { hear, type Hearing } from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const hearing: Hearing = { self: { nativeId: '123456789', handle: 'acme_help_bot' }, withGroups: true };

function expectSound(item: Delivered, told: unknown): void {
  expectSoundItem(item, told);
  const post = postIn(item);
  if (post === undefined) return;
  expect(post.visibility === 'dm').toBe(item.inbound === 'dm');
  expect(placeOf(post.nativeId)).not.toBeNull();
}

const files = readdirSync(FIXTURES);
const read = (file: string): { raw: unknown; normalised: unknown } =>
  JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as { raw: unknown; normalised: unknown };

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const { raw, normalised } = read(file);
    const item = hear(raw, hearing);
    expectSound(item, raw);
    const { outcome, inbound } = item;
    expect(JSON.parse(JSON.stringify({ outcome, inbound }))).toEqual(normalised);
  });

  test('a message of a kind that is called as what every object has', () => {
    const text = JSON.stringify(read('message-of-a-new-kind.json').raw);
    for (const kind of ['toString', 'constructor', 'hasOwnProperty']) {
      const raw = JSON.parse(text.replace('hologram', kind)) as unknown;
      expect(hear(raw, hearing).outcome).toMatchObject({ heard: { post: { media: [{ alt: kind }] } } });
    }
  });

  test('with groups left out, only what calls on the bot comes from them', () => {
    const quiet = { ...hearing, withGroups: false };
    expect(hear(read('group-text.json').raw, quiet).outcome).toEqual({ heard: null });
    expect(hear(read('group-mention.json').raw, quiet).inbound).toBe('mention');
    expect(hear(read('group-reply-to-us.json').raw, quiet).inbound).toBe('reply');
    expect(hear(read('private-text.json').raw, quiet).inbound).toBe('dm');
  });

  test('two bots of a company share what is one message, and nothing else', () => {
    const chat = (id: number, type: 'private' | 'group' | 'supergroup') => ({ id, type, title: '' });
    const idsOf = (id: number, type: 'private' | 'group' | 'supergroup') =>
      ['1', '2'].map((bot) =>
        nativeIdIn(bot, { ...chat(id, type), username: undefined, is_direct_messages: undefined }, 7),
      );
    expect(new Set(idsOf(-1001, 'supergroup')).size).toBe(1);
    expect(new Set(idsOf(-5, 'group')).size).toBe(2);
    expect(new Set(idsOf(5, 'private')).size).toBe(2);
    for (const id of [...idsOf(-1001, 'supergroup'), ...idsOf(5, 'private')]) {
      expect(placeOf(id)).toMatchObject({ message: 7 });
    }
    for (const id of ['', 'later:1', '1', '1/x', '-/1', `${'9'.repeat(30)}/1`])
      expect(placeOf(id)).toBeNull();
  });

  test('a rich message of endless depth ends', () => {
    let block: unknown = { type: 'paragraph', text: 'innermost' };
    for (let n = 0; n < 5_000; n += 1) block = { type: 'blockquote', blocks: [block] };
    const { raw } = read('private-text.json') as { raw: { message: object } };
    const { text: _text, ...message } = raw.message as { text: string };
    const item = hear({ ...raw, message: { ...message, rich_message: { blocks: [block] } } }, hearing);
    expect(item.outcome).toMatchObject({ heard: { post: { text: '' } } });
  });

  test.each(files)(
    '%s, broken anywhere, is read or told as malformed',
    (file) => {
      const { raw } = read(file);
      holdsHoweverBroken(raw, 40, (broken) => {
        const told = overTheWire(broken);
        expectSound(hear(told, hearing), told);
      });
    },
    60_000,
  );
});
