// Each fixture is an event as Slack describes it, beside what it must become; then each is broken.
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
import { placeOf } from './ids.ts';
import { askedBy, hear, type Hearing } from './normalise.ts';
import { userSchema } from './schemas.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SELF = { nativeId: 'U07SUPPORT1', handle: 'acme_support', server: 'https://acme-users.slack.com' };

const person = (id: string, name: string, displayName: string, more: object = {}) =>
  userSchema.parse({
    id,
    name,
    real_name: displayName,
    is_bot: false,
    profile: { display_name: displayName, image_192: `https://avatars.slack-edge.com/${id}_192.png` },
    ...more,
  });
const hearing: Hearing = {
  self: SELF,
  people: new Map(
    [
      person('U061F7AUR', 'taro.yamada', '太郎'),
      person('U0HANAKO01', 'hanako', 'Hanako &amp; Co.'),
      person('U0ROBOT001', 'robot', 'Robot', { is_bot: true }),
    ].map((one) => [one.id, one]),
  ),
  channels: new Map([['C0GENERAL1', '質問']]),
  joined: new Set(['C123ABC456/1763629200.000100']),
};

function expectSound(item: Delivered, told: unknown): void {
  expectSoundItem(item, told);
  const { outcome } = item;
  const post = postIn(item);
  if ('heard' in outcome && outcome.heard?.type === 'delete')
    expect(placeOf(outcome.heard.nativeId)).not.toBeNull();
  if (post === undefined) return;
  expect(post.visibility === 'dm').toBe(item.inbound === 'dm');
  expect(placeOf(post.nativeId)).not.toBeNull();
  expect(post.author.isBot).toBeUndefined();
}

const files = readdirSync(FIXTURES);
const read = (file: string) =>
  JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as { raw: unknown; normalised: unknown };

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const { raw, normalised } = read(file);
    const item = hear(raw, hearing);
    expectSound(item, raw);
    const { outcome, inbound } = item;
    const told = inbound === undefined ? { outcome } : { outcome, inbound };
    expect(JSON.parse(JSON.stringify(told))).toEqual(normalised);
  });

  test.each(files)(
    '%s, broken anywhere, is read or told as malformed',
    (file) => {
      const { raw } = read(file);
      holdsHoweverBroken(raw, 40, (broken) => {
        const told = overTheWire(broken);
        expectSound(hear(told, hearing), told);
        // Whom to ask about is found in anything, too.
        const { people, channels } = askedBy(told, SELF);
        expect(people.length + channels.length).toBeLessThan(50);
      });
    },
    60_000,
  );
});
