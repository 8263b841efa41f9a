// What somebody of the company does as a customer of the practice network.
import { AppError } from '../../domain/errors.ts';
import { conversationOf, type PracticePerson, type PracticePost } from '../../domain/practice/records.ts';
import type { PracticeStore } from '../../domain/practice/store.ts';
import type { PracticeLanguage } from '../../domain/practice/story.ts';
import { handlePattern } from '../../domain/practice/text-parts.ts';
import type { ImageToSend } from '../kit/network.ts';
import { isId, partnerIn, plainWriting, rewrite, write } from './write.ts';

export interface CustomerWriting {
  /** Who writes, story people included: a display name or `@handle`; a name nobody has becomes a new person. */
  name: string;
  text: string;
  lang?: PracticeLanguage;
  /** The post or message answered. */
  replyTo?: string | null;
  images?: readonly ImageToSend[];
  /** The same key never makes a second post. */
  idempotencyKey?: string;
}

const messagesMax = 200;
const namesakesMax = 200;

export interface Customers {
  /** Public post, or with `replyTo` a reply. Errors: `not_found`, `text_too_long`, `invalid_input`. */
  post(workspaceId: string, writing: CustomerWriting): Promise<PracticePost>;
  /** A direct message to the account of the message or post answered, else to our first account. */
  dm(workspaceId: string, writing: CustomerWriting): Promise<PracticePost>;
  edit(workspaceId: string, postId: string, text: string): Promise<PracticePost>;
  /** Only what customers and story people wrote; our own posts are deleted where they were written. */
  remove(workspaceId: string, postId: string): Promise<void>;
  like(workspaceId: string, name: string, postId: string): Promise<void>;
  /** Messages between a person and our accounts, oldest first. */
  messages(workspaceId: string, personId: string): Promise<PracticePost[]>;
}

export function createCustomers(store: PracticeStore, deps: { now(): number }): Customers {
  const now = (): string => new Date(deps.now()).toISOString();

  const say = (workspaceId: string, visibility: 'public' | 'dm', writing: CustomerWriting) =>
    inOurWords(async () => {
      const replyTo = writing.replyTo ?? null;
      const recipientId = visibility === 'dm' ? await recipientFor(store, workspaceId, replyTo) : null;
      const author = await customer(store, workspaceId, writing, now());
      const key =
        writing.idempotencyKey === undefined ? null : `customer:${author.id}:${writing.idempotencyKey}`;
      return write(store, workspaceId, {
        ...plainWriting,
        author,
        visibility,
        text: writing.text,
        lang: writing.lang ?? null,
        images: writing.images ?? [],
        replyTo,
        recipientId,
        key,
        at: now(),
      });
    });

  return {
    post: (workspaceId, writing) => say(workspaceId, 'public', writing),
    dm: (workspaceId, writing) => say(workspaceId, 'dm', writing),
    edit: (workspaceId, postId, text) =>
      inOurWords(async () =>
        rewrite(store, workspaceId, await customersPost(store, workspaceId, postId), text, now()),
      ),
    async remove(workspaceId, postId) {
      await customersPost(store, workspaceId, postId);
      await store.deletePost(workspaceId, postId, now());
    },
    async like(workspaceId, name, postId) {
      const post = await existing(store, workspaceId, postId);
      const person = await customer(store, workspaceId, { name, text: '' }, now());
      const edge = { kind: 'like', personId: person.id, targetId: post.id, at: now() } as const;
      await store.addEdge(workspaceId, edge);
    },
    async messages(workspaceId, personId) {
      if (!isId(personId)) return [];
      const accounts = await store.people(workspaceId, 'account');
      const talks = await Promise.all(
        accounts.map(({ id }) => store.conversation(workspaceId, conversationOf(id, personId), messagesMax)),
      );
      return talks.flat().toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    },
  };
}

/** A network's refusals, as errors of an endpoint. */
async function inOurWords<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'network_post_gone') throw new AppError('not_found', error.message, { cause: error });
    if (error.code !== 'network_rejected') throw error;
    throw new AppError('invalid_input', error.message, { where: error.where ?? 'recipient' });
  }
}

async function existing(store: PracticeStore, workspaceId: string, postId: string): Promise<PracticePost> {
  const post = isId(postId) ? await store.post(workspaceId, postId) : null;
  if (post !== null && post.deletedAt === null) return post;
  throw new AppError('not_found', 'This post is not on the practice network (any more).');
}

async function customersPost(
  store: PracticeStore,
  workspaceId: string,
  postId: string,
): Promise<PracticePost> {
  const post = await existing(store, workspaceId, postId);
  if (post.author.kind !== 'account') return post;
  throw new AppError('not_allowed', 'This post is ours: edit or delete it from its case, as on any network.');
}

async function recipientFor(
  store: PracticeStore,
  workspaceId: string,
  replyTo: string | null,
): Promise<string> {
  const post = replyTo === null ? null : await existing(store, workspaceId, replyTo);
  const accounts = await store.people(workspaceId, 'account');
  const meant = accounts.find(
    ({ id }) =>
      id === post?.author.id || (post?.conversation != null && partnerIn(post.conversation, id) !== null),
  );
  const account = meant ?? accounts[0];
  if (account !== undefined) return account.id;
  throw new AppError(
    'invalid_input',
    'There is nobody to write to: connect an account to the practice network.',
    {
      where: 'visibility',
    },
  );
}

async function customer(
  store: PracticeStore,
  workspaceId: string,
  { name, lang }: CustomerWriting,
  at: string,
): Promise<PracticePerson> {
  const wanted = name.trim().replace(/^@/u, '');
  if (wanted === '') throw new AppError('invalid_input', 'A customer needs a name.', { where: 'name' });
  const byHandle = await store.personByHandle(workspaceId, wanted);
  if (byHandle !== null && byHandle.kind !== 'account' && byHandle.goneAt === null) return byHandle;
  const named = await store.personNamed(workspaceId, wanted);
  if (named !== null) return named;
  const slug = wanted
    .toLowerCase()
    .replace(/[^a-z0-9_]+/gu, '_')
    .replace(/^_+|_+$/gu, '')
    .slice(0, 20);
  const base = handlePattern.test(slug) ? slug : 'customer';
  for (let number = 1; number <= namesakesMax; number += 1) {
    const added = await store.addPerson(workspaceId, {
      kind: 'customer',
      handle: number === 1 ? base : `${base}_${number}`,
      displayName: wanted,
      bio: '',
      lang: lang ?? (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(name) ? 'ja' : 'en'),
      voice: null,
      dmOpen: true,
      followers: 0,
      at,
    });
    if (added !== null) return added;
  }
  throw new AppError('already_exists', `Too many customers are called "${wanted}". Take another name.`, {
    where: 'name',
  });
}
