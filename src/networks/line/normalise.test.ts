// Each fixture is an event as LINE's description gives it, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSoundItem, holdsHoweverBroken, postIn } from '../../../test/harness/broken-json.ts';
import type { Delivered } from '../kit/network.ts';
import { hear, writerIn, type Hearing } from './normalise.ts';
import { receive } from './webhook.ts';
import { sign } from './signature.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const hearing: Hearing = {
  self: { nativeId: 'U0acme', handle: '216acme' },
  person: {
    profile: {
      userId: 'U4af4980629b1d4d5b8c7b1e8a9c3f210',
      displayName: '太郎',
      pictureUrl: 'https://obs.line-apps.example/taro',
      statusMessage: '旅行中',
      language: 'zh-TW',
    },
    groupName: 'ユーザー会',
  },
  receivedAt: '2025-11-20T09:00:01.000Z',
  withGroups: true,
};

function expectSound(item: Delivered, told: unknown): void {
  expectSoundItem(item, told);
  const post = postIn(item);
  if (post !== undefined) expect(post.visibility).toBe('dm');
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
    for (const type of ['toString', '__proto__', 'constructor']) {
      const raw = JSON.parse(text.replace('hologram', type)) as unknown;
      const item = hear(raw, hearing);
      expectSound(item, raw);
      expect(item.outcome).toMatchObject({ heard: { post: { media: [{ kind: 'other', alt: type }] } } });
    }
  });

  test('without groups, and without a profile', () => {
    const { raw } = read('text-in-group.json');
    expect(hear(raw, { ...hearing, withGroups: false }).outcome).toEqual({ heard: null });
    const calling = hear(read('text-in-group-mentioning-us.json').raw, { ...hearing, withGroups: false });
    expect(calling.inbound).toBe('dm');
    const { outcome } = hear(read('text.json').raw, { ...hearing, person: null });
    expect(outcome).toMatchObject({ heard: { post: { author: { displayName: '', handle: '' } } } });
  });

  test.each(files)(
    '%s, broken anywhere, is kept, and read or told as malformed',
    (file) => {
      const { raw } = read(file);
      const secrets = { channelSecret: 's' };
      holdsHoweverBroken(raw, 100, (broken) => {
        const body = Buffer.from(JSON.stringify({ destination: 'U0acme', events: [broken] }) ?? '');
        const call = { headers: { 'x-line-signature': sign('s', body) }, body };
        const { deliveries } = receive({ secrets, nativeId: 'U0acme' }, call);
        expect(deliveries).toHaveLength(1);
        const told: unknown = JSON.parse(deliveries[0]?.body ?? '');
        writerIn(told);
        expectSound(hear(told, hearing), told);
      });
    },
    60_000,
  );
});
