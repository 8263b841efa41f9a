// Hears an account: what Instagram's calls told, with who wrote and where it stands, which they leave out; and what they did not bring.
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { ReadDeliveries } from '../kit/inbox.ts';
import type { CatchUp } from '../kit/inbox-catch-up.ts';
import type { AccountSession, Delivered, NetworkDeps } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { Remembered } from '../kit/remembered.ts';
import { missedMessages } from '../kit/meta-conversations.ts';
import type { MetaProfile } from '../kit/meta-message-schemas.ts';
import { inner } from '../kit/meta-messages.ts';
import { Profiles, readingBy, type ToldDelivery as Delivery } from '../kit/meta-reading.ts';
import { createAsk, type Ask } from './ask.ts';
import { createClient } from './client.ts';
import type { InstagramOptions } from './client.ts';
import { hear, type Hearing } from './normalise.ts';
import { missedComments } from './missed.ts';
import { messagingOf } from './posts.ts';
import { commentValueSchema, mentionValueSchema } from './schemas.ts';
import type { InstagramMedia } from './schemas.ts';

const CATCH_UP_EVERY_MS = 60 * 60_000;
/** So long a mention waits, and all that came after it, until Instagram says what it holds; then it is kept as it came. */
const MENTION_WAITS_MS = 5 * 60_000;
/** What Instagram answers for good: it will say no more of this mention later. */
const refusals: readonly ErrorCode[] = ['network_post_gone', 'network_rejected', 'network_forbids'];
/** By these Graph says that the token itself holds no longer (developers.facebook.com/docs/graph-api/guides/error-handling). */
const deadTokenCodes: readonly number[] = [0, 102, 190];

/** What its calls leave out, asked for once in some hours. */
export class Around {
  readonly #profiles: Profiles;
  /** A post that may not be read is remembered as such: it is somebody else's. */
  readonly #media: Remembered<InstagramMedia | 'not ours'>;

  constructor(deps: NetworkDeps) {
    this.#profiles = new Profiles(deps, 'instagram');
    this.#media = new Remembered(deps, 'instagram');
  }

  profile(account: AccountSession, ask: Ask, id: string, signal: AbortSignal): Promise<MetaProfile | null> {
    return this.#profiles.of(account, ask, id, signal);
  }

  async media(
    account: AccountSession,
    ask: Ask,
    id: string,
    signal: AbortSignal,
  ): Promise<InstagramMedia | 'unknown' | null> {
    const read = async (): Promise<InstagramMedia | 'not ours'> => {
      try {
        return await ask.media(id, { signal, shortly: true });
      } catch (error) {
        if (error instanceof AppError && error.code === 'network_post_gone') return 'not ours';
        throw error;
      }
    };
    const found = await this.#media.find(`${account.id} ${id}`, read, signal);
    return found === 'not ours' ? null : (found ?? 'unknown');
  }
}

/** A missing permission counts as such elsewhere; here it may be that of one post, whose mention then waits no longer than others. */
const isTokenDead = (error: AppError): boolean =>
  error.code === 'account_token_dead' && deadTokenCodes.includes(Number(error.data?.['code']));

/** Null while Instagram does not answer. Throws `account_token_dead`. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | 'refused' | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AppError)) return null;
    if (isTokenDead(error)) throw error;
    return refusals.includes(error.code) ? 'refused' : null;
  }
}

/**
 * What a mention holds. Throws `network_unavailable` while it may still be told: nothing after it is taken in before. Throws
 * `account_token_dead` however old it is: once the account is connected again, it can be read.
 */
async function mentionedIn(
  { ask, signal, nowMs }: Asking,
  { raw, receivedAt }: Delivery,
): Promise<Hearing['mentioned']> {
  const mention =
    inner(raw, 'field') === 'mentions' ? mentionValueSchema.safeParse(inner(raw, 'value')).data : undefined;
  if (mention === undefined) return { comment: null, media: null };
  const { comment_id: commentId, media_id: mediaId } = mention;
  const isComment = typeof commentId === 'string';
  const comment = isComment
    ? await unlessRefused(ask.mentionedComment(commentId, { signal, shortly: true }))
    : null;
  const media = await unlessRefused(ask.mentionedMedia(mediaId, { signal, shortly: true }));
  const isUnknown = (isComment ? comment : media) === null;
  if (isUnknown && nowMs - Date.parse(receivedAt) < MENTION_WAITS_MS) {
    throw new AppError('network_unavailable', 'Instagram does not say now what a mention holds.');
  }
  return { comment: comment === 'refused' ? null : comment, media: media === 'refused' ? null : media };
}

interface Asking {
  account: AccountSession;
  ask: Ask;
  signal: AbortSignal;
  nowMs: number;
}

async function hearOne(around: Around, asking: Asking, delivery: Delivery): Promise<Delivered> {
  const { account, ask, signal } = asking;
  const { raw, receivedAt } = delivery;
  const { nativeId, handle } = account;
  const messaging = inner(raw, 'messaging');
  const value = inner(raw, 'value');
  const writer = fieldOf(inner(messaging, 'sender'), 'id');
  const isMention = inner(raw, 'field') === 'mentions';
  const comment = isMention ? undefined : commentValueSchema.safeParse(value).data;
  const hearing = {
    self: { nativeId, handle },
    receivedAt,
    profile: messaging === undefined ? null : await around.profile(account, ask, writer, signal),
    media: comment === undefined ? null : await around.media(account, ask, comment.media.id, signal),
    mentioned: await mentionedIn(asking, delivery),
  };
  return hear(raw, hearing);
}

/** Makes what reads deliveries. */
export function createReading(deps: NetworkDeps, options: InstagramOptions, waitMs?: number): ReadDeliveries {
  const around = new Around(deps);
  return readingBy((account, signal) => {
    const ask = createAsk(createClient(deps, options, account), account.nativeId);
    return (delivery) => hearOne(around, { account, ask, signal, nowMs: deps.now() }, delivery);
  }, waitMs);
}

/** Comments under our newest posts, then messages: what was not told since then. */
export function createCatchUp(deps: NetworkDeps, options: InstagramOptions): CatchUp {
  const { catchUpEveryMs: everyMs = CATCH_UP_EVERY_MS } = options;
  return {
    everyMs,
    async *since(account, sinceMs, signal) {
      const ask = createAsk(createClient(deps, options, account), account.nativeId);
      const self = { nativeId: account.nativeId, handle: account.handle };
      const cut = (mediaId: string): void =>
        deps.log.warn({ network: 'instagram', mediaId }, 'a post has more answers than are caught up with');
      yield* missedComments(ask, { self, sinceMs, signal, cut });
      yield* missedMessages(ask, messagingOf(self), { sinceMs, signal });
    },
  };
}
