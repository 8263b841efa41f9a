// Asks a network that calls us for what its calls did not bring: after a pause, and now and then. Each thing is handed on once.
import { AppError } from '../../domain/errors.ts';
import type { AccountSession, Delivered, ListenInput, NetworkDeps } from './network.ts';
import { Positions } from './position.ts';

export interface CatchUp {
  /** How often, and at the beginning of a connection where that long has passed. */
  everyMs: number;
  /** What came to the account since then (epoch milliseconds), in parts; what was told already may be among it. */
  since(account: AccountSession, sinceMs: number, signal: AbortSignal): AsyncIterable<Delivered[]>;
}

export interface CatchingUp {
  /** Items without those that were handed on before; a post whose text is another one by now is an edit. */
  fresh(items: readonly Delivered[]): Delivered[];
  /** The cursor to save with them. */
  cursorAt(seq: number): string;
  /** Catches up where it is time. What the network does not answer is asked for later: what it tells goes on being heard. */
  run(seq: number): Promise<void>;
}

/** Networks show what is new a moment later, and their clocks are not ours. */
const OVERLAP_MS = 10 * 60_000;
const AGAIN_MS = 60_000;
const FEED = 'caught up';
/** Its ids are times. */
const byTime = {
  isLater: (a: string, b: string): boolean => Number(a) > Number(b),
  stable: (id: string): string => id,
};

interface Of {
  account: AccountSession;
  input: Pick<ListenInput, 'deliver' | 'alive' | 'signal'>;
  /** As `cursorAt` wrote it, after the number; empty on the first start. */
  position: string;
}

export function createCatchingUp(
  deps: Pick<NetworkDeps, 'now' | 'log'>,
  { everyMs, since }: CatchUp,
  { account, input, position }: Of,
): CatchingUp {
  const positions = new Positions(position === '' ? null : position, byTime);
  // What came before the account was connected is nobody's to answer.
  if (positions.newest(FEED) === null) positions.advance(FEED, String(deps.now()), deps.now());
  let notBeforeMs = Number.NEGATIVE_INFINITY;

  const fresh = (items: readonly Delivered[]): Delivered[] =>
    items.flatMap((item) => {
      if ('malformed' in item.outcome) {
        // It is there again whenever the network is asked.
        return positions.isNew('malformed', JSON.stringify(item.raw), '') ? [item] : [];
      }
      const { heard } = item.outcome;
      if (heard?.type !== 'post') return [item];
      const { post } = heard;
      const isNew = positions.isNew('post', post.nativeId, '');
      const isOtherText = positions.isNew('post', post.nativeId, post.text);
      if (isNew) return [item];
      if (!isOtherText) return [];
      return [{ ...item, outcome: { heard: { type: 'edit' as const, post, editedAt: post.createdAt } } }];
    });
  const cursorAt = (seq: number): string => `${String(seq)} ${positions.toString()}`;

  async function catchUp(seq: number): Promise<void> {
    const startedMs = deps.now();
    const sinceMs = Number(positions.newest(FEED)) - OVERLAP_MS;
    for await (const items of since(account, sinceMs, input.signal)) {
      input.alive();
      const left = fresh(items);
      if (left.length > 0) await input.deliver({ items: left, cursor: cursorAt(seq) });
    }
    if (input.signal.aborted) return;
    positions.advance(FEED, String(startedMs), startedMs);
    await input.deliver({ items: [], cursor: cursorAt(seq) });
  }

  return {
    fresh,
    cursorAt,
    async run(seq) {
      const now = deps.now();
      if (now < notBeforeMs || now - Number(positions.newest(FEED)) < everyMs) return;
      try {
        await catchUp(seq);
      } catch (error) {
        const isNetworks = error instanceof AppError && error.code !== 'account_token_dead';
        if (!isNetworks || input.signal.aborted) throw error;
        notBeforeMs = now + Math.max(AGAIN_MS, error.retryAfterMs ?? 0);
        deps.log.warn({ errorCode: error.code }, 'what was missed could not be asked for; it is tried again');
      }
    },
  };
}
