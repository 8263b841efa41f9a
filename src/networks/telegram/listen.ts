// Hears a bot by long polling: asking for what comes after an update tells Telegram to forget it, so what is committed is asked from.
import { AppError } from '../../domain/errors.ts';
import type { Delivered, ListenInput, NetworkDeps } from '../kit/network.ts';
import { createClient } from './client.ts';
import { hear } from './normalise.ts';
import { updateIdSchema, updatesSchema } from './schemas.ts';

/** The most that Telegram gives at once. */
const PAGE = 100;
const PAGE_BYTES = 32 * 1024 * 1024;
const POLL_SECONDS = 25;
/** Beyond the time for which Telegram holds the question open. */
const GRACE_MS = 15_000;
/** Where a server answers at once with nothing new. */
const PAUSE_MS = 1_000;
/** Telegram keeps what nobody asks for this long. */
const KEPT_MS = 24 * 3_600_000;
/** How old the time in a cursor may grow while nothing comes. */
const SAVE_EVERY_MS = 3_600_000;
/** What this connection has told, against a server that tells it again. */
const MOST_REMEMBERED = 1_000;

/** `my_chat_member` and the rest are not asked for: that somebody blocked the bot is told by the first send to them. */
const allowed = ['message', 'edited_message'] as const;

/** The next update, and when that was known (epoch milliseconds). */
interface Position {
  offset: number;
  atMs: number;
}

const cursorOf = ({ offset, atMs }: Position): string => `${String(offset)}@${String(atMs)}`;

/** Never below zero: that would tell Telegram to forget. */
function positionOf(cursor: string | null): Position | null {
  if (cursor === null) return null;
  const [, offset, atMs] = /^(\d{1,16})@(\d{1,15})$/.exec(cursor) ?? [];
  if (offset !== undefined && atMs !== undefined) return { offset: Number(offset), atMs: Number(atMs) };
  throw new AppError('cursor_invalid', `"${cursor}" is no position of a bot.`, { where: 'cursor' });
}

const idOf = (raw: unknown): number | null => {
  const parsed = updateIdSchema.safeParse(raw);
  return parsed.success ? parsed.data.update_id : null;
};

/** Tells each update of this connection once. */
class Told {
  readonly #ids = new Set<number>();

  isNew(id: number | null): boolean {
    if (id === null) return true;
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > MOST_REMEMBERED && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}

/**
 * Says so where updates are missing: more time passed than Telegram keeps anything, or the ids go on later than where
 * we were. The latter also happens after a quiet week, when ids begin anew.
 */
function tellGap(
  { gap }: ListenInput,
  { offset, atMs }: Position,
  ids: readonly number[],
  nowMs: number,
): void {
  const since = new Date(atMs).toISOString();
  if (nowMs - atMs > KEPT_MS) {
    gap?.({ since, reason: 'Telegram keeps what nobody asks for one day only' });
  } else if (Math.min(...ids) > offset && ids.length > 0) {
    gap?.({ since, reason: 'another program with the same bot token may have taken what came between' });
  }
}

/** Returns when the signal aborts. Errors: as the client; `heard_elsewhere` where another program hears the same bot. */
export async function listen(
  deps: NetworkDeps,
  input: ListenInput,
  pollSeconds: number = POLL_SECONDS,
): Promise<void> {
  const { source, account, signal } = input;
  if (account === null) {
    throw new AppError('network_rejected', 'A bot is heard as its own account.', { where: 'account' });
  }
  const { nativeId, handle } = account;
  const hearing = { self: { nativeId, handle }, withGroups: source.config['groups'] !== 'false' };
  const client = createClient(deps, account);
  const told = new Told();
  let position = positionOf(input.cursor);

  const ask = async (offset: number | undefined): Promise<unknown[] | null> => {
    try {
      const params = { limit: PAGE, timeout: pollSeconds, allowed_updates: allowed };
      return await client({
        method: 'getUpdates',
        params: offset === undefined ? params : { ...params, offset },
        result: updatesSchema,
        repeat: 'harmless',
        doing: 'listening',
        timeoutMs: pollSeconds * 1000 + GRACE_MS,
        maxBytes: PAGE_BYTES,
        signal,
      });
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  };

  while (!signal.aborted) {
    const askedMs = deps.now();
    const updates = await ask(position?.offset);
    if (updates === null || signal.aborted) return;
    input.alive();
    const nowMs = deps.now();
    const ids = updates.flatMap((raw) => idOf(raw) ?? []);
    const items: Delivered[] = updates
      .filter((raw) => told.isNew(idOf(raw)))
      .map((raw) => hear(raw, hearing));
    const offset = ids.length === 0 ? position?.offset : Math.max(...ids) + 1;
    if (updates.length > 0 && ids.length === 0) {
      throw new AppError(
        'network_unavailable',
        'Telegram told updates that bear no ids; they are asked for again.',
      );
    }
    const isOld = position !== null && nowMs - position.atMs > SAVE_EVERY_MS;
    if (offset !== undefined && (updates.length > 0 || isOld)) {
      if (position !== null) tellGap(input, position, ids, nowMs);
      const next: Position = { offset, atMs: nowMs };
      await input.deliver({ items, cursor: cursorOf(next) });
      position = next;
    }
    if (items.length === 0 && nowMs - askedMs < PAUSE_MS) {
      await deps.sleep(PAUSE_MS, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }
}
