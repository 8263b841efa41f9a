// What X asks for: each thing once a day, nothing sent beyond the budget, and nothing that was bought forgotten.
import { beforeEach, expect, test } from 'vitest';
import type { AccountSession, AccountSpending, NetworkDeps } from '../kit/network.ts';
import { prices } from './prices.ts';
import { createTill } from './till.ts';

let now = Date.parse('2026-11-20T12:00:00Z');
let booked: [string, number, number][] = [];
let isDown = false;
let budget = { day: 1_000_000, month: 1_000_000 };

const spending: AccountSpending = {
  async book(items) {
    if (isDown) throw new Error('the database is down');
    booked.push(
      ...items.map(({ what, units, microUsd }): [string, number, number] => [what, units, microUsd]),
    );
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

beforeEach(() => {
  [booked, isDown, budget] = [[], false, { day: 1_000_000, month: 1_000_000 }];
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

test('the same post is paid for once a day, whichever way it comes', async () => {
  const till = createTill(deps);
  await till.heard(account, ['1', '2', '2']);
  await till.read(account, '/2/tweets/search/recent', page('1', '2'));
  now += 86_400_000;
  await till.read(account, '/2/tweets', page('1'));
  expect(booked.map(([, units]) => units)).toEqual([2, 1]);
});

test('a post beyond the budget is refused before anything is sent, and says what it costs', async () => {
  const till = createTill(deps);
  budget = { day: prices.createWithLink - 1, month: 1_000_000 };
  await till.expectWrite(account, 'summonedReply');
  const refused = till.expectWrite(account, 'createWithLink');
  await expect(refused).rejects.toMatchObject({ code: 'budget_spent' });
  await expect(refused).rejects.toThrow('$0.20');
});

test('listening stops before people have to: at four fifths', async () => {
  const till = createTill(deps);
  expect(await till.postsLeft(account)).toBe(160);
  await till.heard(
    account,
    Array.from({ length: 160 }, (_, n) => String(n)),
  );
  expect(await till.postsLeft(account)).toBe(0);
  expect(await till.listeningStops(account, 'source s')).toMatchObject({ code: 'reads_spent' });
  await till.expectRead(account);
  await till.heard(
    account,
    Array.from({ length: 40 }, (_, n) => `more ${n}`),
  );
  await expect(till.expectRead(account)).rejects.toMatchObject({ code: 'reads_spent' });
});

test('what could not be written down is made good with the next', async () => {
  const till = createTill(deps);
  isDown = true;
  await till.wrote(account, 'create');
  isDown = false;
  await till.heard(account, ['1']);
  expect(booked).toEqual([
    ['create', 1, 15_000],
    ['readPost', 1, 5000],
  ]);
});
