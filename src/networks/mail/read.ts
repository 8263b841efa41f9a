// Reads mails, threads and who wrote them from the mailbox itself: the folder that is listened to, and the sent ones.
import type { ImapFlow, SearchObject } from 'imapflow';
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { AccountSession, NetworkDeps, Reader } from '../kit/network.ts';
import { addressOf } from './ids.ts';
import { openFolder, readRecords, search, sentFolder, withImap } from './imap.ts';
import { folderOf, openSource } from './listen.ts';
import { normaliseMail, type MailRecord } from './normalise.ts';
import { settingsOf } from './settings.ts';

const MAX_THREAD = 200;
const MAX_FOUND = 100;

const gone = (nativeId: string): AppError =>
  new AppError('network_post_gone', `The mail ${nativeId} is not in the mailbox`);

/** Oldest first; a server's clock counts whole seconds, so that an answer comes after what it answers. */
function inOrder(posts: Iterable<Post>): Post[] {
  const depth = (post: Post): number =>
    (post.ref?.['references'] ?? '').split(' ').filter((id) => id !== '').length;
  return [...posts].toSorted((a, b) =>
    a.createdAt === b.createdAt ? depth(a) - depth(b) : a.createdAt < b.createdAt ? -1 : 1,
  );
}

async function postsOf(records: readonly MailRecord[], self: string): Promise<Post[]> {
  const posts: Post[] = [];
  for (const record of records) {
    try {
      posts.push(await normaliseMail(record, { self }));
    } catch {
      // What cannot be read was reported when it was heard.
    }
  }
  return posts;
}

/** What fits in the open folder, the newest of it. */
async function found(client: ImapFlow, query: SearchObject, self: string, most = MAX_FOUND): Promise<Post[]> {
  const posts: Post[] = [];
  const uids = await search(client, query);
  for await (const records of readRecords(client, uids.slice(-most)))
    posts.push(...(await postsOf(records, self)));
  return posts;
}

/** A mail by its Message-ID in the open folder; headers are searched by parts, so that others may come up too. */
export async function findById(client: ImapFlow, nativeId: string, self: string): Promise<Post | null> {
  const posts = await found(client, { header: { 'message-id': nativeId } }, self);
  return posts.find((post) => post.nativeId === nativeId) ?? null;
}

type InFolders = <T>(
  doing: string,
  act: (client: ImapFlow, self: string) => Promise<T | null>,
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
      const heard = await act(client, settings.address);
      if (heard !== null || sent === folderOf(config)) return heard;
      await openFolder(client, sent);
      return act(client, settings.address);
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
    const one = await inFolders('reading a mail', (client, self) => findById(client, nativeId, self));
    if (one === null) throw gone(nativeId);
    return one;
  }

  async function thread(of: Pick<Post, 'nativeId' | 'root' | 'conversation'>): Promise<Post[]> {
    const all = new Map<string, Post>();
    // Parts of ids: our own name the conversation.
    const token = of.conversation === undefined ? [] : [`kizuki.${of.conversation}.`];
    const names = [...new Set([of.root ?? of.nativeId, of.nativeId, ...token])];
    const query: SearchObject = {
      or: names.flatMap((name) =>
        ['message-id', 'references', 'in-reply-to'].map((header) => ({ header: { [header]: name } })),
      ),
    };
    await inFolders('reading the thread', async (client, self) => {
      for (const one of await found(client, query, self, MAX_THREAD)) all.set(one.nativeId, one);
      return null;
    });
    if (all.size === 0) throw gone(of.nativeId);
    return inOrder(all.values()).slice(-MAX_THREAD);
  }

  async function authorPosts(author: Pick<Author, 'nativeId'>, limit: number): Promise<Post[]> {
    const address = addressOf(author.nativeId);
    if (address === null) return [];
    const posts = new Map<string, Post>();
    await inFolders('reading the author’s mails', async (client, self) => {
      for (const one of await found(client, { from: address }, self)) posts.set(one.nativeId, one);
      return null;
    });
    const theirs = [...posts.values()].filter((one) => one.author.nativeId === address);
    return inOrder(theirs).toReversed().slice(0, limit);
  }

  return {
    post,
    thread,
    authorPosts,
    async author(asked) {
      const address = addressOf(asked.nativeId === '' ? asked.handle : asked.nativeId);
      if (address === null) throw new AppError('network_post_gone', `"${asked.nativeId}" is no mail address`);
      const [newest] = await authorPosts({ nativeId: address }, 1);
      return newest?.author ?? { nativeId: address, handle: address, displayName: address };
    },
  };
}
