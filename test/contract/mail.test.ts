// Mail keeps the network contract, against a real Dovecot and a real OpenSMTPD.
import { lookup } from 'node:dns';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { createMail } from '../../src/networks/mail/network.ts';
import { deps, storedAccount } from './deps.ts';
import {
  fieldsOf,
  inMailbox,
  mailBench,
  mailsOf,
  startMailWorld,
  stopMailWorld,
  type MailWorld,
} from './mail-world.ts';
import { errorOf, listenTo, postsOf, requestOf, unique } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';

let world: MailWorld | null = null;
beforeAll(async () => {
  world = await startMailWorld();
});
afterAll(async () => {
  await stopMailWorld(world);
});

describeNetwork({
  name: 'Mail',
  start: async () => (world === null ? null : mailBench(world)),
});

/** What a test does with the servers; skipped where they cannot run. */
function real(act: (world: MailWorld) => Promise<void>): (context: TestContext) => Promise<void> {
  return async (context) => {
    if (world === null) return context.skip('its servers cannot run here');
    expect.hasAssertions();
    await act(world);
  };
}

const letter = (id: string): Buffer =>
  Buffer.from(`From: hanako@mail.test\r\nMessage-ID: <${id}@mail.test>\r\n\r\n${id}\r\n`);

describe('a mailbox', () => {
  test(
    'a folder that is numbered anew is read again, and nothing comes twice',
    real(async (w) => {
      const name = unique('anew').replaceAll(' ', '');
      const account = storedAccount('anew', await w.network.connect(fieldsOf(w, name)));
      const bench = { ...(await mailBench(w)), network: w.network, account };
      const source = { kind: 'mailbox', config: { folder: 'Support' }, needsAccount: true };
      const fill = (ids: readonly string[]): Promise<void> =>
        inMailbox(w, name, 'INBOX', async (client) => {
          await client.mailboxCreate('Support');
          for (const id of ids) await client.append('Support', letter(id));
        });
      await fill(['one', 'two']);
      const first = listenTo(bench, source);
      await first.until((items) => postsOf(items).length === 2, 'both mails');
      await first.stop();
      await inMailbox(w, name, 'INBOX', (client) => client.mailboxDelete('Support'));
      // The time of the last numbering is its name, in whole seconds.
      await wait(1_100);
      await fill(['two', 'three', 'one']);
      const second = listenTo(bench, source, { cursor: first.cursor() });
      await second.until((items) => postsOf(items).some(({ text }) => text === 'three'), 'the new mail');
      await second.stop();
      expect(postsOf(second.items).map(({ text }) => text)).toEqual(['three']);
    }),
    60_000,
  );

  test(
    'what is wrong in the form is named by its field',
    real(async (w) => {
      const fields = fieldsOf(w, 'form');
      const wrong = async (over: Record<string, string>): Promise<string | undefined> => {
        const error = await errorOf(w.network.connect({ ...fields, ...over }));
        expect(error.code).toBe('network_rejected');
        return error.where;
      };
      expect(await wrong({ password: 'guessed' })).toBe('password');
      expect(await wrong({ address: 'support' })).toBe('address');
      expect(await wrong({ imap_port: '9' })).toBe('imap_host');
      expect(await wrong({ smtp_port: '9' })).toBe('smtp_host');
      expect(await wrong({ smtp_port: 'x' })).toBe('smtp_port');
    }),
    60_000,
  );

  test(
    'one thread gets at most twelve mails within an hour',
    real(async (w) => {
      const account = storedAccount('loop', await w.network.connect(fieldsOf(w, 'loop')));
      const publisher = w.network.publisher(account);
      const replyTo = {
        nativeId: 'begin@mail.test',
        author: { nativeId: 'echo@mail.test', handle: 'echo@mail.test', displayName: '' },
      };
      const say = (n: number): Promise<unknown> =>
        publisher.publish(requestOf(`again ${String(n)}`, { visibility: 'dm', replyTo }));
      for (let n = 0; n < 12; n += 1) await say(n);
      const error = await errorOf(say(12));
      expect(error.code).toBe('network_rate_limited');
      expect(error.retryAfterMs).toBeGreaterThan(0);
      expect(await mailsOf(w, 'loop', 'Sent')).toHaveLength(12);
    }),
    60_000,
  );

  test(
    'a draft ends as it should where the mailbox breaks off while its mail is handed over',
    real(async (w) => {
      const account = storedAccount('cut', await w.network.connect(fieldsOf(w, 'cut')));
      let ways = 0;
      const network = createMail({
        ...deps,
        socketGuard: {
          // The mailbox is asked for first, the server that sends second.
          checkHost() {
            ways += 1;
            if (ways === 2) w.imap.cut();
          },
          lookup,
        },
      });
      const author = { nativeId: 'hanako@mail.test', handle: 'hanako@mail.test', displayName: '' };
      const request = requestOf('once', {
        visibility: 'dm',
        replyTo: { nativeId: 'cut@mail.test', author },
      });
      w.smtp.set('server_error');
      expect((await errorOf(network.publisher(account).publish(request))).code).toBe('network_unavailable');
      expect(await mailsOf(w, 'cut', 'Sent')).toEqual([]);
      ways = 0;
      const sent = await network.publisher(account).publish(request);
      expect(ways).toBe(3);
      expect(await network.publisher(account).publish(request)).toMatchObject({ nativeId: sent.nativeId });
      expect(await mailsOf(w, 'cut', 'Sent')).toHaveLength(1);
    }),
    60_000,
  );

  test(
    'an account sends at most sixty mails by program within an hour',
    real(async (w) => {
      const account = storedAccount('flood', await w.network.connect(fieldsOf(w, 'flood')));
      await inMailbox(w, 'flood', 'INBOX', async (client) => {
        for (let n = 0; n < 60; n += 1) {
          await client.append(
            'Sent',
            `Auto-Submitted: auto-replied\r\nMessage-ID: <${String(n)}@x>\r\n\r\nx\r\n`,
          );
        }
      });
      const author = { nativeId: 'victim@mail.test', handle: 'victim@mail.test', displayName: '' };
      const by = (over: object) =>
        w.network
          .publisher(account)
          .publish(
            requestOf('x', { visibility: 'dm', replyTo: { nativeId: 'v@mail.test', author }, ...over }),
          );
      expect((await errorOf(by({ isAutomatic: true }))).code).toBe('network_rate_limited');
      await by({});
    }),
    60_000,
  );
});
