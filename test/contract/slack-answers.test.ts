// Connecting a Slack app and answering as one, where the fake refuses, keeps scopes, and rings for people as Slack does.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppError } from '../../src/domain/errors.ts';
import { neededScopes } from '../../src/networks/slack/connect.ts';
import { testDatabase } from '../harness/database.ts';
import { errorOf, requestOf, unique } from './network-bench.ts';
import { fieldsOf, isSend, nativeIdOf, shown, startSlackWorld, toSaid } from './slack-world.ts';
import { worldOf } from './world.ts';

const database = testDatabase();
const world = worldOf(() => startSlackWorld(database()));
const store = () => world().slack.store;
const publisher = () => world().network.publisher(world().account);
const reader = () => world().network.reader(world().account, {});
const sentAs = (text: string) => store().said.find((one) => shown(one) === text);
const whyOf = ({ data }: AppError): unknown => data?.['why'];
const inBoth = (ja: string, en: string) => ({
  ja: expect.stringContaining(ja) as string,
  en: expect.stringContaining(en) as string,
});
/** The next send is refused with Slack's word. */
function refuseNext(error: string, more: { status?: number; headers?: Record<string, string> } = {}): void {
  const { status = 200, headers = {} } = more;
  const body = JSON.stringify({ ok: false, error });
  const answered = { 'content-type': 'application/json', ...headers };
  world().slack.faults.set({ kind: 'status', status, headers: answered, body }, { times: 1, when: isSend });
}

describe('connecting', () => {
  const connect = (over: Record<string, string> = {}) =>
    world().network.connect({ ...fieldsOf(world().slack), ...over });

  test('names the app and its workspace, and keeps what calls are checked by', async () => {
    expect(await connect({ bot_token: ` ${store().token}\n` })).toEqual({
      server: 'https://acme-users.slack.com',
      nativeId: store().bot.id,
      handle: 'acme_support',
      displayName: 'Acme サポート',
      avatarUrl: `https://avatars.slack-edge.com/${store().bot.id}_192.png`,
      secrets: {
        token: store().token,
        signingSecret: store().signingSecret,
        teamId: store().team.id,
        botId: store().botId,
      },
    });
  });

  test('says at which field what is wrong', async () => {
    for (const bot_token of [
      '',
      'token',
      'xoxp-1-2-3',
      'xoxb-revoked-1234567890',
      'xoxe.xoxb-1-aaaaaaaaaaaa',
    ]) {
      expect(await errorOf(connect({ bot_token }))).toMatchObject({
        code: 'network_rejected',
        where: 'bot_token',
      });
    }
    for (const signing_secret of ['', 'x'.repeat(32), 'ABCDEF']) {
      expect(await errorOf(connect({ signing_secret }))).toMatchObject({
        code: 'network_rejected',
        where: 'signing_secret',
      });
    }
    const { network } = world();
    expect((await errorOf(network.oauthStart({ fields: {}, redirectUri: '', state: '' }))).where).toBe(
      'kind',
    );
  });

  test('names exactly the scopes that are missing, also later', async () => {
    const gone = ['groups:history', 'reactions:write'];
    for (const scope of gone) store().scopes.delete(scope);
    const said = whyOf(await errorOf(connect()));
    expect(said).toEqual(
      inBoth('groups:history、reactions:write。', 'scopes: groups:history, reactions:write. '),
    );
    const dead = await errorOf(world().network.keepAlive(world().account));
    expect([dead.code, whyOf(dead)]).toEqual(['account_token_dead', said]);
    for (const scope of gone) store().scopes.add(scope);
    await world().network.keepAlive(world().account);
    expect([...store().scopes].toSorted()).toEqual([...neededScopes].toSorted());
  });
});

describe('answering', () => {
  test('an answer rings for nobody, whatever stands in it, nor does a changed one', async () => {
    const { customer, opening } = world();
    const part = fc.constantFrom(
      '<!here>',
      '<!channel|x>',
      '@here',
      '@everyone',
      '<!subteam^S1>',
      `<@${customer.id}>`,
      `<@${store().bot.id}|x>`,
      '&lt;!here&gt;',
      'https://example.com/<!here>',
    );
    const replyTo = toSaid(opening);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(part, fc.string()), { minLength: 1, maxLength: 8 }),
        async (parts) => {
          const text = `${unique('へ')}${parts.join('')}`.slice(0, 4_000);
          const { nativeId } = await publisher().publish(requestOf(text, { replyTo }));
          await publisher().edit(nativeId, `${text}！`, undefined);
          const said = store().said.find((one) => nativeIdOf(one) === nativeId);
          expect(said?.rung).toEqual([]);
          expect(said === undefined ? '' : shown(said)).toBe(`${text}！`);
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  test('it stands in the thread of what it answers, and in a conversation of two beside it', async () => {
    const { customer, channel } = world();
    const root = store().write(customer, channel.id, unique('もと'));
    const inside = store().write(customer, channel.id, unique('スレッドで'), { thread: root.ts });
    const direct = store().directWith(customer);
    const alone = store().write(customer, direct.id, unique('個別に'));
    const threaded = store().write(customer, direct.id, unique('その続き'), { thread: alone.ts });
    const answers = [
      { to: root, visibility: 'public', thread: root.ts },
      { to: inside, visibility: 'public', thread: root.ts },
      { to: alone, visibility: 'dm', thread: null },
      { to: threaded, visibility: 'dm', thread: alone.ts },
    ] as const;
    for (const { to, visibility, thread } of answers) {
      const text = unique('お答えします');
      const sent = await publisher().publish(requestOf(text, { visibility, replyTo: toSaid(to) }));
      expect(sentAs(text)).toMatchObject({ channel: to.channel, thread });
      const path = sent.nativeId.replace('/', '/p').replace('.', '');
      const place = `https://acme-users.slack.com/archives/${path}?thread_ts=${String(thread)}&cid=${channel.id}`;
      expect(sent.url).toBe(visibility === 'dm' ? undefined : place);
    }
    const whole = await reader().thread({
      nativeId: nativeIdOf(inside),
      root: nativeIdOf(root),
      visibility: 'public',
    });
    expect(whole.map(({ text }) => text).slice(0, 2)).toEqual([root.text, inside.text]);
    expect(whole).toHaveLength(4);
  });

  test('a private word to who wrote in a channel goes to their conversation with the app', async () => {
    const { customer, opening } = world();
    const text = unique('こちらで伺います');
    const request = requestOf(text, { visibility: 'dm', replyTo: toSaid(opening) });
    const sent = await publisher().publish(request);
    expect(sentAs(text)).toMatchObject({ channel: store().directWith(customer).id, thread: null });
    const since = new Date(Date.now() - 1_000).toISOString();
    expect(await publisher().lookUp(request, since)).toMatchObject({ found: { nativeId: sent.nativeId } });
    expect((await errorOf(publisher().publish(requestOf(text)))).code).toBe('network_forbids');
    expect((await errorOf(publisher().repost({ nativeId: 'C1/1' }, 'key'))).code).toBe('network_forbids');
    const image = { bytes: new Uint8Array(1), mimeType: 'image/png', alt: '', width: 1, height: 1 };
    expect((await errorOf(publisher().publish({ ...request, images: [image] }))).code).toBe(
      'attachment_invalid',
    );
  });

  test('why nothing can be sent is said in both languages', async () => {
    const { customer } = world();
    const channel = store().addChannel('お知らせ');
    const said = store().write(customer, channel.id, unique('ここで'));
    const send = (visibility: 'public' | 'dm' = 'public') =>
      errorOf(publisher().publish(requestOf(unique('だめ'), { visibility, replyTo: toSaid(said) })));
    channel.isMember = false;
    const out = await send();
    expect([out.code, whyOf(out)]).toEqual(['recipient_unreachable', inBoth('/invite', '/invite')]);
    channel.isMember = true;
    channel.isArchived = true;
    const archived = await send();
    expect([archived.code, whyOf(archived)]).toEqual([
      'recipient_unreachable',
      inBoth('アーカイブ', 'archived'),
    ]);
    channel.isArchived = false;
    store().people.delete(customer.id);
    const nobody = await send('dm');
    store().people.set(customer.id, customer);
    expect([nobody.code, whyOf(nobody)]).toEqual(['recipient_unreachable', inBoth('離れた', 'deactivated')]);
    store().remove(said);
    const gone = await send();
    expect([gone.code, whyOf(gone)]).toEqual(['network_post_gone', inBoth('削除', 'deleted')]);
    const theirs = store().write(customer, channel.id, unique('人の言葉'));
    const notOurs = await errorOf(publisher().edit(nativeIdOf(theirs), 'x', undefined));
    expect(notOurs.code).toBe('network_forbids');
    expect((await errorOf(publisher().remove(nativeIdOf(theirs), 'public'))).code).toBe('network_forbids');
    store().scopes.delete('chat:write');
    const lacking = await send();
    store().scopes.add('chat:write');
    expect([lacking.code, whyOf(lacking)]).toEqual(['network_rejected', inBoth('chat:write', 'chat:write')]);
  });

  test.each([
    ['invalid_auth', 'account_token_dead'],
    ['token_revoked', 'account_token_dead'],
    ['account_inactive', 'account_token_dead'],
    ['channel_not_found', 'recipient_unreachable'],
    ['restricted_action_thread_locked', 'recipient_unreachable'],
    ['msg_too_long', 'text_too_long'],
    ['no_text', 'text_empty'],
    ['fatal_error', 'send_fate_unknown'],
    ['internal_error', 'send_fate_unknown'],
    ['service_unavailable', 'send_fate_unknown'],
    ['team_added_to_org', 'network_unavailable'],
    ['ratelimited', 'network_rate_limited'],
    ['something_new', 'network_rejected'],
  ])('%s of a send is %s', async (word, code) => {
    refuseNext(word, { headers: { 'retry-after': '7' } });
    const error = await errorOf(
      publisher().publish(requestOf(unique('x'), { replyTo: toSaid(world().opening) })),
    );
    expect([error.code, error.retryAfterMs]).toEqual([code, word === 'ratelimited' ? 7_000 : undefined]);
  });

  test('an answer that is none leaves the fate unknown, and a limit is waited for as long as Slack says', async () => {
    const { faults } = world().slack;
    const send = () =>
      errorOf(publisher().publish(requestOf(unique('x'), { replyTo: toSaid(world().opening) })));
    for (const body of ['{}', '<html>', '{"ok":true}', '{"ok":true,"channel":1,"ts":2}']) {
      faults.set({ kind: 'status', status: 200, body }, { times: 1, when: isSend });
      expect((await send()).code).toBe('send_fate_unknown');
    }
    refuseNext('ratelimited', { status: 429, headers: { 'retry-after': '12' } });
    expect(await send()).toMatchObject({ code: 'network_rate_limited', retryAfterMs: 12_000 });
  });

  test('a send is found by its key though its words are others by now, by its words where no key is shown', async () => {
    const replyTo = toSaid(world().opening);
    const since = new Date(Date.now() - 1_000).toISOString();
    const [one, two] = [1, 2].map(() =>
      requestOf(unique('届いた？ https://example.com/?a=1&b=2'), { replyTo }),
    );
    if (one === undefined || two === undefined) throw new Error('two are needed');
    const first = await publisher().publish(one);
    await publisher().edit(first.nativeId, unique('書き直し'), undefined);
    expect(await publisher().lookUp(one, since)).toMatchObject({ found: { nativeId: first.nativeId } });
    const second = await publisher().publish(two);
    const said = sentAs(two.text);
    if (said === undefined) throw new Error('it was not sent');
    // The same words under another key are another send.
    const alike = { ...two, idempotencyKey: crypto.randomUUID() };
    expect(await publisher().lookUp(alike, since)).toEqual({ absent: true });
    said.metadata = null;
    expect(await publisher().lookUp(two, since)).toMatchObject({ found: { nativeId: second.nativeId } });
    expect(await publisher().lookUp(two, since, new Set([second.nativeId]))).toEqual({ absent: true });
    world().channel.isMember = false;
    expect((await errorOf(publisher().lookUp(two, since))).code).toBe('recipient_unreachable');
    world().channel.isMember = true;
  });
});

describe('reading', () => {
  test('messages wherever they stand, who wrote them, and nothing without an account', async () => {
    const { customer, channel, network } = world();
    const root = store().write(customer, channel.id, unique('もと'));
    const inside = store().write(customer, channel.id, unique('なか'), { thread: root.ts });
    const post = await reader().post(nativeIdOf(inside), { thread: root.ts });
    expect(post).toMatchObject({
      text: inside.text,
      root: nativeIdOf(root),
      author: { displayName: 'たろう' },
    });
    for (const id of [`${channel.id}/1700000000.000001`, 'nothing', `${channel.id}/x`]) {
      expect((await errorOf(reader().post(id))).code).toBe('network_post_gone');
    }
    const robot = store().addPerson('robot', { isBot: true });
    const byRobot = store().write(robot, channel.id, unique('機械'));
    expect((await errorOf(reader().post(nativeIdOf(byRobot)))).code).toBe('network_post_gone');
    expect((await errorOf(reader().author({ nativeId: 'nobody', handle: '' }))).code).toBe(
      'network_post_gone',
    );
    expect((await errorOf(reader().authorPosts({ nativeId: customer.id, handle: '' }, 5))).code).toBe(
      'network_rejected',
    );
    expect((await errorOf(network.reader(null, {}).post(nativeIdOf(root)))).code).toBe('network_rejected');
  });
});

test('nothing was asked otherwise than Slack’s documents describe it', () => {
  expect(world().slack.faults.seen.length).toBeGreaterThan(50);
  expect([...new Set(world().slack.violations)]).toEqual([]);
});
