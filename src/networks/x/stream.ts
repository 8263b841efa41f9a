// Hears X by its filtered stream: rules made of the monitors, one connection, and its search for what a break left out.
import { AppError } from '../../domain/errors.ts';
import { runTogether } from '../kit/feed.ts';
import { readLines } from '../kit/lines.ts';
import type { ListenInput } from '../kit/network.ts';
import type { Backoff } from './backoff.ts';
import { boughtIn, type Bought } from './bought.ts';
import { streamParams, type Client, type Clients } from './client.ts';
import { begin, lookAgainInTime, type Pace } from './listen.ts';
import { hearPost, readIncludes } from './normalise.ts';
import { nameOf } from './position.ts';
import { keepRules, type KeptRules } from './rules.ts';
import { BATCH, commit, inOrder, postsLeft, readsSpent, round, SAVE_EVERY_MS } from './round.ts';
import type { Listening, Told } from './round.ts';
import { lineSchema } from './schemas.ts';

/** Lines held while what was missed is read; beyond, X is held back, and cuts the stream where that lasts. */
const MAX_HELD = 5000;
/** How often what comes without a post (an end of silence, a change) is looked after. */
const TICK_MS = 1000;

/** A shorter pause lies within what the search reads again. */
const SHORT_MS = 60_000;

/** One connection to the stream. */
interface Following {
  on: Listening;
  /** As it was given; that of `on` hears what the search cannot be asked for. */
  input: ListenInput;
  app: Client;
  signal: AbortSignal;
  pace: Pace;
  backoff: Backoff;
  rules: KeptRules;
  /** What came and is not told yet. */
  held: Told[];
  /** What came and is not counted yet, also what is told to nobody: X asks for all that it brings. */
  bought: Bought[];
  /** When something last came. */
  aliveMs: number;
  /** A rule was added: what it would have brought a moment ago is searched for. */
  isBehind: boolean;
  wake(): void;
  /** The queries of the monitors that the search was not asked for in the last round. */
  unsearched(): readonly string[];
}

const wakeable = () => {
  let wake = (): void => {};
  return {
    wake: () => wake(),
    /** Until `wake` is called, or `ms` are over. */
    wait: async ({ on, signal }: Pick<Following, 'on' | 'signal'>, ms: number): Promise<void> => {
      const early = new AbortController();
      wake = () => early.abort();
      const until = AbortSignal.any([signal, early.signal]);
      await on.clients.deps.sleep(ms, until).catch(() => {});
    },
  };
};

/** What X says on the stream about the stream itself. */
function disconnected(
  errors: readonly { title?: string | null | undefined; detail?: string | null | undefined }[],
) {
  const [first] = errors;
  const said = [first?.title, first?.detail].filter((part) => typeof part === 'string').join(': ');
  return new AppError(
    'network_unavailable',
    `X ends the stream: ${said === '' ? 'it says no reason' : said}`,
  );
}

/** What a line brings; throws where X ends the stream with it. */
function readLine(line: string, { rules, bought }: Following): Told | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { name: nameOf(line), items: [{ raw: line, outcome: { malformed: 'a line that is not JSON' } }] };
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success)
    return { name: nameOf(json), items: [{ raw: json, outcome: { malformed: 'not a line of the stream' } }] };
  const { data, errors, includes, matching_rules: matching } = parsed.data;
  bought.push(...boughtIn(parsed.data, 'readPost'));
  if (data === undefined || data === null) {
    if (errors !== null && errors !== undefined) throw disconnected(errors);
    return null;
  }
  // The app may have rules of somebody else, whose posts are not ours.
  const isOurs = matching.length === 0 || matching.some(({ id }) => rules.serving.has(id));
  return isOurs ? { name: nameOf(data), items: hearPost(data, readIncludes(includes), null) } : null;
}

const countBought = ({ on, bought }: Following): Promise<void> =>
  on.clients.till.heard(on.client.account, bought.splice(0));

/** Reads the stream until it ends, or the budget does. */
async function read(response: Response, to: Following): Promise<void> {
  const { on, signal, pace, backoff, held } = to;
  const lines = readLines(response, {
    network: 'X',
    idleMs: pace.silenceMs,
    alive: () => {
      backoff.heard();
      to.aliveMs = on.clients.deps.now();
      on.input.alive();
    },
    signal,
  });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const told = readLine(line, to);
    // Whatever else waits meanwhile: what has no budget is not read on.
    if (to.bought.length >= BATCH) {
      await countBought(to);
      if ((await postsLeft(on)) === 0) {
        if (told !== null) held.push(told);
        return;
      }
    }
    if (told === null) continue;
    held.push(told);
    to.wake();
    while (held.length >= MAX_HELD && !signal.aborted)
      await on.clients.deps.sleep(TICK_MS, signal).catch(() => {});
  }
}

/** Tells what came by now, each post once: what comes meanwhile waits until the budget was looked at. */
async function tellHeld(to: Following): Promise<void> {
  const { on, held } = to;
  const hasBought = to.bought.length > 0;
  await countBought(to);
  // Posts of rules that are not ours cost as much.
  if (held.length === 0 && !hasBought) return;
  for (let left = held.length; left > 0; left -= BATCH) {
    const fresh = new Map<string, Told>();
    for (const told of held.splice(0, Math.min(BATCH, left)))
      if (on.position.isNew(told.name)) fresh.set(told.name, told);
    if (fresh.size === 0) continue;
    await commit(on, [...fresh.values()].toSorted(inOrder));
  }
  await countBought(to);
  if ((await postsLeft(on)) === 0) throw await readsSpent(on);
}

/** Says what a pause may have cost: the stream takes more, and longer, questions than the search. */
function tellUnsearched({ on, input, unsearched }: Following, sinceMs: number): void {
  if (unsearched().length === 0 || input.cursor === null || on.clients.deps.now() - sinceMs < SHORT_MS)
    return;
  const reason = 'X’s search cannot be asked at once for all that its stream brings';
  input.gap?.({ since: new Date(sinceMs).toISOString(), reason });
}

/** Reads what the stream did not bring, and tells what it brings meanwhile between two rounds. */
async function catchUp(to: Following): Promise<void> {
  const { on, signal } = to;
  to.isBehind = false;
  do {
    await round(on);
    await tellHeld(to);
  } while (!signal.aborted && on.position.owed.some(({ refused }) => !refused));
}

/** Tells what comes, and looks after what else is to be done, until the stream ends. */
async function tell(to: Following, wait: (ms: number) => Promise<void>): Promise<void> {
  const { on, signal, held } = to;
  const { position, clients } = on;
  const sinceMs = position.roundMs;
  await catchUp(to);
  tellUnsearched(to, sinceMs);
  while (!signal.aborted) {
    await lookAgainInTime(on, to.pace);
    if (held.length === 0) await wait(TICK_MS);
    if (signal.aborted) return;
    const untilMs = to.aliveMs;
    await tellHeld(to);
    if (to.isBehind) await catchUp(to);
    position.heardUntil(untilMs);
    if (clients.deps.now() - on.savedMs > SAVE_EVERY_MS) await commit(on, []);
  }
}

/** Keeps the rules in step with the monitors. */
async function keepInStep(to: Following, first: string): Promise<void> {
  const { on, input, app, signal, pace, rules } = to;
  for (let before = first; !signal.aborted;) {
    await on.clients.deps.sleep(pace.monitorsMs, signal).catch(() => {});
    if (signal.aborted) return;
    const monitors = (await input.monitors?.()) ?? [];
    const now = JSON.stringify(monitors);
    if (now === before) continue;
    const kept = await keepRules({ client: app, signal }, input.source.id, monitors);
    // What an older rule brings may still be on its way.
    for (const id of kept.serving) rules.serving.add(id);
    input.unheard?.(kept.unheard);
    if (kept.hasNew) to.isBehind = true;
    before = now;
    to.wake();
  }
}

/** One connection of a source of the kind `stream`; see `Network.listen`. Failures carry the wait that X asks for. */
export async function follow(
  clients: Clients,
  input: ListenInput,
  pace: Pace,
  backoff: Backoff,
): Promise<void> {
  let unsearched: readonly string[] = [];
  // What a search cannot be asked for the stream brings all the same.
  const on = await begin(clients, { ...input, unheard: (queries) => void (unsearched = queries) });
  if ((await postsLeft(on)) === 0) throw await readsSpent(on);
  const app = clients.asApp(on.client.account);
  const stop = new AbortController();
  const signal = AbortSignal.any([input.signal, stop.signal]);
  try {
    const monitors = (await input.monitors?.()) ?? [];
    const rules = await keepRules({ client: app, signal }, input.source.id, monitors);
    input.unheard?.(rules.unheard);
    const response = await app.open('/2/tweets/search/stream', streamParams, {
      doing: 'opening the stream',
      signal,
    });
    const { wake, wait } = wakeable();
    const aliveMs = clients.deps.now();
    const to: Following = {
      on,
      input,
      app,
      signal,
      pace,
      backoff,
      rules,
      held: [],
      bought: [],
      aliveMs,
      isBehind: false,
      wake,
      unsearched: () => unsearched,
    };
    const tasks = [
      () => read(response, to),
      () => tell(to, (ms) => wait(to, ms)),
      () => keepInStep(to, JSON.stringify(monitors)),
    ];
    try {
      await runTogether(tasks, stop, signal, new Promise<never>(() => {}));
    } finally {
      // Also where it is told to nobody any more.
      await countBought(to);
    }
    // What came before the end is told; the rest is searched for by the next connection.
    if (!input.signal.aborted) await tellHeld(to);
  } catch (error) {
    if (input.signal.aborted) return;
    throw backoff.after(error);
  }
}
