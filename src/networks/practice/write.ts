// Writing on the practice network, the same for our accounts, for customers played by staff, and for the stories.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { Visibility } from '../../domain/post/post.ts';
import {
  conversationOf,
  peopleOf,
  type PracticeImage,
  type PracticePerson,
  type PracticePost,
} from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import type { PracticeLanguage } from '../../domain/practice/story.ts';
import { handlesIn } from '../../domain/practice/text-parts.ts';
import type { ImageToSend } from '../kit/network.ts';
import { manifest } from './manifest.ts';

export interface Writing {
  author: PracticePerson;
  visibility: Visibility;
  text: string;
  lang: PracticeLanguage | null;
  images: readonly ImageToSend[];
  /** Images the network has already. */
  kept: readonly PracticeImage[];
  /** The post answered; for a message, the one before it or the public post it is about. */
  replyTo: string | null;
  quotes: string | null;
  /** The person written to; for messages only. */
  recipientId: string | null;
  key: string | null;
  runId: string | null;
  /** ISO 8601 UTC. */
  at: string;
}

export const plainWriting = {
  visibility: 'public',
  lang: null,
  images: [],
  kept: [],
  replyTo: null,
  quotes: null,
  recipientId: null,
  key: null,
  runId: null,
} as const;

/**
 * Writes a post or a message. Throws `text_too_long`, `text_empty` and `attachment_invalid` before anything else,
 * `network_rejected` for a recipient who cannot be written to, and `network_post_gone` when the post answered or
 * quoted is not there.
 */
export async function write(
  store: PracticeStore,
  workspaceId: string,
  writing: Writing,
): Promise<PracticePost> {
  if (writing.key !== null) {
    // Asked again, the answer is the same, even when the post answered was deleted meanwhile.
    const before = await store.postByKey(workspaceId, writing.key);
    if (before !== null) return before;
  }
  checkText(writing.text, writing.visibility, writing.images.length + writing.kept.length);
  checkImages(writing.images);
  const place =
    writing.visibility === 'dm'
      ? await placeOfMessage(store, workspaceId, writing)
      : await placeOfPost(store, workspaceId, writing);
  const images = await Promise.all(writing.images.map((image) => keepImage(store, workspaceId, image)));
  const { post } = await store.addPost(workspaceId, {
    ...place,
    authorId: writing.author.id,
    visibility: writing.visibility,
    text: writing.text,
    lang: writing.lang,
    mentions: writing.visibility === 'dm' ? [] : await mentionsOf(store, workspaceId, writing.text),
    images: [...writing.kept, ...images],
    runId: writing.runId,
    key: writing.key,
    at: writing.at,
  });
  return post;
}

/** Changes a text; the same limits hold. */
export async function rewrite(
  store: PracticeStore,
  workspaceId: string,
  post: PracticePost,
  text: string,
  at: string,
): Promise<PracticePost> {
  checkText(text, post.visibility, post.images.length);
  const mentions = post.visibility === 'dm' ? [] : await mentionsOf(store, workspaceId, text);
  const edited = await store.editPost(workspaceId, post.id, { text, mentions }, at);
  if (edited === null) throw gone();
  return edited;
}

export function gone(): AppError {
  return new AppError('network_post_gone', 'This post is not on the practice network any more.');
}

function rejected(where: string, message: string): AppError {
  return new AppError('network_rejected', message, { where });
}

function checkText(text: string, visibility: Visibility, images: number): void {
  const rule = visibility === 'dm' ? manifest.limits.dm : manifest.limits.post;
  const { used, max, fits } = measureLength(text, rule);
  if (!fits) {
    throw new AppError(
      'text_too_long',
      `The practice network takes ${max} characters here; this text has ${used} or too many bytes.`,
      { where: 'text', data: { used, max } },
    );
  }
  if (text.trim() === '' && images === 0) {
    throw new AppError('text_empty', 'There is nothing to send: write a text or add an image.', {
      where: 'text',
    });
  }
}

function checkImages(images: readonly ImageToSend[]): void {
  const limits = manifest.limits.images;
  const refuse = (message: string): never => {
    throw new AppError('attachment_invalid', message, { where: 'images' });
  };
  if (images.length > limits.max) refuse(`A post takes at most ${limits.max} images.`);
  for (const image of images) {
    if (!limits.mimeTypes.includes(image.mimeType)) {
      refuse(`The practice network takes no ${image.mimeType}; use PNG, JPEG, WebP or GIF.`);
    }
    if (image.bytes.byteLength > limits.maxBytes) {
      refuse(`An image may have ${limits.maxBytes} bytes; this one has ${image.bytes.byteLength}.`);
    }
    if (image.alt.length > limits.altMax) {
      refuse(`The description of an image may have ${limits.altMax} characters.`);
    }
  }
}

type Place = Pick<PracticePost, 'kind' | 'conversation' | 'replyTo' | 'root' | 'quotes'>;

async function placeOfPost(store: PracticeStore, workspaceId: string, writing: Writing): Promise<Place> {
  const quoted = writing.quotes === null ? null : await publicPost(store, workspaceId, writing.quotes);
  const parent = writing.replyTo === null ? null : await publicPost(store, workspaceId, writing.replyTo);
  return {
    kind: parent !== null ? 'reply' : quoted !== null ? 'quote' : 'post',
    conversation: null,
    replyTo: parent?.id ?? null,
    root: parent === null ? null : (parent.root ?? parent.id),
    quotes: quoted?.id ?? null,
  };
}

async function publicPost(store: PracticeStore, workspaceId: string, id: string): Promise<PracticePost> {
  const post = isId(id) ? await store.post(workspaceId, id) : null;
  if (post === null || post.deletedAt !== null || post.visibility !== 'public') throw gone();
  return post;
}

async function placeOfMessage(store: PracticeStore, workspaceId: string, writing: Writing): Promise<Place> {
  const recipient =
    writing.recipientId !== null && isId(writing.recipientId)
      ? await store.person(workspaceId, writing.recipientId)
      : null;
  if (recipient === null || recipient.goneAt !== null) {
    throw rejected('recipient', 'The person written to is not on the practice network (any more).');
  }
  if (recipient.id === writing.author.id) throw rejected('recipient', 'Nobody can write to themselves.');
  const conversation = conversationOf(writing.author.id, recipient.id);
  if (!recipient.dmOpen && !(await wroteBefore(store, workspaceId, conversation, recipient.id))) {
    throw rejected('recipient', `@${recipient.handle} takes messages only from people they wrote to first.`);
  }
  const parent =
    writing.replyTo !== null && isId(writing.replyTo) ? await store.post(workspaceId, writing.replyTo) : null;
  const within = parent?.conversation === conversation && parent.deletedAt === null;
  return {
    kind: within ? 'reply' : 'post',
    conversation,
    replyTo: within ? parent.id : null,
    root: null,
    quotes: null,
  };
}

async function wroteBefore(
  store: PracticeStore,
  workspaceId: string,
  conversation: string,
  personId: string,
): Promise<boolean> {
  const messages = await store.conversation(workspaceId, conversation, 100);
  return messages.some((message) => message.author.id === personId);
}

async function keepImage(
  store: PracticeStore,
  workspaceId: string,
  image: ImageToSend,
): Promise<PracticeImage> {
  const { bytes, mimeType, width, height } = image;
  const id = await store.addImage(workspaceId, { bytes, mimeType, width, height, key: null });
  return { id, alt: image.alt, mimeType, width, height };
}

async function mentionsOf(
  store: PracticeStore,
  workspaceId: string,
  text: string,
): Promise<PracticePost['mentions']> {
  const people = await Promise.all(
    handlesIn(text).map((handle) => store.personByHandle(workspaceId, handle)),
  );
  return people.flatMap((person) =>
    person === null || person.goneAt !== null ? [] : [{ id: person.id, handle: person.handle }],
  );
}

/** The other person of a conversation; null when `id` is not in it. */
export function partnerIn(conversation: string, id: string): string | null {
  const people = peopleOf(conversation);
  if (people === null || !people.includes(id)) return null;
  return people[0] === id ? people[1] : people[0];
}

/** Ids are UUIDs: anything else can be nothing here, and must not reach the database as one. */
export function isId(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(value);
}
