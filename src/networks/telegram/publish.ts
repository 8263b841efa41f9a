// Answers as a bot, where the message stands that is answered: in the chat of two, the group, the topic.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { AccountSession, NetworkDeps, Published, Publisher, PublishRequest } from '../kit/network.ts';
import type { SentMemory } from '../kit/sent-memory.ts';
import { anything, createClient } from './client.ts';
import type { TelegramClient } from './client.ts';
import { refusalIn } from './errors.ts';
import { nativeIdIn, permalink, placeOf } from './ids.ts';
import type { Place } from './ids.ts';
import { manifest, noReposts, noTimeline, onlyAnswers } from './manifest.ts';
import { sentSchema } from './schemas.ts';

/** What Telegram allows wherever it allows any. */
const LIKE = '👍';

const forbidden = ({ en }: { en: string }) => new AppError('network_forbids', en);
const noSuchMessage = (nativeId: string) =>
  new AppError('network_post_gone', `"${nativeId}" is no message that Telegram can be asked for.`);

/** Refuses what Telegram should not be asked for. */
function checkText(text: string): void {
  if (text.trim() === '') throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  const { used, max, fits } = measureLength(text, manifest.limits.dm);
  if (fits) return;
  const message = `The text has ${String(used)} characters; Telegram takes ${String(max)}. Shorten it.`;
  throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
}

const ofAnotherBot = (nativeId: string) =>
  new AppError('network_forbids', `"${nativeId}" was written to another bot; answer as that one.`);

/** Under the same number another bot may have another message. */
function expectPlace(nativeId: string, account: AccountSession): Place {
  const place = placeOf(nativeId);
  if (place === null) throw noSuchMessage(nativeId);
  if (place.bot !== null && place.bot !== account.nativeId) throw ofAnotherBot(nativeId);
  return place;
}

/**
 * What was answered may be gone: in a chat of two the answer is understood without it, in a group it would stand under nothing.
 * What is for one person alone never goes to a group: it goes to their chat with the bot, which has the person's number.
 */
function whereOf({ replyTo, visibility }: PublishRequest, account: AccountSession) {
  if (replyTo === undefined) throw forbidden(visibility === 'dm' ? onlyAnswers : noTimeline);
  const { chat, message } = expectPlace(replyTo.nativeId, account);
  if (visibility === 'dm' && replyTo.conversation === undefined) {
    const person = Number(replyTo.author.nativeId);
    // A group or channel that speaks as itself has a number below zero.
    if (!(person > 0)) throw forbidden(onlyAnswers);
    return { chat_id: person };
  }
  const { topic, direct } = replyTo.ref ?? {};
  return {
    chat_id: Number(chat),
    ...(topic === undefined ? {} : { message_thread_id: Number(topic) }),
    ...(direct === undefined ? {} : { direct_messages_topic_id: Number(direct) }),
    reply_parameters: { message_id: message, allow_sending_without_reply: visibility === 'dm' },
  };
}

/** An answer of 400 whose words fit: what was wanted is so already. */
const isSoAlready = (words: RegExp) => (answer: HttpAnswer) =>
  answer.status === 400 && words.test(refusalIn(answer)?.description ?? '') ? Promise.resolve(true) : null;

export interface Publishing {
  deps: NetworkDeps;
  account: AccountSession;
  memory: SentMemory;
}

async function send(
  { deps, account, client }: Publishing & { client: TelegramClient },
  request: PublishRequest,
) {
  const where = whereOf(request, account);
  const call = {
    method: 'sendMessage',
    params: { ...where, text: request.text },
    result: sentSchema,
    repeat: 'harmful',
    doing: 'sending',
  } as const;
  const {
    message_id: id,
    date,
    chat,
  } = await client({
    ...call,
    // A group that became a supergroup has another id, and other ids for what was written in it.
    unless(answer) {
      const movedTo = refusalIn(answer)?.parameters?.migrate_to_chat_id;
      if (movedTo === undefined) return null;
      return client({ ...call, params: { chat_id: movedTo, text: request.text } });
    },
  });
  const url = permalink(chat, id);
  return {
    nativeId: id === 0 ? `later:${deps.randomId()}` : nativeIdIn(account.nativeId, chat, id),
    ...(url === undefined || id === 0 ? {} : { url }),
    createdAt: new Date(date * 1000).toISOString(),
  };
}

export function createPublisher({ deps, account, memory }: Publishing): Publisher {
  const client = createClient(deps, account);

  async function publish(request: PublishRequest): Promise<Published> {
    checkText(request.text);
    if (request.images.length > 0) {
      throw new AppError('attachment_invalid', 'Kizuki sends no pictures to Telegram.', { where: 'images' });
    }
    const known = memory.get(request.idempotencyKey);
    if (known !== null) return known;
    const published = await send({ deps, account, memory, client }, request);
    memory.put(request.idempotencyKey, published);
    return published;
  }

  async function react(nativeId: string, reaction: readonly object[], doing: string): Promise<void> {
    const { chat, message } = expectPlace(nativeId, account);
    const params = { chat_id: Number(chat), message_id: message, reaction };
    await client({ method: 'setMessageReaction', params, result: anything, repeat: 'harmless', doing });
  }

  return {
    publish,
    lookUp: ({ idempotencyKey }) => Promise.resolve(memory.fateOf(idempotencyKey)),
    async edit(nativeId, text) {
      checkText(text);
      const { chat, message } = expectPlace(nativeId, account);
      const sent = await client({
        method: 'editMessageText',
        params: { chat_id: Number(chat), message_id: message, text },
        result: z.union([sentSchema, z.literal(true)]),
        repeat: 'harmless',
        doing: 'changing a message',
        unless: (answer) =>
          isSoAlready(/message is not modified/i)(answer) === null ? null : Promise.resolve(true as const),
      });
      const seconds = sent === true ? deps.now() / 1000 : sent.date;
      return { nativeId, createdAt: new Date(seconds * 1000).toISOString() };
    },
    async remove(nativeId) {
      const { chat, message } = expectPlace(nativeId, account);
      await client<unknown>({
        method: 'deleteMessage',
        params: { chat_id: Number(chat), message_id: message },
        result: anything,
        repeat: 'harmless',
        doing: 'deleting a message',
        unless: isSoAlready(/message to delete not found/i),
      });
    },
    async like({ nativeId }) {
      await react(nativeId, [{ type: 'emoji', emoji: LIKE }], 'reacting');
      return nativeId;
    },
    unlike: ({ nativeId }) => react(nativeId, [], 'taking a reaction back'),
    repost: () => Promise.reject(forbidden(noReposts)),
    unrepost: () => Promise.reject(forbidden(noReposts)),
  };
}
