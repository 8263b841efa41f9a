// What X asks for: each thing once a day, nothing sent beyond the budget, and nothing that was bought forgotten.
import { beforeEach, expect, test } from 'vitest';
import { leftToSpend, type Reads } from '../../domain/post/prices.ts';
import type { AccountSession, AccountSpending, NetworkDeps } from '../kit/network.ts';
import type { Bought } from './bought.ts';
import { prices } from './prices.ts';
import { createTill } from './till.ts';

let now = Date.parse('2026-11-20T12:00:00Z');
let booked: [string, number, number][] = [];
let isDown = false;
let budget = { day: 1_000_000, month: 1_000_000 };

let reads: Reads = 'reading';

const spending: AccountSpending = {
  get reads() {
    return reads;
  },
  async book(items) {
    if (isDown) throw new Error('the database is down');
    booked.push(
      ...items.map(({ what, units, microUsd }): [string, number, number] => [what, units, microUsd]),
    );
  },
  async setAside(items) {
    const state = await spending.state();
    const cost = items.reduce((all, { microUsd }) => all + microUsd, 0);
    if (leftToSpend(state) < cost) return { short: state };
    await spending.book(items);
    return {
      giveBack: (unused) =>
        spending.book(unused.map((item) => ({ ...item, units: -item.units, microUsd: -item.microUsd }))),
    };
  },
  async state() {
    const sum = booked.reduce((all, [, , microUsd]) => all + microUsd, 0);
    return { spent: { day: sum, month: sum }, budget };
  },
};
const account: AccountSession = {
  id: 'a',
  server: '',
  nativeId: '99',
  handle: 'acme',
  secrets: {},
  spending,
  saveSecrets: async () => {},
};
const deps: NetworkDeps = {
  fetch: globalThis.fetch,
  log: { info() {}, warn() {}, error() {} },
  now: () => now,
  randomId: () => 'r',
  sleep: async () => {},
};
const page = (...ids: string[]) => ({ data: ids.map((id) => ({ id })) });
const posts = (...ids: string[]): Bought[] => ids.map((id) => ({ what: 'readPost', id }));
const many = (count: number, name: string): Bought[] =>
  posts(...Array.from({ length: count }, (_, n) => `${name} ${n}`));

beforeEach(() => {
  [booked, isDown, budget, reads] = [[], false, { day: 1_000_000, month: 1_000_000 }, 'reading'];
});

test('by what is read: posts, own mentions, users; what is asked of rules and tokens is free', async () => {
  const till = createTill(deps);
  await till.read(account, '/2/tweets/search/recent', page('1', '2'));
  await till.read(account, '/2/users/99/mentions', page('3'));
  await till.read(account, '/2/users/98/tweets', page('4'));
  await till.read(account, '/2/users/me', { data: { id: '99' } });
  await till.read(account, '/2/tweets/5', { errors: [{}] });
  await till.read(account, '/2/tweets/search/stream/rules', page('6'));
  expect(booked).toEqual([
    ['readPost', 2, 10_000],
    ['readOwnMention', 1, 1000],
    ['readPost', 1, 5000],
    ['readUser', 1, 10_000],
  ]);
});

test('authors and posts that come along with a post are paid for, each once a day', async () => {
  const till = createTill(deps);
  const along = { users: [{ id: 'u' }, { id: 'v' }], tweets: [{ id: '7' }] };
  await till.read(account, '/2/tweets/search/recent', { ...page('1', '2'), includes: along });
  await till.read(account, '/2/tweets/search/recent', { ...page('3'), includes: { users: [{ id: 'u' }] } });
  expect(booked).toEqual([
    ['readPost', 3, 15_000],
    ['readUser', 2, 20_000],
    ['readPost', 1, 5000],
  ]);
});

test('pictures and films that come along are paid for, each once a day', async () => {
  const till = createTill(deps);
  const media = [{ media_key: '3_1' }, { media_key: '7_2' }];
  await till.read(account, '/2/users/99/mentions', { ...page('1'), includes: { media } });
  await till.read(account, '/2/users/99/mentions', { ...page('2'), includes: { media: media.slice(1) } });
  expect(booked).toEqual([
    ['readOwnMention', 1, 1000],
    ['readMedia', 2, 10_000],
    ['readOwnMention', 1, 1000],
  ]);
});

test('the same post is paid for once a day, whichever way it comes', async () => {
  const till = createTill(deps);
  await till.heard(account, posts('1', '2', '2'));
  await till.read(account, '/2/tweets/search/recent', page('1', '2'));
  now += 86_400_000;
  await till.read(account, '/2/tweets', page('1'));
  expect(booked.map(([, units]) => units)).toEqual([2, 1]);
});

test('what cannot be told apart is paid for each time: too much is counted, never too little', async () => {
  const till = createTill(deps);
  for (let n = 0; n < 2; n += 1) await till.read(account, '/2/tweets/search/recent', { data: [{}, {}] });
  // Read cheaply as a mention, and then as anybody's post.
  await till.read(account, '/2/users/99/mentions', page('3'));
  await till.read(account, '/2/tweets/search/recent', page('3'));
  expect(booked.map(([what, units]) => [what, units])).toEqual([
    ['readPost', 2],
    ['readPost', 2],
    ['readOwnMention', 1],
    ['readPost', 1],
  ]);
});

test('a post beyond the budget is refused before anything is sent, and says what it costs', async () => {
  const till = createTill(deps);
  budget = { day: prices.createWithLink - 1, month: 1_000_000 };
  await till.pay(account, [{ what: 'summonedReply', units: 1 }]);
  const refused = till.pay(account, [{ what: 'createWithLink', units: 1 }]);
  await expect(refused).rejects.toMatchObject({ code: 'budget_spent', data: { period: 'day' } });
  await expect(refused).rejects.toThrow('costs $0.20');
  // With what its pictures cost.
  const described = till.pay(account, [
    { what: 'summonedReply', units: 1 },
    { what: 'describePicture', units: 40 },
  ]);
  await expect(described).rejects.toThrow('costs $0.21');
});

test('the budget that stands in the way is named, with amounts to the tenth of a cent, and when it begins anew', async () => {
  const till = createTill(deps);
  budget = { day: 1_000_000, month: 206_000 };
  await till.read(account, '/2/users/99/mentions', page('1'));
  await till.heard(account, posts('2'));
  await till.pay(account, [{ what: 'create', units: 1 }]);
  const refused = till.pay(account, [{ what: 'createWithLink', units: 1 }]);
  await expect(refused).rejects.toThrow('$0.021 of the $0.206 that this account may spend on X in one month');
  now = Date.parse('2026-11-30T23:00:00Z');
  const late = till.pay(account, [{ what: 'createWithLink', units: 1 }]);
  await expect(late).rejects.toMatchObject({ data: { period: 'month' }, retryAfterMs: 3_600_000 });
});

test('what was certainly not sent is given back', async () => {
  const till = createTill(deps);
  const paid = await till.pay(account, [
    { what: 'create', units: 1 },
    { what: 'describePicture', units: 2 },
  ]);
  await paid.giveBack([
    { what: 'create', units: 1 },
    { what: 'describePicture', units: 1 },
  ]);
  expect((await spending.state()).spent.day).toBe(prices.describePicture);
});

test('listening stops at four fifths, reading at nine tenths, and what is left is for what people send', async () => {
  const till = createTill(deps);
  // With its author a post costs $0.015.
  expect(await till.postsLeft(account)).toBe(53);
  await till.heard(account, many(159, 'one'));
  expect(await till.postsLeft(account)).toBe(0);
  const stops = await till.listeningStops(account, 'source s');
  expect(stops).toMatchObject({ code: 'reads_spent', data: { period: 'month' } });
  expect(await till.expectRead(account)).toBe(7);
  reads = 'listening';
  await expect(till.expectRead(account)).rejects.toThrow('The last 20 %');
  reads = 'reading';
  await till.heard(account, many(20, 'two'));
  await expect(till.expectRead(account)).rejects.toThrow('The last 10 %');
  await till.pay(account, [{ what: 'create', units: 6 }]);
  await expect(till.pay(account, [{ what: 'create', units: 2 }])).rejects.toThrow('$0.03');
});

test('what could not be written down is made good with the next', async () => {
  const till = createTill(deps);
  isDown = true;
  await till.wrote(account, 'create');
  isDown = false;
  await till.heard(account, posts('1'));
  expect(booked).toEqual([
    ['create', 1, 15_000],
    ['readPost', 1, 5000],
  ]);
});
