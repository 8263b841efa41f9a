// Hears an account: what Instagram's calls told, with who wrote and where it stands, which they leave out; and what they did not bring.
import { AppError } from '../../domain/errors.ts';
import type { ReadDeliveries } from '../kit/inbox.ts';
import type { CatchUp } from '../kit/inbox-catch-up.ts';
import type { AccountSession, Delivered, NetworkDeps } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { Remembered } from '../kit/remembered.ts';
import { createAsk, inPace, PACE_MS, type Ask } from './ask.ts';
import { createClient } from './client.ts';
import type { InstagramOptions } from './client.ts';
import { hear } from './normalise.ts';
import { missedComments, missedMessages } from './missed.ts';
import { commentValueSchema, mentionValueSchema } from './schemas.ts';
import type { InstagramComment, InstagramMedia, InstagramProfile } from './schemas.ts';

/** How much is asked for at once. */
const AT_ONCE = 8;
/** So long a batch waits for all that is asked for; what is left of it comes in without. */
const WAIT_MS = 15_000;
const CATCH_UP_EVERY_MS = 60 * 60_000;

const inner = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null ? Reflect.get(raw, name) : undefined;

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** What its calls leave out, asked for once in some hours. */
export class Around {
  readonly #profiles: Remembered<InstagramProfile>;
  /** A post that may not be read is remembered as such: it is somebody else's. */
  readonly #media: Remembered<InstagramMedia | 'not ours'>;
  readonly #comments: Remembered<InstagramComment>;

  constructor(deps: NetworkDeps) {
    this.#profiles = new Remembered(deps, 'instagram');
    this.#media = new Remembered(deps, 'instagram');
    this.#comments = new Remembered(deps, 'instagram');
  }

  profile(
    account: AccountSession,
    ask: Ask,
    id: string,
    signal: AbortSignal,
  ): Promise<InstagramProfile | null> {
    if (id === '' || id === account.nativeId) return Promise.resolve(null);
    return this.#profiles.find(
      `${account.id} ${id}`,
      () => ask.profile(id, { signal, shortly: true }),
      signal,
    );
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

  mentionedComment(
    account: AccountSession,
    ask: Ask,
    id: string,
    signal: AbortSignal,
  ): Promise<InstagramComment | null> {
    const read = () => ask.mentionedComment(id, { signal, shortly: true });
    return this.#comments.find(`${account.id} ${id}`, read, signal);
  }

  async mentionedMedia(
    account: AccountSession,
    ask: Ask,
    id: string,
    signal: AbortSignal,
  ): Promise<InstagramMedia | null> {
    const read = () => ask.mentionedMedia(id, { signal, shortly: true });
    const found = await this.#media.find(`${account.id} mentioned ${id}`, read, signal);
    return found === 'not ours' ? null : found;
  }
}

interface Delivery {
  raw: unknown;
  receivedAt: string;
}

async function hearOne(
  around: Around,
  { account, ask, signal }: { account: AccountSession; ask: Ask; signal: AbortSignal },
  { raw, receivedAt }: Delivery,
): Promise<Delivered> {
  const { nativeId, handle } = account;
  const messaging = inner(raw, 'messaging');
  const value = inner(raw, 'value');
  const writer = fieldOf(inner(messaging, 'sender'), 'id');
  const isMention = inner(raw, 'field') === 'mentions';
  const mention = isMention ? mentionValueSchema.safeParse(value).data : undefined;
  const comment = isMention ? undefined : commentValueSchema.safeParse(value).data;
  const wants = mention?.comment_id;
  const hearing = {
    self: { nativeId, handle },
    receivedAt,
    profile: messaging === undefined ? null : await around.profile(account, ask, writer, signal),
    media: comment === undefined ? null : await around.media(account, ask, comment.media.id, signal),
    mentioned: {
      comment: typeof wants === 'string' ? await around.mentionedComment(account, ask, wants, signal) : null,
      media:
        mention === undefined ? null : await around.mentionedMedia(account, ask, mention.media_id, signal),
    },
  };
  return hear(raw, hearing);
}

/** Makes what reads deliveries. */
export function createReading(
  deps: NetworkDeps,
  options: InstagramOptions,
  waitMs = WAIT_MS,
): ReadDeliveries {
  const around = new Around(deps);
  return async (account, deliveries, signal) => {
    const ask = createAsk(createClient(deps, options, account), account.nativeId);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
    const all: Delivered[] = [];
    for (let from = 0; from < deliveries.length; from += AT_ONCE) {
      const some = deliveries
        .slice(from, from + AT_ONCE)
        .map(({ body, receivedAt }) =>
          hearOne(around, { account, ask, signal: inTime }, { raw: parse(body), receivedAt }),
        );
      all.push(...(await Promise.all(some)));
    }
    return all;
  };
}

/** Comments under our newest posts, then messages: what was not told since then. */
export function createCatchUp(deps: NetworkDeps, options: InstagramOptions): CatchUp {
  const { catchUpEveryMs: everyMs = CATCH_UP_EVERY_MS, paceMs = PACE_MS } = options;
  return {
    everyMs,
    async *since(account, sinceMs, signal) {
      const ask = createAsk(createClient(deps, options, account), account.nativeId);
      const self = { nativeId: account.nativeId, handle: account.handle };
      yield* missedComments(ask, { self, sinceMs, signal });
      const wait = () => inPace(deps, paceMs, signal);
      yield* missedMessages(ask, { self, sinceMs, signal, wait });
    },
  };
}
