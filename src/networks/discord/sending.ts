// What sending and looking a send up share: the channel it goes to, its nonce, and what is kept of it.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, Published, PublishRequest } from '../kit/network.ts';
import type { DiscordClient } from './client.ts';
import { told } from '../kit/told.ts';
import { nativeIdIn, permalink, placeOf } from './ids.ts';
import type { Place } from './ids.ts';
import { noTimeline, onlyAnswers } from './manifest.ts';
import { channelSchema } from './schemas.ts';
import type { DiscordMessage } from './schemas.ts';

export interface Acting {
  deps: NetworkDeps;
  client: DiscordClient;
  account: AccountSession;
}

/** Discord takes 25 characters. */
export const nonceOf = (idempotencyKey: string): string =>
  createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 24);

export function expectPlace(nativeId: string): Place {
  const place = placeOf(nativeId);
  if (place !== null) return place;
  throw new AppError('network_post_gone', `"${nativeId}" is no message that Discord can be asked for.`);
}

/** Whether it goes to somebody alone who was not written to there: their direct channel is asked for. */
export const isElsewhere = ({ visibility, replyTo }: PublishRequest): boolean =>
  visibility === 'dm' && replyTo?.conversation === undefined;

/** The channel a request goes to. Asking for a direct one again gives the same. */
export async function channelFor({ client }: Acting, request: PublishRequest): Promise<string> {
  const { replyTo, visibility } = request;
  if (replyTo === undefined) throw told('network_forbids', visibility === 'dm' ? onlyAnswers : noTimeline);
  if (!isElsewhere(request)) return expectPlace(replyTo.nativeId).channel;
  const body = { json: { recipient_id: replyTo.author.nativeId } };
  const call = {
    method: 'POST',
    path: '/users/@me/channels',
    body,
    doing: 'opening a direct channel',
  } as const;
  return (await client({ ...call, result: channelSchema })).id;
}

/** What the rest of the program keeps of something sent. */
export function publishedOf(message: DiscordMessage, { visibility, replyTo }: PublishRequest): Published {
  const place = { channel: message.channel_id, message: message.id };
  const guild = replyTo?.ref?.['guild'];
  const isShown = visibility === 'public' && guild !== undefined;
  return {
    nativeId: nativeIdIn(place.channel, place.message),
    ...(isShown ? { url: permalink(guild, place), ref: { guild } } : {}),
    createdAt: new Date(message.timestamp).toISOString(),
  };
}
