// Acts on a channel as its account: each deed a signed call, which the other side carries out once for its key.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import { unreadable } from '../kit/http.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type {
  AccountSession,
  Fate,
  NetworkDeps,
  Published,
  Publisher,
  PublishRequest,
} from '../kit/network.ts';
import { callChannel } from './client.ts';
import { idIn, ownId } from './ids.ts';
import { manifest } from './manifest.ts';
import { foundSchema, sentSchema } from './schemas.ts';

const noReactions = (): Promise<never> =>
  Promise.reject(new AppError('network_forbids', 'A channel of your own has no likes and no reposts.'));

const withoutReactions = {
  like: noReactions,
  unlike: noReactions,
  repost: noReactions,
  unrepost: noReactions,
};

function expectText(text: string, visibility: 'public' | 'dm'): void {
  if (text.trim() === '') throw new AppError('text_empty', 'There is nothing to send.');
  const { used, max, fits } = measureLength(text, manifest.limits[visibility === 'dm' ? 'dm' : 'post']);
  if (!fits) throw new AppError('text_too_long', `The text has ${used} characters; a channel takes ${max}.`);
}

/** What the other side is asked to publish, in its own ids. */
function messageOf(
  channel: string,
  { visibility, text, lang, replyTo, idempotencyKey }: PublishRequest,
): Record<string, unknown> & { type: string } {
  const to = replyTo === undefined ? null : ownId(channel, replyTo.nativeId);
  const conversation = replyTo?.conversation;
  return {
    type: visibility === 'dm' ? 'dm' : to === null ? 'post' : 'reply',
    id: idempotencyKey,
    post: {
      text,
      ...(lang === undefined ? {} : { lang }),
      ...(to === null ? {} : { replyTo: to }),
      ...(replyTo === undefined ? {} : { to: ownId(channel, replyTo.author.nativeId) }),
      ...(conversation === undefined ? {} : { conversation: ownId(channel, conversation) }),
    },
  };
}

export function createPublisher(deps: NetworkDeps, account: AccountSession): Publisher {
  const channel = account.nativeId;

  function published({
    id,
    url,
    createdAt,
  }: {
    id: string;
    url?: string | undefined;
    createdAt?: string | undefined;
  }): Published {
    return {
      nativeId: idIn(channel, id),
      createdAt: new Date(createdAt ?? deps.now()).toISOString(),
      ...(url === undefined ? {} : { url }),
    };
  }

  function readSent(answer: HttpAnswer, doing: string): Published {
    const parsed = sentSchema.safeParse(answer.body);
    if (parsed.success) return published(parsed.data);
    throw unreadable({ network: account.handle, doing, repeat: 'harmful' }, 'it names no id');
  }

  async function publish(request: PublishRequest): Promise<Published> {
    expectText(request.text, request.visibility);
    if (request.images.length > 0) throw new AppError('attachment_invalid', 'A channel takes no pictures.');
    const doing = 'sending';
    const { idempotencyKey } = request;
    const message = messageOf(channel, request);
    return readSent(
      await callChannel(deps, account, { message, idempotencyKey, repeat: 'harmful', doing }),
      doing,
    );
  }

  async function lookUp({ idempotencyKey }: PublishRequest): Promise<Fate> {
    const message = { type: 'lookup', id: idempotencyKey };
    const answer = await callChannel(deps, account, {
      message,
      repeat: 'harmless',
      doing: 'looking a send up',
      accept: [400, 404, 405, 422, 501],
    });
    const parsed = foundSchema.safeParse(answer.body);
    if (answer.status > 299 || !parsed.success) return { cannotTell: 'The channel does not look sends up.' };
    return parsed.data.found === null ? { absent: true } : { found: published(parsed.data.found) };
  }

  return {
    publish,
    lookUp,
    async edit(nativeId, text) {
      expectText(text, 'public');
      const doing = 'changing a post';
      const message = { type: 'edit', post: { id: ownId(channel, nativeId), text } };
      return readSent(await callChannel(deps, account, { message, repeat: 'harmless', doing }), doing);
    },
    async remove(nativeId) {
      const message = { type: 'delete', post: { id: ownId(channel, nativeId) } };
      const doing = 'taking a post back';
      // Gone already is what was wanted.
      await callChannel(deps, account, { message, repeat: 'harmless', doing, accept: [404, 410] });
    },
    ...withoutReactions,
  };
}

/** Whether the other side still takes our calls. Throws `account_token_dead`. */
export async function keepAlive(deps: NetworkDeps, account: AccountSession): Promise<void> {
  const accept = [400, 404, 405, 410, 422, 501];
  await callChannel(deps, account, {
    message: { type: 'ping' },
    repeat: 'harmless',
    doing: 'asking after it',
    accept,
  });
}
