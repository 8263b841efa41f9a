// Reads what was said while no session told of it: every channel that is heard, page by page, from where it stood.
import type { ListenInput, NetworkDeps } from '../kit/network.ts';
import { LONGEST_WAIT_MS, patiently } from '../kit/patience.ts';
import { scopeOf, unlessHidden } from './channels.ts';
import type { Channels } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { compareIds } from './ids.ts';
import type { Position } from './position.ts';
import { messagesSchema, snowflake } from './schemas.ts';
import { idOf } from '../kit/record.ts';
import type { Taker, Where } from './take.ts';

const PAGE = 100;
/** Pages of one channel at most; what is beyond is told as a gap. */
const MOST_PAGES = 1_000;

export interface Reading {
  deps: Pick<NetworkDeps, 'now' | 'sleep'>;
  alive(): void;
  client: DiscordClient;
  signal: AbortSignal;
  /** A channel that the bot may not see: empty, or the error of the client. */
  hidden: 'empty' | 'error';
}

const idIn = (raw: unknown): string => snowflake.safeParse(idOf(raw)).data ?? '0';

/** Waits where the requests of this kind are used up, instead of being refused. */
async function spare({ deps, client, signal }: Reading): Promise<void> {
  const state = client.rate();
  const waitMs = state?.remaining === 0 && state.resetAtMs !== null ? state.resetAtMs - deps.now() : 0;
  if (waitMs > 0) await deps.sleep(Math.min(waitMs, LONGEST_WAIT_MS), signal).catch(() => {});
}

/** The messages after an id, oldest first, page by page. Errors: those of the client. */
export async function* messagesAfter(
  channel: string,
  after: string,
  on: Reading,
): AsyncGenerator<unknown[], boolean> {
  const doing = 'reading what was missed';
  for (let from = after, pages = 0; pages < MOST_PAGES; pages += 1) {
    const query = { after: from, limit: String(PAGE) };
    const call = {
      method: 'GET',
      path: `/channels/${channel}/messages`,
      query,
      result: messagesSchema,
      doing,
    } as const;
    const asked = patiently(on, () => on.client({ ...call, signal: on.signal }));
    const listed = on.hidden === 'empty' ? await unlessHidden(asked) : await asked;
    const page = (listed ?? []).toSorted((a, b) => compareIds(idIn(a), idIn(b)));
    on.alive();
    yield page;
    const last = idIn(page.at(-1));
    if (page.length < PAGE || compareIds(last, from) <= 0) return true;
    from = last;
    await spare(on);
  }
  return false;
}

interface Missed extends Reading {
  input: Pick<ListenInput, 'gap' | 'source'>;
  channels: Channels;
  position: Position;
  taker: Taker;
}

async function readChannel(where: Where, on: Missed): Promise<void> {
  const pages = messagesAfter(where.id, on.position.after(where.id), on);
  for (let next = await pages.next(); ; next = await pages.next()) {
    if (next.done === true) {
      if (!next.value)
        tellGap(on, `more than ${String(MOST_PAGES * PAGE)} messages were missed in a channel`);
      return;
    }
    for (const raw of next.value) await on.taker.listed(where, raw);
  }
}

function tellGap({ input, position }: Missed, reason: string): void {
  input.gap?.({ since: new Date(position.markMs).toISOString(), reason });
}

/** Reads all that was missed; the first time, what was said since that began. Errors: those of the client. */
export async function readMissed(on: Missed): Promise<void> {
  const { channels, position, input } = on;
  const scope = scopeOf(input.source.config);
  const { floor } = position;
  for (const channel of await patiently(on, () => channels.withNews(scope, floor))) {
    await readChannel(channel, on);
  }
  if (!scope.dms || position.isFirst) return;
  for (const id of position.dms) await readChannel({ id, guild: null, root: null }, on);
  const reason =
    'Discord keeps a session for some minutes only. Channels were read again; it does not list what was edited or deleted meanwhile, nor messages of people who wrote to the bot for the first time';
  tellGap(on, reason);
}
