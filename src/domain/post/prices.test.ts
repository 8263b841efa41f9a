// What a post costs, what is left of a budget, and when it begins anew.
import { expect, test } from 'vitest';
import { endOf, leftToSpend, priceOfSend, shortFor } from './prices.ts';

test('a link makes any post a dear one; a reply is cheaper than a post', () => {
  expect(priceOfSend({ text: '電源を抜いてみてください', isReply: true })).toBe('summonedReply');
  expect(priceOfSend({ text: 'お知らせ', isReply: false })).toBe('create');
  for (const text of ['https://example.com/help', '詳しくは example.com へ', 'see HTTP://EXAMPLE.COM']) {
    expect(priceOfSend({ text, isReply: true })).toBe('createWithLink');
  }
  expect(priceOfSend({ text: 'taro@example.com に送りました', isReply: true })).toBe('summonedReply');
});

test('the tighter budget counts; a share of it ends sooner', () => {
  const state = { spent: { day: 8, month: 90 }, budget: { day: 10, month: 95 } };
  expect(leftToSpend(state)).toBe(2);
  expect(leftToSpend(state, 0.8)).toBe(0);
});

test('the budget that is named is the one with too little left, and of both the one that begins anew last', () => {
  const budget = { day: 100, month: 1000 };
  const short = (day: number, month: number, cost: number, share?: number) =>
    shortFor({ spent: { day, month }, budget }, { cost, ...(share === undefined ? {} : { share }) });
  expect(short(90, 90, 10)).toBe(null);
  expect(short(91, 91, 10)).toBe('day');
  // Neither is used up: what is left of the month is too little all the same.
  expect(short(0, 991, 10)).toBe('month');
  expect(short(99, 999, 10)).toBe('month');
  expect([short(80, 80, 1, 0.8), short(79, 80, 1, 0.8)]).toEqual(['day', null]);
  expect(shortFor({ spent: { day: 0, month: 0 }, budget: { day: 0, month: 0 } }, { cost: 1 })).toBe('month');
});

test('days and months end by UTC', () => {
  const at = Date.parse('2026-12-31T23:59:59.999Z');
  expect(new Date(endOf('day', at)).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(new Date(endOf('month', at - 86_400_000)).toISOString()).toBe('2027-01-01T00:00:00.000Z');
});
