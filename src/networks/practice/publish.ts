// Acting on the practice network as one of our accounts: each deed once, however often it is asked for.
import { AppError } from '../../domain/errors.ts';
import type { PracticePerson, PracticePost } from '../../domain/practice/records.ts';
import { practiceLanguages } from '../../domain/practice/story.ts';
import type { AccountSession, Fate, Published, Publisher, PublishRequest } from '../kit/network.ts';
import { signedIn, throughFaults, workspaceOf, type PracticeContext } from './context.ts';
import type { Places } from './places.ts';
import { gone, isId, partnerIn, plainWriting, rewrite, write } from './write.ts';

/** One of our accounts at work. */
interface Acting {
  context: PracticeContext;
  workspaceId: string;
  account: AccountSession;
}

export function createPublisher(context: PracticeContext, account: AccountSession): Publisher {
  const acting: Acting = { context, workspaceId: workspaceOf(account, {}), account };
  const { places } = context;
  return {
    publish: (request) => act(acting, async (me) => published(await send(acting, me, request), places)),
    lookUp: (request) => lookUp(acting, request),
    edit: (nativeId, text) =>
      act(acting, async () => {
        const post = own(acting, await present(acting, nativeId));
        const at = now(context);
        return published(await rewrite(context.store, acting.workspaceId, post, text, at), places);
      }),
    remove: (nativeId) => act(acting, () => remove(acting, nativeId)),
    like: (post) => act(acting, () => connectTo(acting, 'like', post.nativeId)),
    unlike: (post) => act(acting, () => disconnect(acting, 'like', post.nativeId)),
    repost: (post) => act(acting, () => connectTo(acting, 'repost', post.nativeId)),
    unrepost: (post) => act(acting, () => disconnect(acting, 'repost', post.nativeId)),
  };
}

function act<T>(acting: Acting, work: (me: PracticePerson) => Promise<T>): Promise<T> {
  const { context, workspaceId, account } = acting;
  return throughFaults(context, workspaceId, 'publish', async () =>
    work(await signedIn(context, workspaceId, account)),
  );
}

function now({ deps }: PracticeContext): string {
  return new Date(deps.now()).toISOString();
}

function published(post: PracticePost, places: Places): Published {
  return { nativeId: post.id, url: places.post(post.id), createdAt: post.createdAt };
}

function send(
  { context, workspaceId, account }: Acting,
  me: PracticePerson,
  request: PublishRequest,
): Promise<PracticePost> {
  return write(context.store, workspaceId, {
    ...plainWriting,
    author: me,
    visibility: request.visibility,
    text: request.text,
    lang: practiceLanguages.find((lang) => lang === request.lang) ?? null,
    images: request.images,
    replyTo: request.replyTo?.nativeId ?? null,
    recipientId: recipientOf(request, account.nativeId),
    key: keyOf(account, request),
    at: now(context),
  });
}

function lookUp({ context, workspaceId, account }: Acting, request: PublishRequest): Promise<Fate> {
  return throughFaults(context, workspaceId, 'read', async () => {
    await signedIn(context, workspaceId, account);
    const post = await context.store.postByKey(workspaceId, keyOf(account, request));
    return post === null ? { absent: true } : { found: published(post, context.places) };
  });
}

async function remove(acting: Acting, nativeId: string): Promise<void> {
  const { context, workspaceId } = acting;
  const post = await find(acting, nativeId);
  // Taken back before, by us or by another try of the same deed: that is what was wanted.
  if (post === null) return;
  own(acting, post);
  await context.store.deletePost(workspaceId, nativeId, now(context));
}

async function connectTo(acting: Acting, kind: 'like' | 'repost', nativeId: string): Promise<string> {
  const { context, workspaceId, account } = acting;
  const post = await present(acting, nativeId);
  const edge = { kind, personId: account.nativeId, targetId: post.id, at: now(context) };
  return (await context.store.addEdge(workspaceId, edge)).id;
}

async function disconnect(acting: Acting, kind: 'like' | 'repost', targetId: string): Promise<void> {
  const { context, workspaceId, account } = acting;
  const edge = { kind, personId: account.nativeId, targetId, at: now(context) };
  if (isId(targetId)) await context.store.removeEdge(workspaceId, edge);
}

async function find(
  { context, workspaceId, account }: Acting,
  nativeId: string,
): Promise<PracticePost | null> {
  const post = isId(nativeId) ? await context.store.post(workspaceId, nativeId) : null;
  if (post === null || post.deletedAt !== null) return null;
  const isOthers = post.conversation !== null && partnerIn(post.conversation, account.nativeId) === null;
  return isOthers ? null : post;
}

async function present(acting: Acting, nativeId: string): Promise<PracticePost> {
  const post = await find(acting, nativeId);
  if (post === null) throw gone();
  return post;
}

function own({ account }: Acting, post: PracticePost): PracticePost {
  if (post.author.id === account.nativeId) return post;
  throw new AppError('network_rejected', `This post is not by @${account.handle}, so it stays as it is.`, {
    where: 'nativeId',
  });
}

function keyOf(account: AccountSession, request: PublishRequest): string {
  return `${account.nativeId}:${request.idempotencyKey}`;
}

/** In a conversation the other person of it; from a public post, its author. */
function recipientOf(request: PublishRequest, me: string): string | null {
  if (request.visibility !== 'dm' || request.replyTo === undefined) return null;
  const { conversation, author } = request.replyTo;
  return (conversation === undefined ? null : partnerIn(conversation, me)) ?? author.nativeId;
}
