// Whether a send happened: by its nonce where Discord shows it, else by its words among what the bot said in the channel since.
import type { Fate, PublishRequest } from '../kit/network.ts';
import { nativeIdIn, snowflakeAt } from './ids.ts';
import { messagesAfter } from './missed.ts';
import { publishedOf, nonceOf, channelFor } from './sending.ts';
import type { Acting } from './sending.ts';
import { messageSchema, messagesSchema } from './schemas.ts';
import type { DiscordMessage } from './schemas.ts';

/** How far Discord's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;

/** The text as far as Discord leaves it alone: it cuts the spaces around it. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();

/** Whether a message of ours is the send: the same answer, as many pictures, the same words. */
function isAlike(message: DiscordMessage, { text, images, replyTo, visibility }: PublishRequest): boolean {
  const reference = message.message_reference;
  const answered =
    reference?.message_id == null ? null : nativeIdIn(reference.channel_id, reference.message_id);
  // A direct answer goes out also where what it answers is gone, and then names nothing.
  const isSameAnswer = answered === (replyTo?.nativeId ?? null) || (visibility === 'dm' && answered === null);
  const isSameText = comparable(message.content) === comparable(text);
  return isSameAnswer && isSameText && (message.attachments ?? []).length === images.length;
}

const noHistory =
  'The bot may not read earlier messages there, so nobody can be asked whether it was sent. Look into the channel, and have the bot’s role allowed Read Message History.';

/** To a bot that may not read a channel's history Discord shows an empty one. */
async function isHistoryShown({ client }: Acting, channel: string): Promise<boolean> {
  const path = `/channels/${channel}/messages`;
  const call = { method: 'GET', path, query: { limit: '1' }, doing: 'looking a send up' } as const;
  return ((await client({ ...call, result: messagesSchema })) ?? []).length > 0;
}

/** Looks for `request` since `since` (ISO 8601). `taken` are the native ids of our other sends. */
export async function lookUp(
  acting: Acting,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<Fate> {
  const { deps, client, account } = acting;
  const channel = await channelFor(acting, request);
  const after = snowflakeAt(Date.parse(since) - CLOCK_SKEW_MS);
  const signal = new AbortController().signal;
  const nonce = nonceOf(request.idempotencyKey);
  const pages = messagesAfter(channel, after, { deps, client, signal, alive() {}, hidden: 'error' });
  let read = 0;
  for (let next = await pages.next(); ; next = await pages.next()) {
    if (next.done === true) {
      if (!next.value)
        return { cannotTell: `More was said in the channel since ${since} than Kizuki reads. Look there.` };
      return read > 0 || (await isHistoryShown(acting, channel))
        ? { absent: true }
        : { cannotTell: noHistory };
    }
    read += next.value.length;
    for (const raw of next.value) {
      const { data: message } = messageSchema.safeParse(raw);
      if (message === undefined || message.author.id !== account.nativeId) continue;
      const isOther = message.nonce != null && String(message.nonce) !== nonce;
      if (isOther || taken.has(nativeIdIn(channel, message.id))) continue;
      if (String(message.nonce ?? '') === nonce || isAlike(message, request)) {
        return { found: publishedOf(message, request) };
      }
    }
  }
}
