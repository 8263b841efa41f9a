// Finds out whether a send happened, by reading what the account has on its server: Misskey keeps no keys.
import type { Fate, PublishRequest } from '../kit/network.ts';
import { scopedId, splitNativeId } from '../kit/scoped-id.ts';
import { localId, publishedOf } from './acting.ts';
import type { Acting } from './acting.ts';
import { notesOf, readPages } from './read.ts';
import type { Note } from './schemas.ts';

/** How far a server's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;

/** The text as far as servers leave it alone: they cut the spaces around it. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();

/** Whether a note of ours is the send: same target, same privacy, same number of images, same text. */
function isSame(note: Note, request: PublishRequest, parentId: string | null, sinceMs: number): boolean {
  const isPublic = note.visibility === 'public' || note.visibility === 'home';
  return (
    Date.parse(note.createdAt) >= sinceMs &&
    isPublic === (request.visibility === 'public') &&
    (note.replyId ?? null) === parentId &&
    (note.files ?? []).length === request.images.length &&
    comparable(note.text ?? '') === comparable(request.text)
  );
}

/**
 * Looks for `request` among what the account wrote since `since` (ISO 8601). `taken` are the native ids of our other sends.
 */
export async function lookUp(
  acting: Acting,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<Fate> {
  const { client, account } = acting;
  const sinceMs = Date.parse(since) - CLOCK_SKEW_MS;
  const parentId = request.replyTo === undefined ? null : await localId(acting, request.replyTo);
  const userId = splitNativeId(account.nativeId)?.id ?? account.nativeId;
  const doing = 'looking a send up';
  const isOld = (note: Note): boolean => Date.parse(note.createdAt) < sinceMs;
  const { records, isComplete } = await readPages(
    (page) =>
      // The answers to a note are few, and private ones are among them; else all that the account wrote.
      parentId === null
        ? client.ask('users/notes', { ...page, userId, withReplies: true, withRenotes: false }, { doing })
        : client.ask('notes/replies', { ...page, noteId: parentId }, { doing }),
    doing,
    (all) => notesOf(all.slice(-1)).some(isOld),
  );
  const found = notesOf(records).find(
    (note) =>
      note.user.id === userId &&
      !taken.has(scopedId(client.host, note.id)) &&
      isSame(note, request, parentId, sinceMs),
  );
  if (found !== undefined) return { found: publishedOf(found, client) };
  if (!isComplete) return { cannotTell: `${client.host} does not list all notes since ${since}` };
  return { absent: true };
}
