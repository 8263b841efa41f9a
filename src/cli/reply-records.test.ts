// What a record of `kizuki check-reply` may say, and what is made of what it leaves out.
import { describe, expect, it } from 'vitest';
import { RecordFault } from './match-records.ts';
import { readReply, type ReplyRecord } from './reply-records.ts';

const read = (record: Record<string, unknown>, post: Record<string, unknown> = {}): ReplyRecord =>
  readReply({ id: 1, draft: 'x', ...record, post: { author: 'taro', text: 'a', ...post } }, () => 'ja');

describe('readReply', () => {
  it('takes what is left out for unknown', () => {
    const reply = read({});
    expect(reply).toMatchObject({
      id: '1',
      lang: 'ja',
      isOpen: null,
      agent: null,
      unanswered: 0,
      isRepost: false,
    });
    for (const name of ['length', 'person', 'waiting', 'account', 'hoursText'])
      expect(reply).not.toHaveProperty(name);
  });

  it('counts by the network, and a DM by its own', () => {
    expect(read({ network: 'X' }).length).toMatchObject({ unit: 'weighted', max: 280 });
    expect(read({ network: 'x', channel: 'dm' }).length).toMatchObject({ max: 10_000 });
    expect(read({ network: 'elsewhere' })).not.toHaveProperty('length');
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, number | undefined]>([
    [
      'as it says',
      { waitedMinutes: 12, now: '2026-03-02T12:00:00Z' },
      { createdAt: '2026-03-02T09:00:00Z' },
      12,
    ],
    ['by two times', { now: '2026-03-02T12:00:00Z' }, { createdAt: '2026-03-02T18:00:00+09:00' }, 180],
    ['not at all by one', {}, { createdAt: '2026-03-02T09:00:00Z' }, undefined],
    ['not at all by what is no time', { now: 'noon' }, { createdAt: '2026-03-02T09:00:00Z' }, undefined],
    [
      'as nothing where clocks disagree',
      { now: '2026-03-02T08:00:00Z' },
      { createdAt: '2026-03-02T09:00:00Z' },
      0,
    ],
  ])('knows the wait %s', (_, record, post, minutes) => {
    expect(read(record, post).waiting?.minutes).toBe(minutes);
  });

  it('sees in the thread how often we wrote since', () => {
    const post = { author: 'taro', text: 'a' };
    const ours = { author: 'midori_support', text: 'b' };
    const other = { author: 'hana', text: 'c' };
    const thread = (...said: unknown[]): number | undefined => read({ thread: said }).unanswered;
    expect(thread(post, ours, ours)).toBe(2);
    expect(thread(ours, ours, post)).toBe(0);
    expect(thread(post, ours, other)).toBe(0);
    expect(thread(post, { ...post, text: 'd' })).toBe(0);
    expect(read({ firstContact: true, thread: [post, ours, ours] }).unanswered).toBe(0);
    expect(read({ account: 'midori_support', thread: [post, other, other] }).unanswered).toBe(0);
    expect(read({ unanswered: 3 }).unanswered).toBe(3);
  });

  it('knows of the person what somebody looked up', () => {
    expect(read({ person: { contacts7d: 2 } }).person).toEqual({
      hasSeen: null,
      name: '',
      contacts7d: 2,
      optedOut: false,
      lastOutcome: null,
    });
  });

  it.each([
    [{ person: { contacts7d: -1 } }, '"person.contacts7d"'],
    [{ unanswered: 'two' }, '"unanswered"'],
    [{ hours: { text: 'x' } }, '"hours.open"'],
  ])('names what is wrong in %j', (record, where) => {
    expect(() => read(record)).toThrow(RecordFault);
    expect(() => read(record)).toThrow(where);
  });
});
