// Reading the practice network: posts, threads, people.
import type { Author, Post } from '../../domain/post/post.ts';
import type { PracticePerson, PracticePost } from '../../domain/practice/records.ts';
import type { AccountSession, Reader } from '../kit/network.ts';
import { signedIn, throughFaults, workspaceOf, type PracticeContext } from './context.ts';
import { toAuthor, toPost, toProfile } from './normalise.ts';
import { gone, isId, partnerIn } from './write.ts';

const threadMax = 200;

/** With an account, its own conversations can be read too. */
export function createReader(
  context: PracticeContext,
  account: AccountSession | null,
  sourceConfig: Record<string, string>,
): Reader {
  const workspaceId = workspaceOf(account, sourceConfig);
  const { store, places } = context;

  const reading = <T>(act: () => Promise<T>): Promise<T> =>
    throughFaults(context, workspaceId, 'read', async () => {
      if (account !== null) await signedIn(context, workspaceId, account);
      return act();
    });

  function mayRead(conversation: string | null): boolean {
    return conversation === null || (account !== null && partnerIn(conversation, account.nativeId) !== null);
  }

  async function readable(nativeId: string): Promise<PracticePost> {
    const post = isId(nativeId) ? await store.post(workspaceId, nativeId) : null;
    if (post === null || post.deletedAt !== null || !mayRead(post.conversation)) throw gone();
    return post;
  }

  async function personFor(author: Pick<Author, 'nativeId' | 'handle'>): Promise<PracticePerson> {
    const person = isId(author.nativeId)
      ? await store.person(workspaceId, author.nativeId)
      : await store.personByHandle(workspaceId, author.handle);
    if (person === null || person.goneAt !== null) throw gone();
    return person;
  }

  const shown = (posts: readonly PracticePost[]): Post[] => posts.map((post) => toPost(post, places));

  return {
    post: (nativeId) => reading(async () => toPost(await readable(nativeId), places)),
    thread: (post) =>
      reading(async () => {
        // A thread outlives its root: what was deleted is missing, the rest is told.
        const found = isId(post.nativeId) ? await store.post(workspaceId, post.nativeId) : null;
        if (found === null || !mayRead(found.conversation)) throw gone();
        const posts =
          found.conversation === null
            ? await store.thread(workspaceId, found.root ?? found.id, threadMax)
            : await store.conversation(workspaceId, found.conversation, threadMax);
        if (posts.length === 0) throw gone();
        return shown(posts);
      }),
    authorPosts: (author, limit) =>
      reading(async () => {
        const person = await personFor(author);
        return shown(await store.authorPosts(workspaceId, person.id, { visibility: 'public', limit }));
      }),
    author: (author) => reading(async () => toAuthor(await personFor(author), places)),
    profile: (author) => reading(async () => toProfile(await personFor(author), places)),
  };
}
