// Reads one conversation of direct messages as an account: a message, what was said around it, and whether a send is among it.
import { AppError } from '../../domain/errors.ts';
import type { Post } from '../../domain/post/post.ts';
import type { Fate, Published, PublishRequest } from '../kit/network.ts';
import { messageParams, readBody, type Client } from './client.ts';
import { isId, timeOfId } from './ids.ts';
import { isMissing, readIncludes } from './normalise.ts';
import { conversationPage, isConversation, messageId, normaliseMessage } from './normalise-message.ts';
import { oneSchema, pageSchema, type Page } from './schemas.ts';
import { sameText } from './text.ts';

/** What is shown of a conversation: each message is paid for. */
const SHOWN = 20;
const LOOK_UP_PAGE = 20;
const MAX_LOOK_UP_PAGES = 10;
/** How far X's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;

const { event_types: onlyMessages, ...fields } = messageParams;

function messagesOf(page: Page): Post[] {
  const included = readIncludes(page.includes);
  return page.data.flatMap((raw) => {
    try {
      return [normaliseMessage(raw, included)];
    } catch {
      return [];
    }
  });
}

/** Where a conversation is written to and read: by its own id, or by that of the person where none is known. */
export function conversationPath(of: { conversation?: string; author?: { nativeId: string } }): string {
  const { conversation, author } = of;
  if (conversation !== undefined && isConversation(conversation))
    return `/2/dm_conversations/${conversation}`;
  if (author !== undefined && isId(author.nativeId)) return `/2/dm_conversations/with/${author.nativeId}`;
  throw new AppError('invalid_input', 'A direct message needs someone to go to.', { where: 'replyTo' });
}

/** One message; `network_post_gone` where X has it no longer. */
export async function readMessage(client: Client, id: string): Promise<Post> {
  const doing = 'reading a direct message';
  const answer = await client.get(`/2/dm_events/${id}`, fields, { doing });
  const { data, includes, errors } = readBody(oneSchema, answer, { doing });
  const [message] = messagesOf({
    data: data === undefined ? [] : [data],
    includes,
    errors: null,
    meta: null,
  });
  if (message !== undefined) return message;
  const [problem] = errors ?? [];
  if (problem === undefined ? data === undefined : isMissing(problem))
    throw new AppError('network_post_gone', `X no longer has the message ${id}`);
  throw new AppError('network_unavailable', `The message ${id} came in a form that cannot be read`);
}

/** The newest messages of a conversation, oldest first. */
export async function readConversation(client: Client, conversation: string): Promise<Post[]> {
  const doing = 'reading a conversation';
  const path = `${conversationPath({ conversation })}/dm_events`;
  const params = { max_results: String(SHOWN), event_types: onlyMessages, ...fields };
  const page = readBody(pageSchema, await client.get(path, params, { doing }), { doing });
  return messagesOf(page).toReversed();
}

/** What the rest of the program keeps of a message that was sent. */
export function publishedMessage(conversation: string, id: string): Published {
  return {
    nativeId: messageId(conversation, id),
    url: conversationPage(conversation),
    createdAt: new Date(timeOfId(id)).toISOString(),
  };
}

/** Looks for a message among what the account sent in this conversation since `since` (ISO 8601): X takes no key of ours. */
export async function lookUpMessage(
  client: Client,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string>,
): Promise<Fate> {
  const doing = 'looking a direct message up';
  const path = `${conversationPath(request.replyTo ?? {})}/dm_events`;
  const fromMs = Date.parse(since) - CLOCK_SKEW_MS;
  let token: string | null = null;
  let isAlike = false;
  for (let n = 0; n < MAX_LOOK_UP_PAGES; n += 1) {
    const params: Record<string, string> = {
      max_results: String(LOOK_UP_PAGE),
      event_types: onlyMessages,
      ...fields,
    };
    if (token !== null) params['pagination_token'] = token;
    const answer = await client.get(path, params, { doing, isNeeded: true });
    const page = readBody(pageSchema, answer, { doing });
    const messages = messagesOf(page);
    const own = messages.filter(
      ({ author, createdAt, nativeId, media }) =>
        author.nativeId === client.account.nativeId &&
        Date.parse(createdAt) >= fromMs &&
        !taken.has(nativeId) &&
        media.length === request.images.length,
    );
    const found = own.find((message) => sameText(request.text, message, false) === 'yes');
    const [conversation, id] = found?.nativeId.split('/') ?? [];
    if (conversation !== undefined && id !== undefined) return { found: publishedMessage(conversation, id) };
    isAlike ||= own.some((message) => sameText(request.text, message, false) === 'perhaps');
    token = page.meta?.next_token ?? null;
    const isBefore = messages.some(({ createdAt }) => Date.parse(createdAt) < fromMs);
    if (token !== null && !isBefore) continue;
    if (isAlike) return { cannotTell: 'a message of ours differs only in the address of a post' };
    return { absent: true };
  }
  return { cannotTell: `more was said in this conversation since ${since} than is read` };
}
