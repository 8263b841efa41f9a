// The endpoints of a Misskey server that the product asks, as far as it asks them; held to Misskey's own definitions by types.
import type { Endpoints, entities } from 'misskey-js';
import type { PackedUser, Packer } from './entities.ts';
import type { Access, Store, StoredNote } from './store.ts';

/** A refusal, as Misskey writes it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly info: Record<string, unknown> | undefined;

  constructor(code: string, status = 400, info?: Record<string, unknown>) {
    super(code);
    this.status = status;
    this.code = code;
    this.info = info;
  }
}

/** Answers that are too long to be given whole: some of their fields, each as Misskey defines it. */
interface Shortened {
  meta: Pick<entities.MetaLite, 'uri' | 'version' | 'name' | 'maxNoteTextLength' | 'maxFileSize'> & {
    policies: Pick<entities.MetaLite['policies'], 'maxFileSizeMb' | 'antennaLimit'>;
  };
  i: PackedUser & { policies: Pick<entities.RolePolicies, 'antennaLimit'> };
  'users/show': PackedUser;
}

type Answer<E extends keyof Endpoints> = E extends keyof Shortened ? Shortened[E] : Endpoints[E]['res'];
type Handler<E extends keyof Endpoints> = (params: Endpoints[E]['req'], access: Access | null) => Answer<E>;
type Handlers = { [E in keyof Endpoints]?: Handler<E> };

/** What a token needs for an endpoint; those that are missing are open to anybody. */
export const kinds: Record<string, string> = {
  i: 'read:account',
  'i/notifications': 'read:notifications',
  'notes/create': 'write:notes',
  'notes/delete': 'write:notes',
  'notes/unrenote': 'write:notes',
  'notes/reactions/create': 'write:reactions',
  'notes/reactions/delete': 'write:reactions',
  'notes/hybrid-timeline': 'read:account',
  'drive/files/create': 'write:drive',
  'ap/show': 'read:account',
  'antennas/create': 'write:account',
  'antennas/update': 'write:account',
  'antennas/delete': 'write:account',
  'antennas/list': 'read:account',
  'antennas/notes': 'read:account',
};

interface Page {
  limit?: number;
  sinceId?: string;
  untilId?: string;
}

/** One page of a list: after an id the oldest come first, else the newest. */
export function pageOf<T extends { id: string }>(
  list: readonly T[],
  { limit = 10, sinceId, untilId }: Page,
): T[] {
  if (limit > 100) throw new Refusal('INVALID_PARAM');
  const inRange = list
    .filter(({ id }) => (sinceId === undefined || id > sinceId) && (untilId === undefined || id < untilId))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const isAscending = sinceId !== undefined && untilId === undefined;
  return (isAscending ? inRange : inRange.toReversed()).slice(0, limit);
}

export const isBare = (note: StoredNote): boolean => note.text === null && note.fileIds.length === 0;

/** Whether an antenna hears a note: any of its lines of words, all of the line. */
export function antennaHears(antenna: entities.Antenna, note: StoredNote): boolean {
  if (note.visibility !== 'public' || note.text === null) return false;
  const text = antenna.caseSensitive ? note.text : note.text.toLowerCase();
  const has = (word: string): boolean => text.includes(antenna.caseSensitive ? word : word.toLowerCase());
  const asked = antenna.keywords
    .map((words) => words.filter((word) => word !== ''))
    .filter((words) => words.length > 0);
  return asked.some((words) => words.every(has));
}

const MAX_TEXT = 3000;
const ANTENNA_LIMIT = 5;

export function createEndpoints(store: Store, pack: Packer, address: () => string): Handlers {
  const must = (access: Access | null): string => {
    if (access === null) throw new Refusal('CREDENTIAL_REQUIRED', 401);
    return access.userId;
  };
  const viewer = (access: Access | null): string | null => access?.userId ?? null;
  const seen = (list: Iterable<StoredNote>, access: Access | null): StoredNote[] =>
    [...list].filter((note) => store.canSee(note, viewer(access)));
  const noteOf = (id: string, access: Access | null, code = 'NO_SUCH_NOTE'): StoredNote => {
    const note = store.notes.get(id);
    if (note === undefined || !store.canSee(note, viewer(access))) throw new Refusal(code);
    return note;
  };
  const packAll = (list: readonly StoredNote[]): entities.Note[] => list.map((note) => pack.note(note));
  const publicNotes = (): StoredNote[] =>
    [...store.notes.values()].filter(({ visibility }) => visibility === 'public');
  const timeline = (params: Page): entities.Note[] => packAll(pageOf(publicNotes(), params));
  const antennaOf = (id: string, access: Access | null) => {
    const antenna = store.antennas.get(id);
    if (antenna === undefined || antenna.userId !== must(access)) throw new Refusal('NO_SUCH_ANTENNA');
    return antenna;
  };

  function mentionsIn(text: string): string[] {
    const names = [...text.matchAll(/(?<![a-z0-9])@([a-z0-9_]+)/gi)].map(([, name]) => name);
    return [...store.people.values()].filter(({ username }) => names.includes(username)).map(({ id }) => id);
  }

  function create(params: Endpoints['notes/create']['req'], access: Access | null): StoredNote {
    const userId = must(access);
    const text = params.text?.trim() || null;
    const fileIds = params.fileIds ?? [];
    if ((params.text?.length ?? 0) > MAX_TEXT) throw new Refusal('INVALID_PARAM');
    if (text === null && fileIds.length === 0 && !params.renoteId) throw new Refusal('INVALID_PARAM');
    if (fileIds.some((id) => !store.files.has(id))) throw new Refusal('NO_SUCH_FILE');
    const reply = params.replyId ? noteOf(params.replyId, access, 'NO_SUCH_REPLY_TARGET') : null;
    if (params.renoteId) noteOf(params.renoteId, access, 'NO_SUCH_RENOTE_TARGET');
    if (reply !== null && isBare(reply) && reply.renoteId !== null)
      throw new Refusal('CANNOT_REPLY_TO_A_PURE_RENOTE');
    const isDirect = params.visibility === 'specified';
    const to = isDirect ? [...(params.visibleUserIds ?? []), ...(reply === null ? [] : [reply.userId])] : [];
    const answered = reply === null || reply.userId === userId ? [] : [reply.userId];
    const mentions = new Set([...mentionsIn(text ?? ''), ...answered, ...to]);
    return store.addNote({
      id: store.newId(),
      createdAt: new Date().toISOString(),
      userId,
      text,
      cw: params.cw ?? null,
      replyId: params.replyId ?? null,
      renoteId: params.renoteId ?? null,
      visibility: params.visibility ?? 'public',
      visibleUserIds: [...new Set(to)],
      fileIds,
      mentions: [...mentions].filter((id) => id !== userId),
      tags: [...(text ?? '').matchAll(/#([^\s#]+)/g)].map(([, tag = '']) => tag.toLowerCase()),
    });
  }

  return {
    meta: () => ({
      uri: address(),
      version: '2026.5.1',
      name: 'Test',
      maxNoteTextLength: MAX_TEXT,
      maxFileSize: 262_144_000,
      policies: { maxFileSizeMb: 30, antennaLimit: ANTENNA_LIMIT },
    }),
    i: (_params, access) => {
      const person = store.people.get(must(access));
      if (person === undefined) throw new Refusal('AUTHENTICATION_FAILED', 401);
      return { ...pack.detailed(person), policies: { antennaLimit: ANTENNA_LIMIT } };
    },
    'i/notifications': (params, access) => {
      const types: readonly string[] | undefined = params.includeTypes;
      const own = store.notifications.get(must(access)) ?? [];
      const wanted = own.filter(({ type }) => types === undefined || types.includes(type));
      return pageOf(wanted, params).flatMap((one) => pack.notification(one) ?? []);
    },
    'notes/create': (params, access) => ({ createdNote: pack.note(create(params, access)) }),
    'notes/show': ({ noteId }, access) => pack.note(noteOf(noteId, access)),
    'notes/delete': ({ noteId }, access) => {
      if (noteOf(noteId, access).userId !== must(access)) throw new Refusal('ACCESS_DENIED');
      store.removeNote(noteId);
    },
    'notes/local-timeline': (params) => timeline(params),
    'notes/global-timeline': (params) => timeline(params),
    'notes/hybrid-timeline': (params, access) => {
      must(access);
      return timeline(params);
    },
    'notes/search-by-tag': (params, access) => {
      const tag = 'tag' in params ? params.tag : '';
      return packAll(
        pageOf(
          seen(publicNotes(), access).filter(({ tags }) => tags.includes(tag)),
          params,
        ),
      );
    },
    'notes/search': () => {
      throw new Refusal('UNAVAILABLE');
    },
    'notes/replies': ({ noteId, ...page }, access) =>
      packAll(pageOf(seen(store.repliesTo(noteId), access), page)),
    'notes/renotes': ({ noteId, ...page }, access) =>
      packAll(pageOf(seen(store.renotesOf(noteId), access), page)),
    'notes/conversation': ({ noteId }, access) => {
      const above: StoredNote[] = [];
      for (let id = noteOf(noteId, access).replyId; id !== null;) {
        const parent = store.notes.get(id);
        if (parent === undefined) break;
        above.push(parent);
        id = parent.replyId;
      }
      return packAll(seen(above, access));
    },
    'notes/unrenote': ({ noteId }, access) => {
      const userId = must(access);
      for (const note of store.renotesOf(noteOf(noteId, access).id)) {
        if (note.userId === userId && isBare(note)) store.removeNote(note.id);
      }
    },
    'notes/reactions/create': ({ noteId, reaction }, access) => {
      const note = noteOf(noteId, access);
      const all = store.reactions.get(noteId) ?? new Map<string, string>();
      store.reactions.set(noteId, all);
      if (all.has(must(access))) throw new Refusal('ALREADY_REACTED');
      all.set(must(access), reaction);
      store.notify(note.userId, 'reaction', note, must(access));
    },
    'notes/reactions/delete': ({ noteId }, access) => {
      if (store.reactions.get(noteId)?.delete(must(access)) !== true) throw new Refusal('NOT_REACTED');
    },
    'users/notes': ({ userId, withRenotes = true, withReplies = false, ...page }, access) => {
      const own = [...store.notes.values()].filter((note) => note.userId === userId);
      const wanted = own.filter(
        (note) =>
          (withRenotes || !(isBare(note) && note.renoteId !== null)) &&
          (withReplies || note.replyId === null),
      );
      return packAll(pageOf(seen(wanted, access), page));
    },
    'users/show': (params) => {
      const found = [...store.people.values()].find((one) =>
        'userId' in params
          ? one.id === params.userId
          : 'username' in params &&
            one.username.toLowerCase() === params.username.toLowerCase() &&
            !params.host,
      );
      if (found === undefined) throw new Refusal('NO_SUCH_USER', 404);
      return pack.detailed(found);
    },
    'ap/show': ({ uri }, access) => {
      must(access);
      const note = store.notes.get(uri.split('/').at(-1) ?? '');
      if (note === undefined || !uri.startsWith(address())) throw new Refusal('NO_SUCH_OBJECT');
      return { type: 'Note', object: pack.note(note) };
    },
    'antennas/notes': ({ antennaId, ...page }, access) => {
      const antenna = antennaOf(antennaId, access);
      return packAll(
        pageOf(
          publicNotes().filter((note) => antennaHears(antenna, note)),
          page,
        ),
      );
    },
    'antennas/list': (_params, access) =>
      [...store.antennas.values()].filter(({ userId }) => userId === must(access)),
    'antennas/create': (params, access) => {
      const userId = must(access);
      const own = [...store.antennas.values()].filter((one) => one.userId === userId);
      if (own.length >= ANTENNA_LIMIT) throw new Refusal('TOO_MANY_ANTENNAS');
      if (params.keywords.flat().every((word) => word === '')) throw new Refusal('EMPTY_KEYWORD');
      const antenna = {
        id: store.newId(),
        createdAt: new Date().toISOString(),
        userId,
        isActive: true,
        hasUnreadNote: false,
        notify: false,
        userListId: null,
        localOnly: false,
        excludeBots: false,
        excludeNotesInSensitiveChannel: false,
        name: params.name,
        src: params.src,
        keywords: params.keywords,
        excludeKeywords: params.excludeKeywords,
        users: params.users,
        caseSensitive: params.caseSensitive,
        withReplies: params.withReplies,
        withFile: params.withFile,
      };
      store.antennas.set(antenna.id, antenna);
      return antenna;
    },
    'antennas/update': ({ antennaId, ...params }, access) => {
      const antenna = antennaOf(antennaId, access);
      const changed = { ...antenna, ...params, userListId: null };
      store.antennas.set(antennaId, changed);
      return changed;
    },
    'antennas/delete': ({ antennaId }, access) => {
      store.antennas.delete(antennaOf(antennaId, access).id);
    },
  };
}
