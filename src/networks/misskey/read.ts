// Reads notes, threads and authors, as an account or as anyone.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { AccountSession, Reader, SearchInput } from '../kit/network.ts';
import { idOf } from '../kit/record.ts';
import { splitNativeId } from '../kit/scoped-id.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { isPureRenote, normaliseNote, normaliseProfile, normaliseUser } from './normalise.ts';
import type { Origin } from './normalise.ts';
import { listSchema, noteSchema } from './schemas.ts';
import type { Note } from './schemas.ts';

const MAX_THREAD = 200;
const PAGE = 100;
const MAX_PAGES = 10;
/** Questions for the answers under one thread: each note that has some is asked for them. */
const MAX_ASKED = 30;

/** Makes the client for a server; the account's own where it is the account's server. */
export type ClientFor = (server: string) => Client;

/** Posts of a list; records that cannot be read are left out, and so are notes that only share others. */
function postsOf(records: readonly unknown[], origin: Origin): Post[] {
  return records.flatMap((raw) => {
    const parsed = noteSchema.safeParse(raw);
    return parsed.success && !isPureRenote(parsed.data) ? [normaliseNote(raw, origin)] : [];
  });
}

/** The notes of a list that can be read. */
export const notesOf = (records: readonly unknown[]): Note[] =>
  records.flatMap((raw) => {
    const parsed = noteSchema.safeParse(raw);
    return parsed.success ? [parsed.data] : [];
  });

const oldestFirst = (a: Post, b: Post): number =>
  a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;

/**
 * Pages of a list, newest first, until `isEnough` says so or there are no more. `isComplete` tells whether the list's end
 * was reached or `isEnough` was satisfied.
 */
export async function readPages(
  read: (page: { limit: number; untilId?: string }) => Promise<HttpAnswer>,
  doing: string,
  isEnough: (records: readonly unknown[]) => boolean,
): Promise<{ records: unknown[]; isComplete: boolean }> {
  const records: unknown[] = [];
  let untilId: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await read({ limit: PAGE, ...(untilId === null ? {} : { untilId }) });
    const listed = readBody(listSchema, answer, { doing });
    records.push(...listed);
    untilId = idOf(listed.at(-1));
    if (untilId === null || isEnough(records)) return { records, isComplete: true };
  }
  return { records, isComplete: false };
}

/** What answers a note, and what answers that, oldest first; the note's own record says whether it is worth asking. */
async function answersUnder(client: Client, root: Note): Promise<unknown[]> {
  const doing = 'reading the thread';
  const found: unknown[] = [];
  const toAsk: Note[] = [root];
  for (let asked = 0; asked < MAX_ASKED && found.length < MAX_THREAD; asked += 1) {
    const next = toAsk.shift();
    if (next === undefined) break;
    const answer = await client.ask('notes/replies', { noteId: next.id, limit: PAGE }, { doing });
    const listed = readBody(listSchema, answer, { doing });
    found.push(...listed);
    // Servers that do not say how many there are get asked.
    toAsk.push(...notesOf(listed).filter(({ repliesCount }) => repliesCount !== 0));
  }
  return found;
}

/** Which server is asked for what. */
interface Places {
  /** The first server that is known by address; for what names no server. */
  home: Client | null;
  at(host: string): Client;
}

function locate(places: Places, nativeId: string): { client: Client; id: string } {
  const scoped = splitNativeId(nativeId);
  if (scoped === null) throw new AppError('network_post_gone', `"${nativeId}" is no id of a Misskey server`);
  return { client: places.at(scoped.host), id: scoped.id };
}

async function readNote(places: Places, nativeId: string) {
  const { client, id } = locate(places, nativeId);
  const answer = await client.ask('notes/show', { noteId: id }, { doing: 'reading a note' });
  const origin = await client.origin();
  const parsed = noteSchema.safeParse(answer.body);
  if (!parsed.success)
    throw new AppError('network_unavailable', `The note ${nativeId} came in a form that cannot be read`);
  return { note: parsed.data, post: normaliseNote(answer.body, origin), client, origin };
}

async function readThread(places: Places, asked: Pick<Post, 'nativeId'>): Promise<Post[]> {
  const { note, post: middle, client, origin } = await readNote(places, asked.nativeId);
  const doing = 'reading the thread';
  const answer = await client.ask('notes/conversation', { noteId: note.id, limit: PAGE }, { doing });
  const above = readBody(listSchema, answer, { doing }).toReversed();
  const below = note.repliesCount === 0 ? [] : await answersUnder(client, note);
  const found = new Map<string, Post>();
  for (const each of [...postsOf(above, origin), middle, ...postsOf(below, origin)])
    found.set(each.nativeId, each);
  const all = [...found.values()].toSorted(oldestFirst);
  if (all.length <= MAX_THREAD) return all;
  // Of an endless thread the part around the note matters: never cut the note itself off.
  const at = all.findIndex((each) => each.nativeId === middle.nativeId);
  const start = Math.max(0, Math.min(at - MAX_THREAD / 2, all.length - MAX_THREAD));
  return all.slice(start, start + MAX_THREAD);
}

async function authorPosts(places: Places, nativeId: string, limit: number): Promise<Post[]> {
  const { client, id } = locate(places, nativeId);
  const doing = "reading the author's notes";
  const wanted = { userId: id, withReplies: true, withRenotes: false };
  const { records } = await readPages(
    (page) => client.ask('users/notes', { ...page, ...wanted }, { doing }),
    doing,
    (all) => all.length >= limit,
  );
  return postsOf(records, await client.origin())
    .toSorted((a, b) => oldestFirst(b, a))
    .slice(0, limit);
}

async function userOf(
  places: Places,
  asked: Pick<Author, 'nativeId' | 'handle'>,
): Promise<[unknown, Origin]> {
  const doing = 'reading the author';
  if (splitNativeId(asked.nativeId) !== null) {
    const { client, id } = locate(places, asked.nativeId);
    return [(await client.ask('users/show', { userId: id }, { doing })).body, await client.origin()];
  }
  const [username = '', domain] = asked.handle.replace(/^@/, '').split('@');
  if (places.home === null && domain === undefined) {
    throw new AppError('network_rejected', 'Choose a Misskey server first', { where: 'server' });
  }
  const client = places.home ?? places.at(domain ?? '');
  const origin = await client.origin();
  const host = domain === undefined || domain.toLowerCase() === origin.domain ? null : domain;
  return [(await client.ask('users/show', { username, host }, { doing })).body, origin];
}

async function search(client: Client, input: SearchInput): Promise<Post[]> {
  const doing = 'searching';
  const limit = Math.min(PAGE, input.limit);
  const answer = await client.ask('notes/search', { query: input.query, limit }, { doing });
  return postsOf(readBody(listSchema, answer, { doing }), await client.origin())
    .filter((post) => input.since === undefined || post.createdAt >= input.since)
    .filter((post) => input.until === undefined || post.createdAt <= input.until)
    .toSorted((a, b) => oldestFirst(b, a))
    .slice(0, input.limit);
}

/**
 * A reader. `homes` are the servers that are known by address (the source's, the account's), the first of them for what
 * names no server; notes of other servers are asked for there, as anyone.
 */
export function createReader(
  homes: readonly string[],
  clientFor: ClientFor,
  account: AccountSession | null,
): Reader {
  const [first] = homes;
  const places: Places = {
    home: first === undefined ? null : clientFor(first),
    // A known server keeps its address; a host alone is reached encrypted.
    at: (host) => clientFor(homes.find((home) => new URL(home).host === host) ?? `https://${host}`),
  };
  const reader: Reader = {
    post: async (nativeId) => (await readNote(places, nativeId)).post,
    thread: (asked) => readThread(places, asked),
    authorPosts: ({ nativeId }, limit) => authorPosts(places, nativeId, limit),
    author: async (asked) => normaliseUser(...(await userOf(places, asked))),
    profile: async (asked) => normaliseProfile(...(await userOf(places, asked))),
  };
  // Servers let few people search, and nobody who is not signed in.
  return account === null
    ? reader
    : { ...reader, search: (input) => search(clientFor(account.server), input) };
}
