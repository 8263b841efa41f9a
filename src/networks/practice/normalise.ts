// Turns a record of the practice network into what the program knows: pure, and says what is wrong with a broken one.
import { z } from 'zod';
import type { Author, Heard, Post } from '../../domain/post/post.ts';
import { eventTypes, type PracticePerson, type PracticePost } from '../../domain/practice/records.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { linksIn, tagsIn } from '../../domain/practice/text-parts.ts';
import { manifest, practiceId } from './manifest.ts';
import type { Places } from './places.ts';

const personRecord = z.object({
  id: z.string().min(1),
  handle: z.string(),
  displayName: z.string(),
  bio: z.string(),
  followers: z.number().int().nonnegative(),
  following: z.number().int().nonnegative(),
  posts: z.number().int().nonnegative(),
});

const postRecord = z.object({
  id: z.string().min(1),
  author: personRecord,
  kind: z.enum(['post', 'reply', 'quote']),
  visibility: z.enum(['public', 'dm']),
  conversation: z.string().nullable(),
  text: z.string(),
  lang: z.string().nullable(),
  replyTo: z.string().nullable(),
  root: z.string().nullable(),
  quotes: z.string().nullable(),
  mentions: z.array(z.object({ id: z.string(), handle: z.string() })),
  images: z.array(
    z.object({
      id: z.string(),
      alt: z.string(),
      width: z.number().int().positive(),
      height: z.number().int().positive(),
    }),
  ),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
});

const eventRecord = z.object({
  seq: z.number().int(),
  type: z.enum(eventTypes),
  at: z.iso.datetime(),
  person: personRecord,
  post: postRecord.nullable(),
  edgeId: z.string().nullable(),
});
type EventRecord = z.infer<typeof eventRecord>;

/** One record of the stream. `heard` is null for what is of no interest, and for a text that was deleted since. */
export function normalise(raw: unknown, places: Places): { heard: Heard | null } | { malformed: string } {
  const read = eventRecord.safeParse(raw);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { malformed: `${issue?.path.join('.') ?? 'record'}: ${issue?.message ?? 'not a record'}` };
  }
  return { heard: hear(read.data, places) };
}

function hear({ type, at, person, post, edgeId }: EventRecord, places: Places): Heard | null {
  switch (type) {
    case 'post':
      return present(post) ? { type, post: toPost(post, places) } : null;
    case 'edit':
      return present(post) ? { type, post: toPost(post, places), editedAt: at } : null;
    case 'delete':
      return post === null ? null : { type, nativeId: post.id, deletedAt: at };
    case 'repost':
      return present(post) && edgeId !== null
        ? { type, nativeId: edgeId, of: post.id, byNativeId: person.id, at }
        : null;
    case 'unrepost':
      return edgeId === null ? null : { type: 'delete', nativeId: edgeId, deletedAt: at };
    case 'profile':
      return { type: 'identity', author: toAuthor(person, places) };
    case 'gone':
      return { type: 'author_gone', authorNativeId: person.id, at };
    case 'like':
    case 'unlike':
    case 'follow':
      return null;
  }
}

function present(post: EventRecord['post']): post is NonNullable<EventRecord['post']> {
  return post !== null && post.deletedAt === null;
}

type PersonRecord = Pick<PracticePerson, keyof z.infer<typeof personRecord>>;

export function toAuthor(person: PersonRecord, places: Places): Author {
  return {
    nativeId: person.id,
    handle: person.handle,
    displayName: person.displayName,
    bio: person.bio,
    followers: person.followers,
    following: person.following,
    posts: person.posts,
    url: places.person(person.handle),
  };
}

/** On the practice network nobody has a picture, lines of their own or a label. */
export function toProfile(person: PersonRecord, places: Places): Profile {
  return {
    handle: person.handle,
    url: places.person(person.handle),
    name: person.displayName,
    description: person.bio,
    fields: null,
    links: linksIn(person.bio),
    hasPicture: null,
    isBot: null,
  };
}

export function toPost(
  post: Omit<z.infer<typeof postRecord>, 'deletedAt'> | PracticePost,
  places: Places,
): Post {
  return {
    network: practiceId,
    nativeId: post.id,
    kind: post.kind,
    visibility: post.visibility,
    author: toAuthor(post.author, places),
    text: post.text,
    ...(post.lang === null ? {} : { langHint: post.lang }),
    mentions: post.mentions.map(({ id, handle }) => ({ nativeId: id, handle })),
    hashtags: tagsIn(post.text),
    links: linksIn(post.text),
    media: post.images.map((image) => ({
      kind: 'image',
      alt: image.alt.slice(0, manifest.limits.images.altMax),
      url: places.image(image.id),
      width: image.width,
      height: image.height,
    })),
    ...(post.replyTo === null ? {} : { replyTo: post.replyTo }),
    ...(post.root === null ? {} : { root: post.root }),
    ...(post.quotes === null ? {} : { quotes: post.quotes }),
    ...(post.conversation === null ? {} : { conversation: post.conversation }),
    url: places.post(post.id),
    createdAt: post.createdAt,
  };
}
