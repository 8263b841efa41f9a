// Hears a bot by the gateway: a session that was cut is resumed, and after one that is gone each channel is read on from where it stood.
import { AppError } from '../../domain/errors.ts';
import { createBatcher } from '../kit/batch.ts';
import type { ListenInput, NetworkDeps } from '../kit/network.ts';
import { createTurns } from '../kit/turns.ts';
import { Channels, scopeOf } from './channels.ts';
import { createClient } from './client.ts';
import type { DiscordClient, DiscordOptions } from './client.ts';
import { connectGateway } from './gateway.ts';
import type { GatewayEnd } from './gateway.ts';
import { Position, sessionIn } from './position.ts';
import type { Session } from './position.ts';
import { readMissed } from './missed.ts';
import { gatewaySchema } from './schemas.ts';
import { Taker } from './take.ts';

/** Discord wants a moment between a session that is gone and a new one. */
const BEFORE_NEW_SESSION_MS = 1_500;
/** Whom Discord refuses a session begins no other before this. */
const AFTER_REFUSAL_MS = 5_000;
/** Sign-ins of a day that are left alone: whoever uses the last one loses the token. */
const SPARED_STARTS = 10;

/** Where a new session begins. Throws `network_rate_limited` where the sign-ins of the day are used up. */
async function gatewayUrl(client: DiscordClient, signal: AbortSignal): Promise<string> {
  const call = {
    method: 'GET',
    path: '/gateway/bot',
    result: gatewaySchema,
    doing: 'asking for the gateway',
  } as const;
  const { url, session_start_limit: limit } = await client({ ...call, signal });
  if (limit.remaining > SPARED_STARTS) return url;
  const why = 'The bot signed in nearly as often today as Discord allows. Waiting until it may again.';
  throw new AppError('network_rate_limited', why, { retryAfterMs: Math.max(1_000, limit.reset_after) });
}

/** One listening, through as many sessions as it takes. */
interface Hearing {
  deps: NetworkDeps;
  input: ListenInput;
  token: string;
  client: DiscordClient;
  channels: Channels;
  position: Position;
  taker: Taker;
  committedSeq(): number | null;
  signal: AbortSignal;
}

/** One connection. `session`: the one to go on with. */
async function connectOnce(on: Hearing, session: Session | null): Promise<GatewayEnd> {
  const { deps, input, token, position, taker } = on;
  const stop = new AbortController();
  const signal = AbortSignal.any([on.signal, stop.signal]);
  const failure = Promise.withResolvers<never>();
  let reading: Promise<void> = Promise.resolve();
  if (session === null) taker.hold();
  const connection = connectGateway(deps, {
    url: session?.url ?? (await gatewayUrl(on.client, signal)),
    token,
    resume: session,
    committedSeq: on.committedSeq,
    onReady(begun) {
      reading = readMissed({ ...on, alive: () => input.alive(), hidden: 'empty', signal })
        .then(() => taker.release(begun))
        .catch((error: unknown) => {
          if (!signal.aborted) failure.reject(error);
        });
    },
    onEvent: (event) => taker.event(event),
    onBroken: (frame) => taker.broken(frame),
    alive: () => input.alive(),
    signal,
  });
  try {
    return await Promise.race([connection, failure.promise, taker.failed]);
  } finally {
    stop.abort();
    await Promise.allSettled([connection, reading]);
    // Nobody resumes one before which something is unread.
    if (await taker.settle()) position.session = null;
  }
}

/** Returns when the signal aborts or the connection ends. Errors: as the client and the gateway. */
export async function listen(deps: NetworkDeps, options: DiscordOptions, input: ListenInput): Promise<void> {
  const { account, signal, source } = input;
  if (account === null) {
    throw new AppError('network_rejected', 'A bot is heard as its own account.', { where: 'account' });
  }
  let committed = sessionIn(input.cursor)?.seq ?? null;
  const position = new Position(input.cursor, deps.now());
  const batcher = createBatcher(
    {
      async deliver(batch) {
        await input.deliver(batch);
        committed = sessionIn(batch.cursor)?.seq ?? null;
      },
      now: deps.now,
      sleep: deps.sleep,
    },
    input.cursor,
  );
  // What is refused at its first commit must be found again.
  if (position.isFirst) await input.deliver({ items: [], cursor: position.toString() });
  const client = createClient(deps, options, account);
  const channels = new Channels(client, signal);
  const self = { nativeId: account.nativeId, handle: account.handle };
  const scope = scopeOf(source.config);
  const taker = new Taker({ deps, self, scope, channels, position, batcher, inTurn: createTurns() });
  const token = account.secrets['token'] ?? '';
  const committedSeq = (): number | null => committed;
  const on: Hearing = { deps, input, token, client, channels, position, taker, committedSeq, signal };
  while (!signal.aborted) {
    const { session } = position;
    let end: GatewayEnd;
    try {
      end = await connectOnce(on, session);
    } finally {
      // However it ends: what is delivered later would come beside the next connection, which began before it.
      await batcher.flush();
    }
    if (end.resumable || signal.aborted) return;
    position.session = null;
    if (session === null) {
      const why = 'Discord did not begin a session, or ended it at once. Another is tried soon.';
      throw new AppError('network_unavailable', why, { retryAfterMs: AFTER_REFUSAL_MS });
    }
    // A session that cannot go on is followed by a new one.
    await deps.sleep(BEFORE_NEW_SESSION_MS, signal).catch(() => {});
  }
}
