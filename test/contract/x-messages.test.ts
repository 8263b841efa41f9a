// Direct messages of X: none lost or doubled by a long absence, paid for from the purse, answered once, and only to who wrote first.
import { expect, test } from 'vitest';
import type { AccountSession } from '../../src/networks/kit/network.ts';
import { storedAccount } from './deps.ts';
import {
  errorOf,
  listenTo,
  postsOf,
  requestOf,
  unique,
  type Bench,
  type Listening,
} from './network-bench.ts';
import { conversationOf } from '../servers/x/store.ts';
import { benchOf, picture, purseOf, xStage } from './x-world.ts';

const present = xStage();

const textsOf = ({ items }: Listening): string[] => postsOf(items).map(({ text }) => text);
const isOfMessages = ({ path }: { path: string }): boolean => path.startsWith('/2/dm_events');
const askedPages = (from: number): URL[] =>
  present()
    .x.faults.seen.slice(from)
    .filter(isOfMessages)
    .map(({ path }) => new URL(path, 'http://x'));

function inboundOf(account?: AccountSession): Bench {
  const bench = benchOf(present());
  return account === undefined ? bench : { ...bench, account };
}

async function heardFirst(bench: Bench): Promise<Listening> {
  const listening = listenTo(bench, bench.inbound);
  const text = unique('最初のDM');
  await bench.customer.dm(text);
  await listening.until(() => textsOf(listening).includes(text), 'the first message');
  return listening;
}

/** What answers the customer's newest message. */
function answering(text: string, over: object = {}) {
  const { us, customer } = present();
  const conversation = conversationOf(us.id, customer.id);
  const author = { nativeId: customer.id, handle: 'taro', displayName: '' };
  const replyTo = { nativeId: `${conversation}/1`, author, conversation };
  return requestOf(text, { visibility: 'dm', replyTo, ...over });
}

test('what is read is counted once, stops with the budget, and little is read where nothing is new', async () => {
  const { x, account } = present();
  const { spending, units } = purseOf({ day: 1_000_000, month: 1_000_000 });
  const bench = inboundOf({
    ...account,
    id: unique('paying'),
    spending: { ...spending, reads: 'listening' },
  });
  const listening = await heardFirst(bench);
  const from = x.faults.seen.length;
  const counted = units.get('readMessage') ?? 0;
  expect(counted).toBeGreaterThan(0);
  await listening.until(() => askedPages(from).length >= 3, 'three rounds without news');
  expect(askedPages(from).every((url) => url.searchParams.get('max_results') === '5')).toBe(true);
  expect(units.get('readMessage')).toBe(counted);
  // Four fifths of a dollar are for listening, less what the message and its writer cost.
  const told = Array.from({ length: 90 }, (_, n) => unique(`多い ${n}`));
  for (const text of told) await bench.customer.dm(text);
  await listening.until(() => (units.get('readMessage') ?? 0) >= 60, 'what may be read');
  await listening.stop();
  const { spent } = await spending.state();
  expect(spent.day).toBeLessThanOrEqual(830_000);
  // On the next day the rest comes, from where it stopped.
  const next = purseOf({ day: 10_000_000, month: 10_000_000 });
  const again = inboundOf({
    ...account,
    id: unique('next day'),
    spending: { ...next.spending, reads: 'listening' },
  });
  const after = listenTo(again, again.inbound, { cursor: listening.cursor() });
  const all = (): string[] => [...textsOf(listening), ...textsOf(after)];
  await after.until(() => told.every((text) => all().includes(text)), 'the rest');
  await after.stop();
  expect(all().filter((text, n) => all().indexOf(text) !== n)).toEqual([]);
});

test('a place in X’s list that holds no longer is looked for anew', async () => {
  const { x } = present();
  const bench = inboundOf();
  const before = await heardFirst(bench);
  await before.stop();
  const told = Array.from({ length: 12 }, (_, n) => unique(`続き ${n}`));
  for (const text of told) await bench.customer.dm(text);
  // The second page fails, and the place where it began is unknown to X by the next try.
  const isNext = ({ path }: { path: string }): boolean =>
    isOfMessages({ path }) && path.includes('pagination_token');
  x.faults.set({ kind: 'status', status: 503, headers: {}, body: '{}' }, { times: 1, when: isNext });
  let cursor = before.cursor();
  const stopped = listenTo(bench, bench.inbound, { cursor });
  await stopped.until(() => textsOf(stopped).length >= 5, 'the newest');
  await stopped.stop();
  cursor = (stopped.cursor() ?? '').replaceAll(/"token":"page\d+"/gu, '"token":"no-place-of-ours"');
  const after = listenTo(bench, bench.inbound, { cursor });
  const all = (): string[] => [...textsOf(stopped), ...textsOf(after)];
  await after.until(() => told.every((text) => all().includes(text)), 'all of them');
  await after.stop();
  expect(all().filter((text, n) => all().indexOf(text) !== n)).toEqual([]);
});

test('a message is paid for before it goes out, and given back where X refused it', async () => {
  const { x, account, network } = present();
  await inboundOf().customer.dm(unique('質問'));
  const { spending, units } = purseOf({ day: 1_000_000, month: 1_000_000 });
  const publisher = network.publisher({ ...account, spending });
  const sent = await publisher.publish(answering(unique('回答 https://example.com/help')));
  expect(Object.fromEntries(units)).toEqual({ sendMessage: 1 });
  const isSend = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && path.endsWith('/messages');
  x.faults.set({ kind: 'status', status: 403, headers: {}, body: '{}' }, { times: 1, when: isSend });
  expect((await errorOf(publisher.publish(answering(unique('断られる'))))).code).toBe('network_rejected');
  expect(units.get('sendMessage')).toBe(1);
  const poor = purseOf({ day: 10_000, month: 10_000 });
  const tooDear = network
    .publisher({ ...account, spending: poor.spending })
    .publish(answering(unique('高い')));
  expect((await errorOf(tooDear)).code).toBe('budget_spent');
  await publisher.remove(sent.nativeId, 'dm');
  expect(units.get('remove')).toBe(1);
  expect(x.store.messages.some(({ id }) => sent.nativeId.endsWith(id))).toBe(false);
});

test('an answer whose fate is unknown is found in its conversation, with its link and its picture, and not sent again', async () => {
  const { x, account, network } = present();
  await inboundOf().customer.dm(unique('写真はありますか'));
  const publisher = network.publisher(account);
  const since = new Date(Date.now() - 1000).toISOString();
  const isSend = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && path.endsWith('/messages');
  x.faults.set({ kind: 'lostAnswer' }, { times: 1, when: isSend });
  const request = answering(unique('こちら <です> https://example.com/a?b=1&c=2'), { images: [picture('')] });
  expect((await errorOf(publisher.publish(request))).code).toBe('send_fate_unknown');
  await x.faults.passThrough();
  const fate = await publisher.lookUp(request, since);
  if (!('found' in fate)) throw new Error(JSON.stringify(fate));
  const reader = network.reader(account, {});
  expect(await reader.post(fate.found.nativeId)).toMatchObject({
    visibility: 'dm',
    text: request.text,
    media: [{ kind: 'image' }],
    links: ['https://example.com/a?b=1&c=2'],
  });
  expect(await publisher.lookUp(answering(unique('言っていない')), since)).toEqual({ absent: true });
  const two = answering(unique('二枚'), { images: [picture(''), picture('')] });
  expect((await errorOf(publisher.publish(two))).code).toBe('attachment_invalid');
});

test('who never wrote is refused by X, and a person without a known conversation is found by their id', async () => {
  const { x, network, account, customer } = present();
  const stranger = x.store.addPerson('jiro', '次郎');
  const to = (nativeId: string) =>
    requestOf(unique('こんにちは'), {
      visibility: 'dm',
      replyTo: { nativeId: '1', author: { nativeId, handle: '', displayName: '' } },
    });
  const publisher = network.publisher(account);
  expect((await errorOf(publisher.publish(to(stranger.id)))).code).toBe('network_rejected');
  await inboundOf().customer.dm(unique('前に'));
  const sent = await publisher.publish(to(customer.id));
  expect(sent.nativeId).toMatch(/^\d+-\d+\/\d+$/u);
  const gone = await errorOf(network.reader(account, {}).post(`${sent.nativeId}9`));
  expect(gone.code).toBe('network_post_gone');
});

test('a group is left to X’s page, and what we wrote there ourselves is no message to us', async () => {
  const { x, us, customer } = present();
  const bench = inboundOf();
  const listening = await heardFirst(bench);
  const grouped = unique('みんなへ');
  x.store.addMessage(customer.id, x.store.newId(), grouped);
  const own = unique('Xの画面から');
  x.store.addMessage(us.id, conversationOf(us.id, customer.id), own);
  await listening.until(() => textsOf(listening).includes(own), 'our own');
  await listening.stop();
  expect(textsOf(listening)).not.toContain(grouped);
  const item = listening.items.find(
    ({ outcome }) => 'heard' in outcome && outcome.heard?.type === 'post' && outcome.heard.post.text === own,
  );
  expect(item?.inbound).toBeUndefined();
});

test('an account without the right to messages hears its mentions, says so, and asks for no message', async () => {
  const { x, us, network } = present();
  x.access.withoutMessages.add(us.id);
  const account = storedAccount(unique('closed'), await network.connect(x.access.makeKeys(us.id)));
  x.access.withoutMessages.delete(us.id);
  expect(await network.standing?.(account)).toMatchObject({ lacks: 'messages' });
  expect((await errorOf(network.publisher(account).publish(answering(unique('だめ'))))).code).toBe(
    'network_forbids',
  );
  const from = x.faults.seen.length;
  const bench = inboundOf(account);
  const listening = listenTo(bench, bench.inbound);
  const text = unique('助けて');
  await bench.customer.mention(text);
  await listening.until(() => textsOf(listening).some((one) => one.includes(text)), 'the mention');
  await listening.stop();
  expect(askedPages(from)).toEqual([]);
  // Keys of an earlier connection: X says so when it is asked, and the mentions go on.
  x.access.withoutMessages.add(us.id);
  const { scopes: _, ...secrets } = account.secrets;
  const old = inboundOf({ ...account, id: unique('old'), secrets });
  const again = listenTo(old, old.inbound);
  const next = unique('もう一度');
  await old.customer.mention(next);
  await again.until(() => textsOf(again).some((one) => one.includes(next)), 'the next mention');
  await again.stop();
  expect(askedPages(from)).toHaveLength(1);
  x.access.withoutMessages.delete(us.id);
});

test('OAuth 2: what was granted is kept, and a sign-in without messages shows', async () => {
  const { x, us, network } = present();
  const { clientId, clientSecret } = x.access.app;
  const redirectUri = 'http://127.0.0.1:9/callback';
  const signIn = async () => {
    const fields = { client_id: clientId, client_secret: clientSecret };
    const started = await network.oauthStart({ fields, redirectUri, state: 's' });
    const params = Object.fromEntries(x.access.consent(new URL(started.url), us.id).searchParams);
    const found = await network.oauthFinish({ pending: started.pending, params, redirectUri });
    return storedAccount(unique('oauth'), found);
  };
  const whole = await signIn();
  expect(whole.secrets['scopes']).toContain('dm.read dm.write');
  expect(await network.standing?.(whole)).not.toHaveProperty('lacks');
  x.access.withheld.add('dm.read');
  expect(await network.standing?.(await signIn())).toMatchObject({ lacks: 'messages' });
  x.access.withheld.delete('dm.read');
  // Accounts that were connected before messages were asked for.
  const { scopes: _, ...secrets } = whole.secrets;
  expect(await network.standing?.({ ...whole, secrets })).toMatchObject({ lacks: 'messages' });
});

test('a long absence, whose reading is refused, cut off and stopped by X, loses no message and doubles none', async () => {
  const { x } = present();
  const bench = inboundOf();
  const before = await heardFirst(bench);
  await before.stop();
  const told = Array.from({ length: 430 }, (_, n) => unique(`不在 ${n}`));
  for (const text of told) await bench.customer.dm(text);
  let calls = 0;
  const isFailing = (request: { path: string }): boolean => {
    if (!isOfMessages(request)) return false;
    calls += 1;
    return [2, 5, 8].includes(calls);
  };
  x.faults.set({ kind: 'status', status: 503, headers: {}, body: '{}' }, { times: 3, when: isFailing });
  const after = listenTo(bench, bench.inbound, { cursor: before.cursor() });
  await after.until(() => told.every((text) => textsOf(after).includes(text)), 'all that was missed');
  const late = unique('その後');
  await bench.customer.dm(late);
  await after.until(() => textsOf(after).includes(late), 'what came after');
  await after.stop();
  const texts = [...textsOf(before), ...textsOf(after)];
  expect(texts.filter((text, n) => texts.indexOf(text) !== n)).toEqual([]);
  expect(calls).toBeGreaterThanOrEqual(8);
}, 60_000);

test('nothing that was asked or answered is other than X describes it', () => {
  const { x } = present();
  expect(x.faults.seen.filter(isOfMessages).length).toBeGreaterThan(20);
  if (x.violations !== null) expect([...new Set(x.violations)]).toEqual([]);
});
