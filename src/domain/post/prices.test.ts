// What a post costs, what is left of a budget, and when it begins anew.
import { expect, test } from 'vitest';
import { endOf, leftToSpend, priceOfSend, spentOut } from './prices.ts';

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
  expect([spentOut(state), spentOut(state, 0.8)]).toEqual([null, 'month']);
  expect(leftToSpend(state, 0.8)).toBe(0);
  expect(spentOut({ spent: { day: 10, month: 10 }, budget: { day: 10, month: 95 } })).toBe('day');
  expect(spentOut({ spent: { day: 0, month: 0 }, budget: { day: 0, month: 0 } })).toBe('month');
});

test('days and months end by UTC', () => {
  const at = Date.parse('2026-12-31T23:59:59.999Z');
  expect(new Date(endOf('day', at)).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(new Date(endOf('month', at - 86_400_000)).toISOString()).toBe('2027-01-01T00:00:00.000Z');
});
