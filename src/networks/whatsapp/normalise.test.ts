// Each fixture is a message or a status as Meta's documents give it, beside what it must become; then each is broken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSoundItem, holdsHoweverBroken, postIn } from '../../../test/harness/broken-json.ts';
import { signForMeta } from '../kit/meta-webhook.ts';
import type { Delivered } from '../kit/network.ts';
import { hear, type Hearing } from './normalise.ts';
import { receive } from './webhook.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const hearing: Hearing = { self: { nativeId: '106540352242922', handle: '15550783881' } };

function expectSound(item: Delivered, told: unknown): void {
  expectSoundItem(item, told);
  const { outcome } = item;
  const post = postIn(item);
  if (post !== undefined) expect(post.visibility).toBe('dm');
  if ('heard' in outcome && outcome.heard?.type === 'undelivered') expect(outcome.heard.message).not.toBe('');
}

const files = readdirSync(FIXTURES);
const read = (file: string): { raw: Record<string, unknown>; normalised: unknown } =>
  JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as {
    raw: Record<string, unknown>;
    normalised: unknown;
  };

/** The call that brings what a fixture holds. */
function bodyOf(told: unknown): Buffer {
  const of = (name: string): unknown =>
    typeof told === 'object' && told !== null ? Reflect.get(told, name) : told;
  const [contact, message, status] = ['contact', 'message', 'status'].map(of);
  const metadata = { display_phone_number: '15550783881', phone_number_id: hearing.self.nativeId };
  const value = {
    messaging_product: 'whatsapp',
    metadata,
    ...(status === undefined
      ? { ...(contact === undefined ? {} : { contacts: [contact] }), messages: [message ?? null] }
      : { statuses: [status] }),
  };
  const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

function takenIn(told: unknown) {
  const body = bodyOf(told);
  const call = { headers: { 'x-hub-signature-256': signForMeta('s', body) }, body };
  return receive({ secrets: { appSecret: 's' }, nativeId: hearing.self.nativeId }, call).deliveries;
}

describe('normalising', () => {
  test.each(files)('%s', (file) => {
    const { raw, normalised } = read(file);
    const [kept] = takenIn(raw);
    expect(JSON.parse(kept?.body ?? '')).toEqual(raw);
    const item = hear(raw, hearing);
    expectSound(item, raw);
    const { outcome, inbound } = item;
    expect(JSON.parse(JSON.stringify({ outcome, inbound }))).toEqual(normalised);
  });

  test('a message of a kind that is called as what every object has', () => {
    const text = JSON.stringify(read('message-of-a-new-kind.json').raw);
    for (const type of ['toString', '__proto__', 'constructor']) {
      const raw = JSON.parse(text.replace('"type":"hologram"', `"type":"${type}"`)) as unknown;
      const item = hear(raw, hearing);
      expectSound(item, raw);
      expect(item.outcome).toMatchObject({ heard: { post: { media: [{ kind: 'other', alt: type }] } } });
    }
  });

  test('is kept under the message, or under what became of one of ours', () => {
    const ids = ['text.json', 'revoke.json', 'status-sent.json', 'status-read.json'].map(
      (file) => takenIn(read(file).raw)[0],
    );
    const [text, revoke, sent, seen] = ids;
    expect(text?.eventId).toBe(text?.postId);
    expect(revoke).toMatchObject({ postId: text?.postId, isDeletion: true });
    expect(sent?.eventId).toMatch(/^sent wamid\./);
    expect(seen?.eventId).toMatch(/^read wamid\./);
    expect(text?.isDeletion).toBe(false);
  });

  test.each(files)(
    '%s, broken anywhere, is kept, and read or told as malformed',
    (file) => {
      const { raw } = read(file);
      holdsHoweverBroken(raw, 100, (broken) => {
        const deliveries = takenIn(broken);
        expect(deliveries).toHaveLength(1);
        const told: unknown = JSON.parse(deliveries[0]?.body ?? '');
        expectSound(hear(told, hearing), told);
      });
    },
    60_000,
  );
});
