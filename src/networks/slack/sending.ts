// What sending and looking a send up share: where it goes, what it bears so that it is known again, and what is kept of it.
import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, NetworkDeps, Published, PublishRequest } from '../kit/network.ts';
import { told } from '../kit/told.ts';
import type { SlackClient } from './client.ts';
import { isDirect, isoOf, nativeIdIn, permalink, placeOf, type Place } from './ids.ts';
import { noTimeline, onlyAnswers } from './manifest.ts';
import { openedSchema, userId } from './schemas.ts';

export interface Acting {
  deps: NetworkDeps;
  client: SlackClient;
  account: AccountSession;
}

/** The kind of metadata that our sends bear: letters, digits and underscores. */
export const SEND_EVENT = 'kizuki_send';
/** Everybody in the channel who writes an app of their own may read it: it says nothing of us. */
export const keyOf = (idempotencyKey: string): string =>
  createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 32);

export function expectPlace(nativeId: string): Place {
  const place = placeOf(nativeId);
  if (place !== null) return place;
  throw new AppError('network_post_gone', `"${nativeId}" is no message that Slack can be asked for.`);
}

/** Where something goes; `thread` null: into the channel itself. */
export interface Goal {
  channel: string;
  thread: string | null;
}

/** Opening a conversation again gives the same. */
async function directWith(client: SlackClient, nativeId: string): Promise<string> {
  const users = userId.safeParse(nativeId);
  if (!users.success) throw new AppError('recipient_unreachable', `"${nativeId}" is nobody on Slack.`);
  const call = {
    method: 'conversations.open',
    write: { users: users.data },
    doing: 'opening a direct conversation',
  };
  return (await client({ ...call, result: openedSchema })).channel.id;
}

/**
 * Where an answer goes: into the thread of what it answers, which it begins in a channel; in a conversation of two beside it, unless
 * they speak in a thread there. A private word to who wrote in a channel goes to their conversation with the app.
 */
export async function goalOf({ client }: Acting, request: PublishRequest): Promise<Goal> {
  const { replyTo, visibility } = request;
  if (replyTo === undefined) throw told('network_forbids', visibility === 'dm' ? onlyAnswers : noTimeline);
  if (visibility === 'dm' && replyTo.conversation === undefined) {
    return { channel: await directWith(client, replyTo.author.nativeId), thread: null };
  }
  const { channel, ts } = expectPlace(replyTo.nativeId);
  const root = replyTo.root === undefined ? null : expectPlace(replyTo.root).ts;
  return { channel, thread: root ?? (isDirect(channel) ? null : ts) };
}

/** What the rest of the program keeps of something sent. */
export function publishedOf(
  { account }: Pick<Acting, 'account'>,
  { channel, thread }: Goal,
  ts: string,
): Published {
  return {
    nativeId: nativeIdIn(channel, ts),
    ...(isDirect(channel) ? {} : { url: permalink(account.server, { channel, ts }, thread) }),
    createdAt: isoOf(ts),
    ...(thread === null ? {} : { ref: { thread } }),
  };
}
