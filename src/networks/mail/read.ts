// Reads mails, threads and who wrote them from the mailbox itself: the folder that is listened to, and the sent ones.
import type { ImapFlow, SearchObject } from 'imapflow';
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { AccountSession, NetworkDeps, Reader } from '../kit/network.ts';
import { addressOf, idsIn, NAMED_BY_BYTES } from './ids.ts';
import { openFolder, readRecords, search, sentFolder, withImap } from './imap.ts';
import { folderOf, openSource } from './listen.ts';
import { authorOf, normaliseMail, type MailRecord, type Origin } from './normalise.ts';
import { settingsOf } from './settings.ts';

const MAX_THREAD = 200;
/** Of what a server finds, as many are looked at: it searches by parts of names. */
const MAX_FOUND = 100;
/** Read at once. */
const PAGE = 20;
/** Of a mail in a list: its headers and the beginning of its text; files stay where they are. */
const HEAD_BYTES = NAMED_BY_BYTES;

const gone = (nativeId: string): AppError =>
  new AppError('network_post_gone', `The mail ${nativeId} is not in the mailbox`);

/** No server searches for what a mail is; `network_forbids`, as it is there nonetheless: what is held is shown. */
const nameless = (): AppError =>
  new AppError(
    'network_forbids',
    'This mail has no Message-ID of its own: a mailbox cannot be asked for it.',
  );

/** Oldest first; a server's clock counts whole seconds, so that an answer comes after what it answers. */
function inOrder(posts: Iterable<Post>): Post[] {
  const depth = (post: Post): number =>
    (post.ref?.['references'] ?? '').split(' ').filter((id) => id !== '').length;
  return [...posts].toSorted((a, b) =>
    a.createdAt === b.createdAt ? depth(a) - depth(b) : a.createdAt < b.createdAt ? -1 : 1,
  );
}

async function postsOf(records: readonly MailRecord[], origin: Origin): Promise<Post[]> {
  const posts: Post[] = [];
  for (const record of records) {
    try {
      posts.push(await normaliseMail(record, origin));
    } catch {
      // What cannot be read was reported when it was heard.
    }
  }
  return posts;
}

/** The beginnings of mails in the open folder, in the order of their UIDs. */
async function readHeads(client: ImapFlow, uids: readonly number[]): Promise<MailRecord[]> {
  const { mailbox } = client;
  if (mailbox === false) return [];
  const uidValidity = String(mailbox.uidValidity);
  const heads: MailRecord[] = [];
  const query = { uid: true, size: true, internalDate: true, source: { start: 0, maxLength: HEAD_BYTES } };
  for await (const { uid, size, internalDate, source } of client.fetch(uids.join(','), query, {
    uid: true,
  })) {
    // A mail that is gone by now has no bytes.
    if (!Buffer.isBuffer(source) || !uids.includes(uid)) continue;
    const at = new Date(internalDate ?? 0);
    heads.push({
      uid,
      uidValidity,
      receivedAt: (Number.isNaN(at.getTime()) ? new Date(0) : at).toISOString(),
      size: size ?? source.length,
      source: source.toString('latin1'),
    });
  }
  return heads.toSorted((a, b) => a.uid - b.uid);
}

/** The newest that fit in the open folder, at most `limit`; as many are read and hardly more. */
export async function newestOf(
  client: ImapFlow,
  query: SearchObject,
  origin: Origin,
  limit: number,
  fits: (post: Post) => boolean = () => true,
): Promise<Post[]> {
  const uids = (await search(client, query)).slice(-Math.max(MAX_FOUND, limit));
  const posts: Post[] = [];
  const step = Math.max(1, Math.min(PAGE, limit));
  for (let end = uids.length; end > 0 && posts.length < limit; end -= step) {
    const heads = await readHeads(client, uids.slice(Math.max(0, end - step), end));
    posts.push(...(await postsOf(heads, origin)).filter((post) => fits(post)));
  }
  return posts.slice(0, limit);
}

/** A mail by its Message-ID in the open folder, the first of this name; headers are searched by parts, so that others may come up. */
export async function findById(client: ImapFlow, nativeId: string, origin: Origin): Promise<Post | null> {
  const uids = (await search(client, { header: { 'message-id': nativeId } })).slice(0, MAX_FOUND);
  if (uids.length === 0) return null;
  const exact: number[] = [];
  for await (const { uid, envelope } of client.fetch(
    uids.join(','),
    { uid: true, envelope: true },
    { uid: true },
  )) {
    if (idsIn(envelope?.messageId)[0] === nativeId) exact.push(uid);
  }
  for await (const records of readRecords(client, exact.toSorted((a, b) => a - b).slice(0, 1))) {
    const [post] = await postsOf(records, origin);
    if (post?.nativeId === nativeId) return post;
  }
  return null;
}

/** Who wrote the newest of an address’s mails in the open folder, by its header alone. */
export async function newestAuthor(client: ImapFlow, address: string): Promise<Author | null> {
  const uid = (await search(client, { from: address })).at(-1);
  if (uid === undefined) return null;
  const newest = await client.fetchOne(String(uid), { envelope: true }, { uid: true });
  const [from] = newest === false || newest === undefined ? [] : (newest.envelope?.from ?? []);
  return addressOf(from?.address) === address ? authorOf({ address, name: from?.name ?? '' }) : null;
}

type InFolders = <T>(
  doing: string,
  act: (client: ImapFlow, origin: Origin) => Promise<T | null>,
) => Promise<T | null>;

/** Goes through the folders of a mailbox; the first that answers with something other than null ends it. */
function foldersOf(
  deps: NetworkDeps,
  account: AccountSession | null,
  config: Record<string, string>,
): InFolders {
  return async (doing, act) => {
    if (account === null) {
      throw new AppError('network_rejected', 'Mail is read by a connected account', { where: 'accountId' });
    }
    const settings = settingsOf(account);
    return withImap(deps, settings, doing, async (client) => {
      const sent = await sentFolder(client);
      await openSource(client, config);
      const self = settings.address;
      const isOurs = sent === folderOf(config);
      const heard = await act(client, { self, isOurs });
      if (heard !== null || isOurs) return heard;
      await openFolder(client, sent);
      return act(client, { self, isOurs: true });
    });
  };
}

/** A reader of an account's mailbox. Errors: those of `imapError`, and `network_post_gone`. */
export function createReader(
  deps: NetworkDeps,
  account: AccountSession | null,
  config: Record<string, string>,
): Reader {
  const inFolders = foldersOf(deps, account, config);

  async function post(nativeId: string): Promise<Post> {
    if (nativeId.startsWith('sha256:')) throw nameless();
    let unproven: Post | null = null;
    const one = await inFolders('reading a mail', async (client, origin) => {
      const found = await findById(client, nativeId, origin);
      if (found?.ref?.['unverified'] === undefined) return found;
      // Anybody can write as us; what we wrote is among the sent ones.
      unproven = found;
      return null;
    });
    const found = one ?? unproven;
    if (found === null) throw gone(nativeId);
    return found;
  }

  async function thread(of: Pick<Post, 'nativeId' | 'root' | 'conversation'>): Promise<Post[]> {
    if (of.nativeId.startsWith('sha256:')) throw nameless();
    const all = new Map<string, Post>();
    // Parts of ids: our own name the conversation.
    const token = of.conversation === undefined ? [] : [`kizuki.${of.conversation}.`];
    const names = [...new Set([of.root ?? of.nativeId, of.nativeId, ...token])];
    const query: SearchObject = {
      or: names.flatMap((name) =>
        ['message-id', 'references', 'in-reply-to'].map((header) => ({ header: { [header]: name } })),
      ),
    };
    await inFolders('reading the thread', async (client, origin) => {
      for (const one of await newestOf(client, query, origin, MAX_THREAD)) all.set(one.nativeId, one);
      return null;
    });
    if (all.size === 0) throw gone(of.nativeId);
    return inOrder(all.values()).slice(-MAX_THREAD);
  }

  async function authorPosts(author: Pick<Author, 'nativeId'>, limit: number): Promise<Post[]> {
    const address = addressOf(author.nativeId);
    if (address === null) return [];
    const posts = new Map<string, Post>();
    const isTheirs = (one: Post): boolean => one.author.nativeId === address;
    await inFolders('reading the author’s mails', async (client, origin) => {
      const newest = await newestOf(client, { from: address }, origin, Math.min(limit, MAX_FOUND), isTheirs);
      for (const one of newest) posts.set(one.nativeId, one);
      return null;
    });
    return inOrder(posts.values()).toReversed().slice(0, limit);
  }

  return {
    post,
    thread,
    authorPosts,
    async author(asked) {
      const address = addressOf(asked.nativeId === '' ? asked.handle : asked.nativeId);
      if (address === null) throw new AppError('network_post_gone', `"${asked.nativeId}" is no mail address`);
      const newest = await inFolders('reading who wrote', (client) => newestAuthor(client, address));
      return newest ?? { nativeId: address, handle: address, displayName: address };
    },
  };
}
