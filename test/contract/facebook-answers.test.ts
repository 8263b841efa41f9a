// How a Page answers and is connected, beside the contract: places, windows, one private message, refusals, tokens.
import { describe, expect, test } from 'vitest';
import type { AccountView } from '../../src/contract/views.ts';
import { askPolicy } from '../../src/domain/post/policy.ts';
import { commentPost, postPost } from '../../src/networks/facebook/posts.ts';
import { testDatabase } from '../harness/database.ts';
import type { StoredComment, StoredPost } from '../servers/facebook/store.ts';
import { storedAccount } from './deps.ts';
import { fieldsOf, messageTo, networkOf, startFacebookWorld } from './facebook-world.ts';
import { errorOf, requestOf, unique } from './network-bench.ts';
import { targetOf, worldOf } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;
const database = testDatabase();
const world = worldOf(() => startFacebookWorld(database()));

const store = () => world().facebook.store;
const publisher = () => world().network.publisher(world().account);
/** Something as it is heard. */
function heard(written: StoredComment | StoredPost, under: 'us' | 'other' = 'us') {
  const { account } = world();
  const self = { nativeId: account.nativeId, handle: account.handle };
  const { id, by: who, text, atMs } = written;
  const told = { id, who, text, at: new Date(atMs).toISOString(), media: [] };
  return targetOf(
    'postId' in written
      ? commentPost(self, told, { post: written.postId, parent: written.parentId, under })
      : postPost(self, told, { under }),
  );
}
const comment = (text: string, agoMs = 0): StoredComment =>
  store().comment(world().customer, text, { post: world().ours.id, agoMs });
const said = (text: string) => store().messages.filter((one) => one.isOurs && one.text === text);
const isWrite = ({ method }: { method: string }): boolean => method === 'POST';

describe('answering', () => {
  test('an answer to an answer stands below the first comment, one to a visitor below their post', async () => {
    const { customer, ours } = world();
    const first = comment(unique('困った'));
    const nested = store().comment(customer, unique('まだ'), { post: ours.id, under: first.id });
    const done = await publisher().publish(requestOf(unique('はい'), { replyTo: heard(nested) }));
    expect(store().commentAt(done.nativeId)).toMatchObject({ parentId: first.id, by: null });
    const visitor = store().post(customer, unique('届きません'));
    const there = await publisher().publish(requestOf(unique('お調べします'), { replyTo: heard(visitor) }));
    expect(store().commentAt(there.nativeId)).toMatchObject({ parentId: null, postId: visitor.id });
  });

  test('nothing is written, sent or liked where a Page does not by the API', async () => {
    const { customer, theirs } = world();
    const elsewhere = store().comment(customer, 'Acme サポート', { post: theirs.id });
    const before = [store().comments.length, store().messages.length];
    for (const visibility of ['public', 'dm'] as const) {
      const request = requestOf(unique('はい'), { visibility, replyTo: heard(elsewhere, 'other') });
      expect((await errorOf(publisher().publish(request))).code).toBe('network_forbids');
    }
    expect((await errorOf(publisher().publish(requestOf(unique('お知らせ'))))).code).toBe('network_forbids');
    const liked = { nativeId: elsewhere.id, ref: { under: 'other' } };
    expect((await errorOf(publisher().like(liked, 'a'))).code).toBe('network_forbids');
    expect((await errorOf(publisher().remove('m_1', 'dm'))).code).toBe('network_forbids');
    expect([store().comments.length, store().messages.length]).toEqual(before);
  });

  test('a comment or a post is answered by one message, within seven days', async () => {
    const answer = (one: StoredComment | StoredPost) =>
      publisher().publish(requestOf(unique('DM でご案内します'), { visibility: 'dm', replyTo: heard(one) }));
    for (const fresh of [comment(unique('番号は？')), store().post(world().customer, unique('届きません'))]) {
      await answer(fresh);
      const again = await errorOf(answer(fresh));
      expect(again.code).toBe('network_rejected');
      expect(JSON.stringify(again.data?.['why'])).toContain('1 通だけ');
    }
    expect((await errorOf(answer(comment(unique('昔'), 8 * DAY_MS)))).code).toBe('recipient_unreachable');
  });

  test('a message whose answer is lost is found in the conversation, also by another process', async () => {
    const { facebook, account } = world();
    const byMessage = requestOf(unique('届いたかな'), {
      visibility: 'dm',
      replyTo: heard(comment(unique('返事は？'))),
    });
    for (const request of [messageTo(world(), unique('届いたかな')), byMessage]) {
      const since = new Date(Date.now() - 1_000).toISOString();
      facebook.faults.set({ kind: 'lostAnswer' }, { times: 1, when: isWrite });
      expect((await errorOf(publisher().publish(request))).code).toBe('send_fate_unknown');
      await facebook.faults.passThrough();
      const other = networkOf(facebook, database()).publisher(account);
      const [sent] = said(request.text);
      expect(await other.lookUp(request, since)).toMatchObject({ found: { nativeId: sent?.id } });
      expect(await other.lookUp(request, since, new Set([sent?.id ?? '']))).toEqual({ absent: true });
      expect(said(request.text)).toHaveLength(1);
    }
  });

  test('a comment is looked up below hundreds of newer ones', async () => {
    const { facebook, account, customer, ours } = world();
    const request = requestOf(unique('承りました'), { replyTo: heard(store().posts.get(ours.id) ?? ours) });
    const since = new Date(Date.now() - 1_000).toISOString();
    const { nativeId } = await publisher().publish(request);
    for (let n = 0; n < 180; n += 1) store().comment(customer, unique('つづき'), { post: ours.id });
    const other = networkOf(facebook, database()).publisher(account);
    expect(await other.lookUp(request, since)).toMatchObject({ found: { nativeId } });
    for (let n = 0; n < 400; n += 1) store().comment(customer, unique('つづき'), { post: ours.id });
    expect(await other.lookUp(request, since)).toHaveProperty('cannotTell');
  });

  test('a heart is given to a message and taken back', async () => {
    const message = store().write(world().customer, unique('ありがとう'));
    const post = { nativeId: message.id, ref: { to: world().customer.id } };
    const id = await publisher().like(post, 'a');
    expect(message.reaction).toBe('❤️');
    await publisher().unlike(post, id);
    expect(message.reaction).toBeNull();
  });

  test('after a day nothing goes out; under the tag of human agents it does for seven, for people alone', async () => {
    const { customer, account, network } = world();
    store().letPass(customer, 2 * DAY_MS);
    const request = () => messageTo(world(), unique('お待たせしました'));
    expect((await errorOf(publisher().publish(request()))).code).toBe('window_closed');
    store().hasHumanAgent = true;
    expect((await errorOf(publisher().publish(request()))).code).toBe('window_closed');
    const granted = { ...account, secrets: { ...account.secrets, humanAgent: 'true' } };
    const asPerson = request();
    await network.publisher(granted).publish(asPerson);
    expect(said(asPerson.text)).toMatchObject([{ tag: 'HUMAN_AGENT' }]);
    const automatic = { ...request(), isAutomatic: true as const };
    expect((await errorOf(network.publisher(granted).publish(automatic))).code).toBe('window_closed');
    expect(await network.limits(granted)).toMatchObject({ longWindow: true });
    expect(await network.limits(account)).not.toHaveProperty('longWindow');
    store().hasHumanAgent = false;
    store().write(customer, 'また書きます');
  });

  test('a refusal is named by its code or its subcode', async () => {
    const named = new Map<string, string>();
    for (const [code, subcode] of [
      [190, 463],
      [10, 2_018_278],
      [10_900, undefined],
      [80_001, undefined],
      [551, undefined],
      [100, 2_018_001],
      [100, 33],
      [100, undefined],
    ] as const) {
      store().refuses = { status: 400, code, message: 'No', ...(subcode === undefined ? {} : { subcode }) };
      const error = await errorOf(publisher().publish(messageTo(world(), unique('だめ'))));
      named.set(`${String(code)} ${String(subcode ?? '')}`.trim(), error.code);
    }
    store().refuses = null;
    expect(Object.fromEntries(named)).toEqual({
      '190 463': 'account_token_dead',
      '10 2018278': 'window_closed',
      '10900': 'network_rejected',
      '80001': 'network_rate_limited',
      '551': 'recipient_unreachable',
      '100 2018001': 'recipient_unreachable',
      '100 33': 'network_post_gone',
      '100': 'network_rejected',
    });
  });
});

test('only what could be read before is ever told to be gone, and the thread of a post is all that stands below', async () => {
  const { network, account, customer, theirs, facebook, ours } = world();
  const reader = network.reader(account, {});
  const codeOf = async (id: string) => (await errorOf(reader.post(id))).code;
  const elsewhere = store().comment(customer, 'Acme サポート', { post: theirs.id });
  const unread = comment(unique('読まれる前'));
  const seen = comment(unique('読まれたあと'));
  const visitor = store().post(customer, unique('届きません'));
  const below = store().comment(customer, unique('追記'), { post: visitor.id });
  await Promise.all([seen.id, visitor.id].map((id) => reader.post(id)));
  const thread = await reader.thread({ nativeId: visitor.id, visibility: 'public' });
  expect(thread.map(({ nativeId }) => nativeId)).toEqual([visitor.id, below.id]);
  for (const { id } of [unread, seen, visitor]) store().remove(id);
  for (const id of [elsewhere.id, unread.id, 'm_gone', `reaction ${customer.id} m_gone`]) {
    expect(await codeOf(id)).toBe('network_rejected');
  }
  for (const { id } of [seen, visitor]) expect(await codeOf(id)).toBe('network_post_gone');
  // A fresh process knows of nothing that it could have read.
  const other = networkOf(facebook, database()).reader(account, {});
  expect((await errorOf(other.post(seen.id))).code).toBe('network_rejected');
  expect((await reader.post(ours.id)).author.nativeId).toBe(account.nativeId);
});

test('the policy lets a person answer where Facebook does, and a program no further', () => {
  const { policy } = world().network.manifest;
  const at = '2026-11-25T12:00:00.000Z';
  const ask = { at, mentionedUs: false, wroteDmFirst: false, lastWroteAt: null } as const;
  type Question = Parameters<typeof askPolicy>[1];
  const may = (question: Pick<Question, 'action' | 'actor'> & Partial<Question>) =>
    askPolicy(policy, { ...ask, ...question }).permission;
  const under = { underOurPost: true, postedAt: '2026-11-19T12:00:00.000Z' };
  expect(may({ action: 'reply', actor: 'person', ...under })).toBe('api');
  expect(may({ action: 'reply', actor: 'bot', ...under })).toBe('api');
  expect(may({ action: 'reply', actor: 'person' })).toBe('none');
  expect(may({ action: 'reply', actor: 'person', mentionedUs: true })).toBe('open_in_network');
  expect(may({ action: 'reply', actor: 'bot', mentionedUs: true })).toBe('none');
  expect(may({ action: 'dm', actor: 'person', ...under })).toBe('api');
  expect(may({ action: 'dm', actor: 'person', ...under, postedAt: '2026-11-18T11:00:00.000Z' })).toBe('none');
  expect(may({ action: 'dm', actor: 'bot', ...under })).toBe('none');
  expect(may({ action: 'dm', actor: 'person' })).toBe('none');
  const wrote = { wroteDmFirst: true, lastWroteAt: '2026-11-23T11:00:00.000Z' };
  expect(may({ action: 'dm', actor: 'person', ...wrote })).toBe('none');
  expect(may({ action: 'dm', actor: 'person', hasLongWindow: true, ...wrote })).toBe('api');
  expect(may({ action: 'dm', actor: 'bot', hasLongWindow: true, ...wrote })).toBe('none');
  expect(may({ action: 'like', actor: 'person', ...under })).toBe('api');
  expect(may({ action: 'like', actor: 'bot', ...under })).toBe('none');
  for (const action of ['repost', 'post', 'edit'] as const) {
    expect(may({ action, actor: 'person', ...under })).toBe('none');
  }
});

describe('accounts', () => {
  const wrong = async (over: Record<string, string>) => {
    const { facebook, network } = world();
    const error = await errorOf(network.connect({ ...fieldsOf(facebook), ...over }));
    return [error.where, JSON.stringify(error.data?.['why'] ?? '')] as const;
  };

  test('a token of a person becomes one of the Page that does not end, and the app is told of what comes', async () => {
    const { facebook, network, owner } = world();
    const { rows } = await owner.do<{ rows: AccountView[] }>('GET', '/accounts');
    expect(rows).toMatchObject([
      { network: 'facebook', handle: 'acme.support', displayName: 'Acme サポート' },
    ]);
    expect(store().subscribed).toEqual(expect.arrayContaining(['feed', 'mention', 'messages']));
    const connected = await network.connect(fieldsOf(facebook));
    expect(connected).toMatchObject({ nativeId: store().page.id });
    expect(connected.secrets['accessToken']).toBe(store().pageToken);
    expect(JSON.stringify(connected.secrets)).not.toContain(store().userToken);
    expect(JSON.stringify(connected.secrets)).not.toContain(store().lastingToken);
    // One of the Page itself that does not end is taken as it is.
    const own = await network.connect({ ...fieldsOf(facebook), access_token: store().pageToken });
    expect(own.secrets['accessToken']).toBe(store().pageToken);
  });

  test('what is wrong is named at its field', async () => {
    for (const [field, value] of [
      ['app_id', 'acme'],
      ['app_secret', 'short'],
      ['access_token', 'a b'],
      ['page_id', 'acme.support'],
    ] as const) {
      expect((await wrong({ [field]: value }))[0]).toBe(field);
    }
    expect((await wrong({ app_secret: '0'.repeat(32) }))[0]).toBe('app_secret');
    expect((await wrong({ access_token: `EAAG${'x'.repeat(60)}` }))[0]).toBe('access_token');
    const [where, why] = await wrong({ access_token: store().shortPageToken });
    expect([where, why.includes('ends within hours')]).toEqual(['access_token', true]);
    store().otherPages = [{ id: '100000000000077', name: 'Other' }];
    const [several, names] = await wrong({});
    expect([several, names.includes('Other (100000000000077)')]).toEqual(['page_id', true]);
    expect((await wrong({ page_id: '100000000000078' }))[0]).toBe('page_id');
    const { facebook, network } = world();
    const chosen = await network.connect({ ...fieldsOf(facebook), page_id: store().page.id });
    expect(chosen.nativeId).toBe(store().page.id);
    store().otherPages = [];
  });

  test('a permission that lacks is named', async () => {
    const { scopes } = store();
    for (const permission of scopes) {
      store().scopes = scopes.filter((one) => one !== permission);
      const [where, why] = await wrong({});
      expect([where, why.includes(permission)]).toEqual(['access_token', true]);
    }
    store().scopes = scopes;
  });

  test('a token that was taken back, or lost a permission, is told to be dead', async () => {
    const { facebook, network } = world();
    const account = storedAccount('kept', await network.connect(fieldsOf(facebook)));
    await network.keepAlive(account);
    expect(account.saved).toEqual([]);
    const { scopes, pageToken } = store();
    store().scopes = scopes.filter((one) => one !== 'pages_messaging');
    const lacking = await errorOf(network.keepAlive(account));
    expect([lacking.code, lacking.message.includes('pages_messaging')]).toEqual(['account_token_dead', true]);
    store().scopes = scopes;
    store().pageToken = `EAAP${'n'.repeat(60)}`;
    expect((await errorOf(network.keepAlive(account))).code).toBe('account_token_dead');
    store().pageToken = pageToken;
  });
});

test('the documents describe everything that was asked', () => {
  expect([...new Set(world().facebook.violations)]).toEqual([]);
});
