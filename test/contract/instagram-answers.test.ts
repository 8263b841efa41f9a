// How Instagram is answered and an account connected, beside the contract: windows, one private message, refusals, tokens.
import { describe, expect, test } from 'vitest';
import type { AccountView } from '../../src/contract/views.ts';
import { askPolicy } from '../../src/domain/post/policy.ts';
import { testDatabase } from '../harness/database.ts';
import { errorOf, requestOf, unique } from './network-bench.ts';
import { reactionId } from '../../src/networks/kit/meta-message-posts.ts';
import { createInstagram } from '../../src/networks/instagram/network.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import { commentPost } from '../../src/networks/instagram/posts.ts';
import { deps, storedAccount } from './deps.ts';
import type { StoredComment } from '../servers/instagram/store.ts';
import { fieldsOf, messageTo, networkOf, startInstagramWorld } from './instagram-world.ts';
import { targetOf, worldOf } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;
const database = testDatabase();
const world = worldOf(() => startInstagramWorld(database()));

const store = () => world().instagram.store;
const publisher = () => world().network.publisher(world().account);
/** A comment as it is heard. */
function heard(comment: StoredComment, isTheirs = false) {
  const { account } = world();
  const told = {
    id: comment.id,
    from: { id: comment.by?.id, username: comment.by?.username },
    text: comment.text,
    parentId: comment.parentId,
    mediaId: comment.mediaId,
    at: new Date(comment.atMs).toISOString(),
  };
  const post = commentPost(
    told,
    { media: null, isTheirs },
    { nativeId: account.nativeId, handle: account.handle },
  );
  if (post === null) throw new Error('a comment of nobody');
  return targetOf(post);
}
const comment = (text: string, agoMs = 0): StoredComment =>
  store().comment(world().customer, text, { media: world().ours.id, agoMs });
const said = (text: string) => store().messages.filter((one) => one.isOurs && one.text === text);
const isWrite = ({ method }: { method: string }): boolean => method === 'POST';

describe('answering', () => {
  test('an answer stands below the first comment; a mention is answered where it is', async () => {
    const first = comment(unique('困った'));
    const nested = store().comment(world().customer, unique('まだ'), {
      media: world().ours.id,
      under: first.id,
    });
    const done = await publisher().publish(requestOf(unique('はい'), { replyTo: heard(nested) }));
    expect(store().commentAt(done.nativeId)).toMatchObject({ parentId: first.id, by: null });
    const { customer, theirs, instagram } = world();
    const named = store().comment(customer, `@${store().account.username} help`, { media: theirs.id });
    const request = requestOf(unique('ご案内'), { replyTo: heard(named, true) });
    const there = await publisher().publish(request);
    expect(store().commentAt(there.nativeId)).toMatchObject({ parentId: named.id, mediaId: theirs.id });
    const other = networkOf(instagram, database()).publisher(world().account);
    expect(await other.lookUp(request, new Date(0).toISOString())).toHaveProperty('cannotTell');
  });

  test('a comment is answered by one message, within seven days, and only under a post of ours', async () => {
    const answer = (one: StoredComment, isTheirs = false) =>
      publisher().publish(
        requestOf(unique('DM でご案内します'), { visibility: 'dm', replyTo: heard(one, isTheirs) }),
      );
    const fresh = comment(unique('予約番号は？'));
    await answer(fresh);
    const again = await errorOf(answer(fresh));
    expect(again.code).toBe('network_rejected');
    expect(JSON.stringify(again.data?.['why'])).toContain('1 通だけ');
    expect((await errorOf(answer(comment(unique('昔'), 8 * DAY_MS)))).code).toBe('recipient_unreachable');
    const elsewhere = store().comment(world().customer, '@acme_support', { media: world().theirs.id });
    expect((await errorOf(answer(elsewhere, true))).code).toBe('recipient_unreachable');
  });

  test('a message whose answer is lost is found in the conversation, also by another process', async () => {
    const { instagram, account } = world();
    const fresh = comment(unique('返事は？'));
    const byMessage = requestOf(unique('届いたかな'), { visibility: 'dm', replyTo: heard(fresh) });
    for (const request of [messageTo(world(), unique('届いたかな')), byMessage]) {
      const since = new Date(Date.now() - 1_000).toISOString();
      instagram.faults.set({ kind: 'lostAnswer' }, { times: 1, when: isWrite });
      expect((await errorOf(publisher().publish(request))).code).toBe('send_fate_unknown');
      await instagram.faults.passThrough();
      const other = networkOf(instagram, database()).publisher(account);
      const [sent] = said(request.text);
      expect(await other.lookUp(request, since)).toMatchObject({ found: { nativeId: sent?.id } });
      expect(await other.lookUp(request, since, new Set([sent?.id ?? '']))).toEqual({ absent: true });
      expect(said(request.text)).toHaveLength(1);
    }
  });

  test('more than twenty newer messages leave it unknown', async () => {
    const { instagram, customer, account } = world();
    const request = messageTo(world(), unique('ずっと前'));
    for (let n = 0; n < 21; n += 1) store().write(customer, unique('つづき'));
    const other = networkOf(instagram, database()).publisher(account);
    const since = new Date(Date.now() - 60_000).toISOString();
    expect(await other.lookUp(request, since)).toHaveProperty('cannotTell');
  });

  test('a heart is given and taken back; comments have none', async () => {
    const message = store().write(world().customer, unique('ありがとう'));
    const post = { nativeId: message.id, ref: { to: world().customer.id } };
    const id = await publisher().like(post, 'a');
    expect(message.reaction).toBe('love');
    await publisher().unlike(post, id);
    expect(message.reaction).toBeNull();
    // What a person gave to a message is no message.
    const given = { nativeId: reactionId(world().customer.id, message.id), ref: post.ref };
    expect((await errorOf(publisher().like(given, 'c'))).code).toBe('network_forbids');
    expect(message.reaction).toBeNull();
    const under = comment(unique('いいね'));
    expect((await errorOf(publisher().like({ nativeId: under.id, ref: {} }, 'b'))).code).toBe(
      'network_forbids',
    );
    expect((await errorOf(publisher().remove(message.id, 'dm'))).code).toBe('network_forbids');
  });

  test('bytes count in messages, characters in comments, and pictures are refused', async () => {
    const refused = async (request: Parameters<ReturnType<typeof publisher>['publish']>[0]) =>
      (await errorOf(publisher().publish(request))).code;
    expect(await refused(messageTo(world(), 'あ'.repeat(334)))).toBe('text_too_long');
    await publisher().publish(messageTo(world(), 'あ'.repeat(333)));
    const under = heard(comment(unique('長い')));
    expect(await refused(requestOf('あ'.repeat(2_201), { replyTo: under }))).toBe('text_too_long');
    const image = { bytes: new Uint8Array(1), mimeType: 'image/png', alt: '', width: 1, height: 1 };
    expect(await refused({ ...messageTo(world(), 'x'), images: [image] })).toBe('attachment_invalid');
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
      [10, undefined],
      [10, 2_534_022],
      [10_900, undefined],
      [80_002, undefined],
      [4, undefined],
      [551, undefined],
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
      '10': 'account_token_dead',
      '10 2534022': 'window_closed',
      '10900': 'network_rejected',
      '80002': 'network_rate_limited',
      '4': 'network_rate_limited',
      '551': 'recipient_unreachable',
      '100 33': 'network_post_gone',
      '100': 'network_rejected',
    });
  });
});

test('only what could be read before is ever told to be gone: what Instagram hides is not', async () => {
  const { network, account, customer, theirs, instagram } = world();
  const reader = network.reader(account, {});
  const codeOf = async (id: string) => (await errorOf(reader.post(id))).code;
  const elsewhere = store().comment(customer, `@${store().account.username} help`, { media: theirs.id });
  const unread = comment(unique('読まれる前'));
  const seen = comment(unique('読まれたあと'));
  const old = store().write(customer, unique('古い'));
  await reader.post(seen.id);
  for (const { id } of [unread, seen]) store().deleteComment(id);
  store().messages.splice(store().messages.indexOf(old), 1);
  for (const id of [elsewhere.id, unread.id, old.id, `reaction ${customer.id} ${old.id}`]) {
    expect(await codeOf(id)).toBe('network_rejected');
  }
  expect(await codeOf(seen.id)).toBe('network_post_gone');
  // A fresh process knows of nothing that it could have read.
  const other = networkOf(instagram, database()).reader(account, {});
  expect((await errorOf(other.post(seen.id))).code).toBe('network_rejected');
});

test('a mention in a caption is read again as the post that it is, and one that is not shown is not gone', async () => {
  const { network, account, customer, theirs, ours, instagram } = world();
  const before = instagram.violations.length;
  const reader = network.reader(account, {});
  const refOf = (id: string, under: 'us' | 'other') => ({ media: id, under, is: 'media' });
  const ref = refOf(theirs.id, 'other');
  // Instagram takes the sign off our name there.
  const text = theirs.caption.replace('@', '');
  const read = { nativeId: theirs.id, text, author: { handle: customer.username }, ref };
  expect(await reader.post(theirs.id, ref)).toMatchObject(read);
  expect(await reader.thread({ nativeId: theirs.id, visibility: 'public', ref })).toMatchObject([read]);
  expect(await reader.post(ours.id, refOf(ours.id, 'us'))).toMatchObject({ text: ours.caption });
  const hidden = '18000000000000001';
  expect((await errorOf(reader.post(hidden, refOf(hidden, 'other')))).code).toBe('network_rejected');
  expect(instagram.violations.slice(before)).toEqual([]);
});

test('a conversation is read at once where Meta tells it so, and never asked about more often than Meta answers', async () => {
  const { instagram, account } = world();
  const PACE_MS = 60;
  const askedAt: number[] = [];
  const counting: typeof deps.fetch = (input, init) => {
    askedAt.push(performance.now());
    return deps.fetch(input, init);
  };
  const network = createInstagram({ ...deps, fetch: counting }, createWebhookInbox(database().db, Date.now), {
    apiUrl: instagram.url,
    paceMs: PACE_MS,
  });
  const talker = store().addPerson('hanako', 'はな');
  const texts = Array.from({ length: 4 }, (_, n) => unique(`質問 ${String(n)}`));
  for (const text of texts) store().write(talker, text);
  const reader = network.reader(account, {});
  const conversation = `${account.nativeId}/${talker.id}`;
  const read = async (): Promise<string[]> =>
    (await reader.thread({ nativeId: 'x', visibility: 'dm', conversation })).map(({ text }) => text);
  expect(await read()).toEqual(texts);
  expect(askedAt).toHaveLength(2);
  store().tellsIdsOnly = true;
  const request = requestOf(unique('送れたかな'), {
    visibility: 'dm',
    replyTo: {
      nativeId: 'x',
      author: { nativeId: talker.id, handle: '', displayName: '' },
      conversation,
    },
  });
  // Several at once, as when a thread is looked at while a send is looked up.
  const looked = network.publisher(account).lookUp(request, new Date(0).toISOString());
  expect(await Promise.all([read(), read()])).toEqual([texts, texts]);
  expect(await looked).toEqual({ absent: true });
  store().tellsIdsOnly = false;
  expect(askedAt).toHaveLength(2 + 3 * 6);
  const between = askedAt.slice(1).map((at, n) => at - (askedAt[n] ?? 0));
  // Timers are of whole milliseconds.
  expect(Math.min(...between)).toBeGreaterThanOrEqual(PACE_MS - 2);
});

test('the policy lets a person answer where Instagram does, and a program no further', () => {
  const { policy } = world().network.manifest;
  const at = '2026-11-24T12:00:00.000Z';
  const ask = { at, mentionedUs: false, wroteDmFirst: false, lastWroteAt: null } as const;
  const may = (
    question: Omit<Parameters<typeof askPolicy>[1], keyof typeof ask> & Partial<typeof ask> & object,
  ) => askPolicy(policy, { ...ask, ...question }).permission;
  const under = { underOurPost: true, postedAt: '2026-11-18T12:00:00.000Z' };
  expect(may({ action: 'reply', actor: 'person', ...under })).toBe('api');
  expect(may({ action: 'reply', actor: 'person' })).toBe('none');
  expect(may({ action: 'dm', actor: 'person', ...under })).toBe('api');
  expect(may({ action: 'dm', actor: 'person', ...under, postedAt: '2026-11-17T11:00:00.000Z' })).toBe('none');
  expect(may({ action: 'dm', actor: 'bot', ...under })).toBe('none');
  const wrote = { wroteDmFirst: true, lastWroteAt: '2026-11-22T12:00:00.000Z' } as object;
  expect(may({ action: 'dm', actor: 'person', ...wrote })).toBe('none');
  expect(may({ action: 'dm', actor: 'person', hasLongWindow: true, ...wrote })).toBe('api');
  expect(may({ action: 'dm', actor: 'bot', hasLongWindow: true, ...wrote })).toBe('none');
  for (const action of ['like', 'repost', 'post', 'edit'] as const) {
    expect(may({ action, actor: 'person', ...under })).toBe('none');
  }
});

describe('accounts', () => {
  test('connecting asks Instagram at once, names what is wrong, and has the app told of what comes', async () => {
    const { instagram, network, owner } = world();
    const { rows } = await owner.do<{ rows: AccountView[] }>('GET', '/accounts');
    expect(rows).toMatchObject([
      { network: 'instagram', handle: 'acme_support', displayName: 'Acme サポート' },
    ]);
    expect(store().subscribed).toContain('comments');
    const wrong = async (over: Record<string, string>) => {
      const error = await errorOf(network.connect({ ...fieldsOf(instagram), ...over }));
      return [error.where, JSON.stringify(error.data?.['why'] ?? '')] as const;
    };
    expect((await wrong({ app_secret: 'short' }))[0]).toBe('app_secret');
    expect((await wrong({ access_token: 'a b' }))[0]).toBe('access_token');
    expect((await wrong({ access_token: `IGAA${'x'.repeat(60)}` }))[0]).toBe('access_token');
    for (const [part, permission] of [
      ['messages', 'instagram_business_manage_messages'],
      ['comments', 'instagram_business_manage_comments'],
    ] as const) {
      store().lacks.add(part);
      expect((await wrong({}))[1]).toContain(permission);
      store().lacks.delete(part);
    }
    store().account.type = 'Personal';
    expect((await wrong({}))[1]).toContain('professional account');
    store().account.type = 'Business';
  });

  test('the token is renewed a day after it was entered, then weekly, and what cannot be renewed now is later', async () => {
    const { instagram } = world();
    let now = Date.now();
    const network = networkOf(instagram, database(), { now: () => now });
    const account = storedAccount('renewed', await network.connect(fieldsOf(instagram)));
    await network.keepAlive(account);
    expect(store().renewed).toBe(0);
    now += 2 * DAY_MS;
    const isRenewal = ({ path }: { path: string }): boolean => path.startsWith('/refresh_access_token');
    instagram.faults.set({ kind: 'status', status: 503 }, { times: 1, when: isRenewal });
    await network.keepAlive(account);
    expect(account.saved).toEqual([]);
    await network.keepAlive(account);
    await network.keepAlive(account);
    expect(store().renewed).toBe(1);
    expect(account.saved).toHaveLength(1);
    expect(account.saved[0]?.['accessToken']).toBe(store().accessToken);
    now += 8 * DAY_MS;
    await network.keepAlive(account);
    expect(store().renewed).toBe(2);
    // What the other tests sign with is the newest.
    world().account.secrets = { ...world().account.secrets, accessToken: store().accessToken };
  });
});

test('the documents describe everything that was asked', () => {
  expect([...new Set(world().instagram.violations)]).toEqual([]);
});
