// Packs what the store holds in the shapes that Misskey defines (misskey-js), so that no answer can have another.
import type { entities } from 'misskey-js';
import type { Person, Store, StoredNote, StoredNotification } from './store.ts';

/** What is packed of a whole profile: not every field of Misskey's, but each as it defines it. */
export type PackedUser = entities.UserLite &
  Pick<
    entities.UserDetailedNotMe,
    | 'url'
    | 'uri'
    | 'createdAt'
    | 'description'
    | 'fields'
    | 'followersCount'
    | 'followingCount'
    | 'notesCount'
  >;

export function createPacker(store: Store, address: () => string) {
  function user(person: Person): entities.UserLite {
    return {
      id: person.id,
      name: person.name,
      username: person.username,
      host: null,
      avatarUrl: `${address()}/identicon/${person.username}@server`,
      avatarBlurhash: null,
      avatarDecorations: [],
      isBot: person.isBot,
      isCat: false,
      emojis: {},
      onlineStatus: 'unknown',
    };
  }

  function person(id: string): Person {
    const found = store.people.get(id);
    if (found === undefined) throw new Error(`There is nobody with the id ${id}`);
    return found;
  }

  function note(stored: StoredNote, depth = 1): entities.Note {
    const reply = stored.replyId === null ? undefined : store.notes.get(stored.replyId);
    const renote = stored.renoteId === null ? undefined : store.notes.get(stored.renoteId);
    const reactions: Record<string, number> = {};
    for (const reaction of store.reactions.get(stored.id)?.values() ?? []) {
      reactions[reaction] = (reactions[reaction] ?? 0) + 1;
    }
    return {
      id: stored.id,
      createdAt: stored.createdAt,
      userId: stored.userId,
      user: user(person(stored.userId)),
      text: stored.text,
      cw: stored.cw,
      visibility: stored.visibility,
      localOnly: false,
      reactionAcceptance: null,
      renoteCount: store.renotesOf(stored.id).length,
      repliesCount: store.repliesTo(stored.id).length,
      reactionCount: store.reactions.get(stored.id)?.size ?? 0,
      reactions,
      reactionEmojis: {},
      fileIds: stored.fileIds,
      files: stored.fileIds.flatMap((id) => store.files.get(id) ?? []),
      replyId: stored.replyId,
      renoteId: stored.renoteId,
      ...(stored.mentions.length === 0 ? {} : { mentions: stored.mentions }),
      ...(stored.tags.length === 0 ? {} : { tags: stored.tags }),
      ...(stored.visibility === 'specified' ? { visibleUserIds: stored.visibleUserIds } : {}),
      ...(reply === undefined || depth === 0 ? {} : { reply: note(reply, 0) }),
      ...(renote === undefined || depth === 0 ? {} : { renote: note(renote, depth) }),
    };
  }

  function notification(stored: StoredNotification): entities.Notification | null {
    const about = store.notes.get(stored.noteId);
    if (about === undefined) return null;
    const { id, createdAt, userId } = stored;
    const common = { id, createdAt, userId, user: user(person(userId)), note: note(about) };
    return stored.type === 'reaction'
      ? { ...common, type: 'reaction', reaction: '❤' }
      : { ...common, type: stored.type };
  }

  function detailed(one: Person): PackedUser {
    return {
      ...user(one),
      url: null,
      uri: null,
      createdAt: new Date().toISOString(),
      description: one.description,
      fields: one.fields,
      followersCount: 0,
      followingCount: 0,
      notesCount: [...store.notes.values()].filter(({ userId }) => userId === one.id).length,
    };
  }

  return { user, note, notification, detailed };
}

export type Packer = ReturnType<typeof createPacker>;
