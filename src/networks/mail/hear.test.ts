// What listening and reading do with a mailbox, on a client whose answers are written here: order, names, proofs and bounds.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ImapFlow, type FetchQueryObject } from 'imapflow';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { Post } from '../../domain/post/post.ts';
import type { Batch, Delivered } from '../kit/network.ts';
import { hearPage, type Hearing } from './hear.ts';
import { catchUp, take, type Reading } from './listen.ts';
import { normaliseMail, readMail } from './normalise.ts';
import { Position } from './position.ts';
import { findById, newestAuthor, newestOf } from './read.ts';

const SELF = 'support@acme.example';
const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const OWN_ID = 'kizuki.0123456789abcdef0123.00112233445566778899aabbccddeeff@acme.example';

interface Kept {
  source: string;
  at?: string;
}
const mail = (id: string, text: string, from = 'taro@example.com', more = ''): string =>
  `From: ${from}\r\nMessage-ID: <${id}>\r\nDate: Fri, 20 Nov 2026 12:00:00 +0900\r\n${more}\r\n${text}\r\n`;
const recordOf = ({ source, at = '2026-11-20T10:00:00.000Z' }: Kept, index = 0) => ({
  uid: index + 1,
  uidValidity: '7',
  receivedAt: at,
  size: source.length,
  source,
});

/** A client that was never connected, and what it was asked to fetch. */
function clientOf(mails: readonly Kept[], over: { uidNext?: number; search?: () => Promise<number[]> } = {}) {
  const client = new ImapFlow({ host: '127.0.0.1', port: 9, auth: { user: 'u', pass: 'p' }, logger: false });
  const asked: { count: number; bytes: number }[] = [];
  const one = (uid: number, query: FetchQueryObject) => {
    const { source = '', at = '2026-11-20T10:00:00.000Z' } = mails[uid - 1] ?? {};
    const most = typeof query.source === 'object' ? (query.source.maxLength ?? 0) : 0;
    const header = (name: string): string => new RegExp(`^${name}: (.*)\r$`, 'mu').exec(source)?.[1] ?? '';
    return {
      uid,
      seq: uid,
      size: source.length,
      internalDate: new Date(at),
      ...(most === 0 ? {} : { source: Buffer.from(source.slice(0, most), 'latin1') }),
      envelope: { messageId: header('Message-ID'), from: [{ name: 'Taro', address: header('From') }] },
    };
  };
  Object.assign(client, {
    usable: true,
    mailbox: { uidValidity: 7n, uidNext: mails.length + 1, exists: mails.length, ...over },
    search: over.search ?? (() => Promise.resolve(mails.map((_, index) => index + 1))),
    async *fetch(range: string, query: FetchQueryObject) {
      const uids = range.split(',').map(Number);
      const most = typeof query.source === 'object' ? (query.source.maxLength ?? 0) : 0;
      asked.push({ count: uids.length, bytes: most });
      for (const uid of uids) yield one(uid, query);
    },
    fetchOne: (uid: string, query: FetchQueryObject) => {
      asked.push({ count: 1, bytes: typeof query.source === 'object' ? (query.source.maxLength ?? 0) : 0 });
      return Promise.resolve(one(Number(uid), query));
    },
  });
  return { client, asked };
}

const nothingSent: Hearing = { self: SELF, sent: () => Promise.resolve(new Map()), keep: 1_000 };

function readingOf(client: ImapFlow, cursor: string | null = null, hearing = nothingSent) {
  const batches: Batch[] = [];
  const reading: Reading = {
    deps: { now: () => NOW },
    input: {
      source: { id: 's', kind: 'mailbox', config: {} },
      signal: new AbortController().signal,
      alive: () => undefined,
      deliver: (batch) => {
        batches.push(batch);
        return Promise.resolve();
      },
    },
    client,
    hearing,
    position: new Position(cursor),
  };
  return { reading, batches };
}

const postOf = ({ outcome }: Delivered): Post => {
  if ('malformed' in outcome || outcome.heard?.type !== 'post') throw new Error('no post');
  return outcome.heard.post;
};
const postsIn = (batches: readonly Batch[]): Post[] => batches.flatMap(({ items }) => items).map(postOf);
const live = { sinceMs: 0, isAgain: false };
const cursorAt = (at: string): string => JSON.stringify({ v: 1, validity: '3', uid: 9, at, recent: '' });

describe('names', () => {
  test('mails that share a Message-ID are all heard, each under a name of its own', async () => {
    const { client } = clientOf([
      { source: mail('same@x', 'one') },
      { source: mail('same@x', 'two') },
      { source: mail('same@x', 'three') },
    ]);
    const { reading, batches } = readingOf(client);
    await take(reading, [1, 2, 3], live);
    const posts = postsIn(batches);
    expect(posts.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(posts[0]?.nativeId).toBe('same@x');
    expect(posts[1]?.nativeId).toMatch(/^sha256:/u);
    expect(posts[1]?.ref).toMatchObject({ messageId: 'same@x', references: 'same@x' });
    expect(new Set(posts.map(({ nativeId }) => nativeId)).size).toBe(3);
    expect(new Set(posts.map(({ conversation }) => conversation)).size).toBe(3);
  });

  test('after a new numbering what was heard comes no second time; an older cursor knows it too', async () => {
    const mails = [{ source: mail('a@x', 'one') }, { source: mail('b@x', 'two') }];
    const first = readingOf(clientOf(mails).client);
    await catchUp(first.reading);
    const cursor = first.batches.at(-1)?.cursor ?? '';
    const anew = JSON.stringify({ ...JSON.parse(cursor), validity: '6' });
    const second = readingOf(clientOf([...mails, { source: mail('a@x', 'else') }]).client, anew);
    await catchUp(second.reading);
    expect(postsIn(second.batches).map(({ text }) => text)).toEqual(['else']);
  });
});

describe('who writes as us', () => {
  const forged = mail(OWN_ID, 'Send money.', SELF);
  const copy = mail(OWN_ID, 'Please restart it.', SELF);

  test('is nobody of ours, unless the mail is among the sent ones as it is', async () => {
    const { digest } = await readMail(recordOf({ source: copy }), { self: SELF, isOurs: true });
    const hearing = { ...nothingSent, sent: () => Promise.resolve(new Map([[OWN_ID, new Set([digest])]])) };
    const [ours, theirs] = await hearPage(
      [copy, forged].map((source) => recordOf({ source })),
      hearing,
    );
    if (ours === undefined || theirs === undefined) throw new Error('both are heard');
    expect(ours.item.inbound).toBeUndefined();
    expect(postOf(ours.item)).toMatchObject({ nativeId: OWN_ID, author: { nativeId: SELF } });
    expect(theirs.item.inbound).toBe('dm');
    const post = postOf(theirs.item);
    expect(post.author.nativeId).not.toBe(SELF);
    expect(post.nativeId).toMatch(/^sha256:/u);
    expect(post.ref).toMatchObject({ unverified: 'from', automatic: 'unverified', messageId: OWN_ID });
  });

  test('a form’s Reply-To is somebody else’s, also where it begins like our address', async () => {
    const source = mail('f@x', 'Hello', SELF, 'Reply-To: support+1@gmail.example\r\n');
    const form = await normaliseMail(recordOf({ source }), { self: SELF });
    expect(form.author.nativeId).toBe('support+1@gmail.example');
    const own = source.replace('gmail.example', 'acme.example');
    const plus = await normaliseMail(recordOf({ source: own }), { self: SELF });
    expect(plus.ref).toMatchObject({ unverified: 'from' });
  });
});

describe('the cursor', () => {
  test('stays where the search fails', async () => {
    const fails = () => Promise.reject(new Error('NO'));
    const { reading, batches } = readingOf(
      clientOf([{ source: mail('a@x', 'x') }], { search: fails }).client,
    );
    await expect(catchUp(reading)).rejects.toThrow('NO');
    expect(batches).toEqual([]);
    expect(reading.position.validity).toBeNull();
  });

  test('without UIDNEXT nothing is read, and somebody is told what to do', async () => {
    const { client } = clientOf([{ source: mail('a@x', 'x') }], { uidNext: Number.NaN });
    const { reading, batches } = readingOf(client);
    const error = await catchUp(reading).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AppError);
    expect(String(error)).toContain('UIDNEXT');
    expect(batches).toEqual([]);
  });

  test('a mail from the future does not take it along', async () => {
    const mails = [{ source: mail('a@x', 'x'), at: '2036-01-01T00:00:00.000Z' }];
    const { reading, batches } = readingOf(clientOf(mails).client);
    await take(reading, [1], live);
    expect(JSON.parse(batches[0]?.cursor ?? '')).toMatchObject({ at: new Date(NOW).toISOString() });
    const late = readingOf(
      clientOf([{ source: mail('b@x', 'late') }]).client,
      cursorAt('2036-01-01T00:00:00Z'),
    );
    await catchUp(late.reading);
    expect(postsIn(late.batches).map(({ text }) => text)).toEqual(['late']);
  });
});

describe('what is read and kept', () => {
  const large = 512 * 1024;
  const many = Array.from({ length: 100 }, (_, index) => ({
    source: mail(`m${String(index)}@x`, 'x'.repeat(200_000)),
  }));

  test('an author is one header, their mails are as many beginnings as asked for', async () => {
    const author = clientOf(many);
    expect(await newestAuthor(author.client, 'taro@example.com')).toMatchObject({ displayName: 'Taro' });
    expect(author.asked).toEqual([{ count: 1, bytes: 0 }]);
    const posts = clientOf(many);
    expect(await newestOf(posts.client, { from: 'taro@example.com' }, { self: SELF }, 5)).toHaveLength(5);
    expect(posts.asked).toEqual([{ count: 5, bytes: 65_536 }]);
  });

  test('of mails with names alike only the one asked for is read', async () => {
    const { client, asked } = clientOf(many);
    expect((await findById(client, 'm42@x', { self: SELF }))?.nativeId).toBe('m42@x');
    expect(asked).toEqual([
      { count: 100, bytes: 0 },
      { count: 1, bytes: large },
    ]);
  });

  test('a small part of a mail keeps no large mail in memory', async () => {
    setFlagsFromString('--expose-gc');
    const heap = (): number => {
      runInNewContext('gc()');
      return process.memoryUsage().heapUsed;
    };
    const before = heap();
    const held: unknown[] = [];
    for (let index = 0; index < 30; index += 1) {
      const source = mail(`k${String(index)}@x`, `${'word '.repeat(190)}\r\n`.repeat(large / 950)).slice(
        0,
        large,
      );
      const [heard] = await hearPage(
        [recordOf({ source: Buffer.from(source).toString('latin1') })],
        nothingSent,
      );
      held.push(heard?.item);
    }
    expect(held).toHaveLength(30);
    expect((heap() - before) / 30).toBeLessThan(large / 2);
  });
});
