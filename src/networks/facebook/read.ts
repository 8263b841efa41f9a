// Reads what Facebook shows a Page: what stands on it, the thread around a comment, conversations, and who wrote messages.
import { AppError } from '../../domain/errors.ts';
import type { Author, Post } from '../../domain/post/post.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { linksIn } from '../kit/links.ts';
import { conversationPosts, isGone, notShown, readMessage } from '../kit/meta-conversations.ts';
import { isReaction, senderOf } from '../kit/meta-message-posts.ts';
import type { Readable } from '../kit/meta-readable.ts';
import type { AccountSession, NetworkDeps, Reader } from '../kit/network.ts';
import { createAsk, type Ask } from './ask.ts';
import { createClient, type FacebookOptions } from './client.ts';
import { isMessageId, isOnPage, postOfComment } from './ids.ts';
import { answeredComment, answeredPost, messagingOf, pageAt, type Self } from './posts.ts';
import { commentSchema } from './schemas.ts';

const mostOfThread = 200;

const nothing = (): Promise<never> =>
  Promise.reject(new AppError('network_rejected', 'Facebook shows what it has to a connected Page only.'));

async function readComment(ask: Ask, self: Self, id: string, post?: string): Promise<Post> {
  return answeredComment(self, await ask.comment(id), post ?? postOfComment(self.nativeId, id));
}
const readPost = async (ask: Ask, self: Self, id: string): Promise<Post> =>
  answeredPost(self, await ask.post(id), 'us');

/** Whether what something stood under is still shown: a post, or the Page itself. */
async function isShown(ask: Ask, self: Self, id: string): Promise<boolean> {
  try {
    await (id === self.nativeId ? ask.me('id') : ask.post(id));
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Facebook answers the same of what is gone and of what is hidden: gone is what could be read before, where all around it still can. */
async function readOne(
  ask: Ask,
  { self, readable }: { self: Self; readable: Readable },
  nativeId: string,
): Promise<Post> {
  const onPage = isOnPage(self.nativeId, nativeId);
  try {
    const post = await (onPage ? readPost(ask, self, nativeId) : readComment(ask, self, nativeId));
    readable.add(nativeId, onPage ? self.nativeId : post.root);
    return post;
  } catch (error) {
    const under = isGone(error) ? readable.mediaOf(nativeId) : null;
    if (isGone(error) && (under === null || !(await isShown(ask, self, under)))) return notShown();
    throw error;
  }
}

async function below(ask: Ask, self: Self, id: string, post: string): Promise<Post[]> {
  const posts: Post[] = [];
  let after: string | null = null;
  while (posts.length < mostOfThread) {
    const page = await ask.comments(id, 'chronological', after);
    for (const raw of page.data) {
      const read = commentSchema.safeParse(raw).data;
      if (read !== undefined) posts.push(answeredComment(self, read, post));
    }
    if (page.next === null) break;
    after = page.next;
  }
  return posts;
}

/** The post above, the first comment, and what stands below it; of a post, all that stands below. */
async function publicThread(
  ask: Ask,
  self: Self,
  { nativeId, root }: Pick<Post, 'nativeId' | 'root'>,
): Promise<Post[]> {
  if (isOnPage(self.nativeId, nativeId)) {
    const post = await readPost(ask, self, nativeId);
    return [post, ...(await below(ask, self, nativeId, nativeId))].slice(0, mostOfThread);
  }
  const post = root ?? postOfComment(self.nativeId, nativeId);
  const asked = await readComment(ask, self, nativeId, post);
  const parent = asked.ref?.['parent'];
  const first = parent === undefined ? asked : await readComment(ask, self, parent, post);
  const above = await readPost(ask, self, post).catch((error: unknown) => {
    if (isGone(error)) return [];
    throw error;
  });
  return [above, first, await below(ask, self, first.nativeId, post)].flat().slice(0, mostOfThread);
}

async function ownProfile(ask: Ask): Promise<Profile> {
  const page = await ask.me('id,name,username,about,website,picture');
  const { website, picture } = page;
  return {
    handle: page.username ?? page.id,
    url: pageAt(page.id),
    name: page.name,
    description: page.about,
    fields: null,
    links: [...linksIn(page.about), ...(typeof website === 'string' ? [website] : [])],
    hasPicture: typeof picture?.data.url === 'string',
    isBot: null,
  };
}

/** Without an account nothing is shown. */
export function createReader(
  { deps, options, readable }: { deps: NetworkDeps; options: FacebookOptions; readable: Readable },
  account: AccountSession | null,
): Reader {
  if (account === null) return { post: nothing, thread: nothing, authorPosts: nothing, author: nothing };
  const self: Self = { nativeId: account.nativeId, handle: account.handle };
  const ask = createAsk(createClient(deps, options, account));
  const messages = messagingOf(self);
  const isSelf = ({ nativeId, handle }: Pick<Author, 'nativeId' | 'handle'>): boolean =>
    nativeId === self.nativeId || (nativeId === '' && handle.toLowerCase() === self.handle.toLowerCase());
  return {
    async post(nativeId) {
      // Of a reaction Facebook has no record of its own.
      if (isReaction(nativeId)) return notShown();
      return isMessageId(nativeId)
        ? readMessage(ask, messages, nativeId)
        : readOne(ask, { self, readable }, nativeId);
    },
    thread: ({ nativeId, root, visibility, conversation }) =>
      visibility === 'dm' && conversation !== undefined
        ? conversationPosts(ask, messages, conversation)
        : publicThread(ask, self, { nativeId, ...(root === undefined ? {} : { root }) }),
    authorPosts: () =>
      Promise.reject(
        new AppError('network_rejected', 'Facebook shows nobody what a person wrote elsewhere.'),
      ),
    author: async (one) =>
      senderOf(
        messages,
        isSelf(one) ? self.nativeId : one.nativeId,
        isSelf(one) ? null : await ask.profile(one.nativeId),
      ),
    async profile(asked) {
      if (isSelf(asked)) return ownProfile(ask);
      throw new AppError('network_post_gone', 'Facebook shows a Page its own profile only.');
    },
  };
}
