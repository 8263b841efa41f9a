// Answers on LINE: by the reply token while it holds, which costs nothing, else by a push that LINE carries out once for its key.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { AccountSession, NetworkDeps, Published, Publisher, PublishRequest } from '../kit/network.ts';
import { createClient } from './client.ts';
import type { LineClient, LineOptions } from './client.ts';
import { messagesOf } from './divide.ts';
import { isAboutQuote, refusalOf } from './errors.ts';
import { fateOf, replyTokenAt } from './look-up.ts';
import type { SentMemory } from './look-up.ts';
import { manifest } from './manifest.ts';
import { byPush, byReply, doing, publishedOf } from './send.ts';

export interface Publishing {
  deps: NetworkDeps;
  options: LineOptions;
  account: AccountSession;
  memory: SentMemory;
}

const forbidden = (text: string) => (): Promise<never> =>
  Promise.reject(new AppError('network_forbids', text));
const stays = forbidden(
  'A message that was sent on LINE can be neither taken back nor changed through the API.',
);
const noReactions = forbidden('LINE has no likes and no reposts.');

/** Refuses what LINE should not be asked for. */
function check({ text, images }: PublishRequest): void {
  if (text.trim() === '') throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  const { used, max, fits } = measureLength(text, manifest.limits.dm);
  if (!fits) {
    const message = `The text has ${String(used)} characters as LINE counts them; ${String(max)} is the most. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  if (images.length > 0) {
    throw new AppError('attachment_invalid', 'Kizuki sends no pictures to LINE.', { where: 'images' });
  }
}

/** Where an answer goes: the person, the group or the room that the message came from. */
function chatOf({ replyTo }: PublishRequest): string {
  if (replyTo === undefined) {
    throw new AppError('network_forbids', 'On LINE only who wrote to us first is answered.');
  }
  return replyTo.ref?.['to'] ?? replyTo.conversation?.split('/').at(-1) ?? replyTo.author.nativeId;
}

export function createPublisher({ deps, options, account, memory }: Publishing): Publisher {
  const client: LineClient = createClient(deps, options, account.secrets['accessToken'] ?? '');
  const published = (answer: HttpAnswer): Published =>
    publishedOf(answer, { nowMs: deps.now(), randomId: () => deps.randomId() });

  async function publish(request: PublishRequest): Promise<Published> {
    check(request);
    const to = chatOf(request);
    const { idempotencyKey } = request;
    const known = memory.get(idempotencyKey);
    if (known !== null) return known;
    const texts = messagesOf(request.text);
    const messages = (quoteToken: string | undefined): object[] =>
      texts.map((text, at) => ({
        type: 'text',
        text,
        ...(at === 0 && quoteToken !== undefined ? { quoteToken } : {}),
      }));

    async function send(quoteToken: string | undefined): Promise<HttpAnswer> {
      const token = replyTokenAt(request, deps.now());
      const replied = token === null ? null : await byReply(client, token, messages(quoteToken));
      const push = { account, to, key: idempotencyKey };
      const answer = replied ?? (await byPush(client, push, messages(quoteToken)));
      if (answer.status === 400) {
        // What is quoted may have been taken back meanwhile.
        if (quoteToken !== undefined && isAboutQuote(answer)) return send(undefined);
        throw refusalOf(answer, { doing, repeat: 'harmful', nowMs: deps.now() });
      }
      if (replied !== null && token !== null) memory.put(idempotencyKey, published(answer), token);
      return answer;
    }

    const answer = await send(request.replyTo?.ref?.['quoteToken']);
    const done = memory.get(idempotencyKey) ?? published(answer);
    memory.put(idempotencyKey, done);
    return done;
  }

  return {
    publish,
    lookUp: (request, since) => Promise.resolve(fateOf(memory, request, since, deps.now())),
    edit: stays,
    remove: stays,
    like: noReactions,
    unlike: noReactions,
    repost: noReactions,
    unrepost: noReactions,
  };
}
