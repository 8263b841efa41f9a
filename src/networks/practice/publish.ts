// Acting on the practice network as one of our accounts: each deed once, however often it is asked for.
import { AppError } from '../../domain/errors.ts';
import type { PracticePost } from '../../domain/practice/records.ts';
import { practiceLanguages } from '../../domain/practice/story.ts';
import type { AccountSession, Published, Publisher, PublishRequest } from '../kit/network.ts';
import { signedIn, throughFaults, workspaceOf, type PracticeContext } from './context.ts';
import type { PracticePerson } from '../../domain/practice/records.ts';
import { gone, isId, partnerIn, rewrite, write } from './write.ts';

export function createPublisher(context: PracticeContext, account: AccountSession): Publisher {
  const workspaceId = workspaceOf(account, {});
  const { store, deps, places } = context;
  const now = (): string => new Date(deps.now()).toISOString();

  const acting = <T>(act: (me: PracticePerson) => Promise<T>): Promise<T> =>
    throughFaults(context, workspaceId, 'publish', async () =>
      act(await signedIn(context, workspaceId, account)),
    );

  const published = (post: PracticePost): Published => ({
    nativeId: post.id,
    url: places.post(post.id),
    createdAt: post.createdAt,
  });

  async function own(nativeId: string): Promise<PracticePost> {
    const post = isId(nativeId) ? await store.post(workspaceId, nativeId) : null;
    if (post === null || post.deletedAt !== null) throw gone();
    if (post.author.id !== account.nativeId) {
      throw new AppError(
        'network_rejected',
        `This post is not by @${account.handle}, so it stays as it is.`,
        {
          where: 'nativeId',
        },
      );
    }
    return post;
  }

  async function connectTo(kind: 'like' | 'repost', nativeId: string): Promise<string> {
    const post = isId(nativeId) ? await store.post(workspaceId, nativeId) : null;
    if (post === null || post.deletedAt !== null) throw gone();
    const edge = { kind, personId: account.nativeId, targetId: nativeId, at: now() };
    return (await store.addEdge(workspaceId, edge)).id;
  }

  async function disconnect(kind: 'like' | 'repost', targetId: string): Promise<void> {
    await store.removeEdge(workspaceId, { kind, personId: account.nativeId, targetId, at: now() });
  }

  return {
    publish: (request) =>
      acting(async (me) => {
        const post = await write(store, workspaceId, {
          author: me,
          visibility: request.visibility,
          text: request.text,
          lang: practiceLanguages.find((lang) => lang === request.lang) ?? null,
          images: request.images,
          kept: [],
          replyTo: request.replyTo?.nativeId ?? null,
          quotes: null,
          recipientId: recipientOf(request, account.nativeId),
          key: keyOf(account, request),
          runId: null,
          at: now(),
        });
        return published(post);
      }),
    lookUp: (request) =>
      throughFaults(context, workspaceId, 'read', async () => {
        await signedIn(context, workspaceId, account);
        const post = await store.postByKey(workspaceId, keyOf(account, request));
        return post === null ? { absent: true } : { found: published(post) };
      }),
    edit: (nativeId, text) =>
      acting(async () => published(await rewrite(store, workspaceId, await own(nativeId), text, now()))),
    remove: (nativeId) =>
      acting(async () => {
        const post = isId(nativeId) ? await store.post(workspaceId, nativeId) : null;
        // Taken back before, by us or by another try of the same deed: that is what was wanted.
        if (post === null || post.deletedAt !== null) return;
        await own(nativeId);
        await store.deletePost(workspaceId, nativeId, now());
      }),
    like: (post) => acting(() => connectTo('like', post.nativeId)),
    unlike: (post) => acting(() => disconnect('like', post.nativeId)),
    repost: (post) => acting(() => connectTo('repost', post.nativeId)),
    unrepost: (post) => acting(() => disconnect('repost', post.nativeId)),
  };
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
