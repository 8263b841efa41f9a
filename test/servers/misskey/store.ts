// What a Misskey server holds: people, their tokens, notes, files, reactions and notifications; and who is told of each.
import type { entities } from 'misskey-js';

export interface Person {
  id: string;
  username: string;
  name: string | null;
  description: string | null;
  fields: { name: string; value: string }[];
  isBot: boolean;
}

export interface StoredNote {
  id: string;
  createdAt: string;
  userId: string;
  text: string | null;
  cw: string | null;
  replyId: string | null;
  renoteId: string | null;
  visibility: entities.Note['visibility'];
  visibleUserIds: string[];
  fileIds: string[];
  mentions: string[];
  tags: string[];
}

export interface StoredNotification {
  id: string;
  createdAt: string;
  type: 'mention' | 'reply' | 'quote' | 'renote' | 'reaction';
  userId: string;
  noteId: string;
}

export interface Access {
  userId: string;
  permissions: readonly string[];
}

/** What somebody hears of a change. */
export interface Listener {
  onNote(note: StoredNote): void;
  onNotification(userId: string, notification: StoredNotification): void;
  onDeleted(noteId: string, deletedAt: string): void;
}

const EPOCH_2000 = 946_684_800_000;

export function createStore() {
  let count = 0;
  const people = new Map<string, Person>();
  const tokens = new Map<string, Access>();
  /** By MiAuth session. */
  const granted = new Map<string, string>();
  const notes = new Map<string, StoredNote>();
  const files = new Map<string, entities.DriveFile>();
  const reactions = new Map<string, Map<string, string>>();
  const notifications = new Map<string, StoredNotification[]>();
  const antennas = new Map<string, entities.Antenna & { userId: string }>();
  const listeners = new Set<Listener>();

  /** As `aidx` makes them: the time in eight digits of base 36, then what tells two of one millisecond apart. */
  function newId(): string {
    count += 1;
    const time = Math.max(0, Date.now() - EPOCH_2000)
      .toString(36)
      .padStart(8, '0');
    return `${time}k1z0${count.toString(36).padStart(4, '0')}`;
  }

  const canSee = (note: StoredNote, userId: string | null): boolean =>
    note.visibility === 'public' ||
    note.visibility === 'home' ||
    note.userId === userId ||
    (userId !== null && (note.visibleUserIds.includes(userId) || note.mentions.includes(userId)));

  function notify(userId: string, type: StoredNotification['type'], note: StoredNote, by: string): void {
    if (userId === by) return;
    const made = { id: newId(), createdAt: new Date().toISOString(), type, userId: by, noteId: note.id };
    notifications.set(userId, [...(notifications.get(userId) ?? []), made]);
    for (const listener of listeners) listener.onNotification(userId, made);
  }

  /** Who is told, each once: an answer counts for more than a mention. */
  function notifyAll(note: StoredNote): void {
    const told = new Map<string, StoredNotification['type']>();
    for (const id of note.mentions) told.set(id, 'mention');
    const parent = note.replyId === null ? undefined : notes.get(note.replyId);
    if (parent !== undefined) told.set(parent.userId, 'reply');
    const shared = note.renoteId === null ? undefined : notes.get(note.renoteId);
    if (shared !== undefined) told.set(shared.userId, note.text === null ? 'renote' : 'quote');
    for (const [userId, type] of told) notify(userId, type, note, note.userId);
  }

  return {
    people,
    tokens,
    granted,
    notes,
    files,
    reactions,
    notifications,
    antennas,
    listeners,
    newId,
    canSee,
    notify,
    addPerson(username: string): Person {
      const person = { id: newId(), username, name: null, description: null, fields: [], isBot: false };
      people.set(person.id, person);
      return person;
    },
    addToken(userId: string, permissions: readonly string[]): string {
      const token = `${newId()}${newId()}`;
      tokens.set(token, { userId, permissions });
      return token;
    },
    addNote(note: StoredNote): StoredNote {
      notes.set(note.id, note);
      for (const listener of listeners) listener.onNote(note);
      notifyAll(note);
      return note;
    },
    removeNote(id: string): void {
      notes.delete(id);
      const deletedAt = new Date().toISOString();
      for (const [other, note] of notes) if (note.renoteId === id && note.text === null) notes.delete(other);
      for (const [userId, list] of notifications) {
        notifications.set(
          userId,
          list.filter(({ noteId }) => noteId !== id),
        );
      }
      for (const listener of listeners) listener.onDeleted(id, deletedAt);
    },
    repliesTo: (id: string): StoredNote[] => [...notes.values()].filter(({ replyId }) => replyId === id),
    renotesOf: (id: string): StoredNote[] => [...notes.values()].filter(({ renoteId }) => renoteId === id),
  };
}

export type Store = ReturnType<typeof createStore>;
