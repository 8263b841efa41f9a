// Judging by another model: after the built-in one, for posts that may leave, as long as the budget lasts, and never in its stead when it fails.
import type { Judged } from '../domain/judgement/judge.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import { heed, rowsByOther, type OtherSaid } from '../domain/judgement/said.ts';
import { minus, spentBy, type Price, type Spent, type Usage } from '../domain/judgement/spending.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';
import { textToLeave } from '../domain/personal-data/outgoing.ts';
import type { Visibility } from '../domain/post/post.ts';
import { mayLeave } from '../domain/post/terms.ts';
import type { Log } from './ports.ts';

/** Why there is no answer. `again`: it should be asked once more at once, in the way it has now learnt. */
export type NoAnswer = 'late' | 'limited' | 'down' | 'refused' | 'garbled' | 'again';

export interface Asked {
  answer: OtherSaid | { failed: NoAnswer; retryAfterMs?: number };
  /** Null where nobody knows: then what was set aside for it counts as spent. */
  usage: Usage | null;
}

/** The port: another model, wherever it runs. Filled by src/main. */
export interface OtherModel {
  /** What people are shown: “by <name>”. */
  name: string;
  /** Another one whenever the same text may be answered otherwise: the model and what it is told. */
  version: string;
  /** Whether what it is asked leaves this program. */
  leaves: boolean;
  /** The most tokens that one request with this post can use. */
  mostUsage(post: PostToJudge): Usage;
  /** One request. Never throws; ends soon after the signal is aborted. */
  ask(post: PostToJudge, signal: AbortSignal): Promise<Asked>;
}

/** What was spent, kept where all processes see it. Filled by src/main. */
export interface Spending {
  /** Sets an amount aside for a workspace; false, and nothing is, where a limit, or its share, would be passed. */
  reserve(amount: Spent, spender: string | null): Promise<boolean>;
  /** Adds to what was set aside, or gives back: the amount may be negative. */
  correct(amount: Spent, spender: string | null): Promise<void>;
  /** How many posts ended so. */
  count(outcomes: ReadonlyMap<Outcome, number>): Promise<void>;
}

/** Bounded, and keyed by what the answer follows from. Filled by src/main. */
export interface AnswerCache {
  get(key: string): OtherSaid | undefined;
  set(key: string, answer: OtherSaid): void;
}

export const outcomes = [
  'answered',
  'cached',
  'sure',
  'forbidden',
  'spent',
  'resting',
  'late',
  'limited',
  'down',
  'refused',
  'garbled',
] as const;
/** `sure`: the built-in judgement was not in doubt. `resting`: the model had failed shortly before. */
export type Outcome = (typeof outcomes)[number];

export interface PostToAsk {
  id: string;
  network: string;
  visibility: Visibility;
  text: string;
  lang: string | null;
  /** The names of whom it is for; empty where nobody knows. */
  brand: readonly string[];
}

export interface JudgedByOther {
  /** By post id. What is not here stays as it was judged. */
  rows: Map<string, JudgementRow[]>;
  outcomes: Map<Outcome, number>;
  /** Posts that nothing became of, because it was told to stop. */
  left: string[];
}

export interface OtherDeps {
  model: OtherModel;
  cache: AnswerCache;
  spending: Spending;
  price: Price | null;
  /** Ask about every post, and not only where the built-in model is in doubt. */
  asksAll: boolean;
  /** For one post, waits and further tries included. */
  timeoutMs: number;
  hash(text: string): string;
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  log: Pick<Log, 'warn'>;
}

/** What the built-in models say, with what a workspace learnt; whether that is in doubt, and whose name its rows have. */
export type JudgeBefore = (post: PostToJudge) => { judged: Judged; isUnsure: boolean; method: string };

export type JudgeByOther = (
  posts: readonly PostToAsk[],
  before: JudgeBefore,
  signal: AbortSignal,
  /** The workspace whose posts they are; null outside of any. */
  spender?: string | null,
) => Promise<JudgedByOther>;

/** So many questions under way at once. */
const atOnce = 4;
const mostTries = 4;
const shortestRestMs = 5_000;
const longestRestMs = 600_000;

/** Remembers for how long the model is left alone after it failed. */
export function createJudgeByOther(deps: OtherDeps): JudgeByOther {
  const rest = createRest(deps);
  /** What is asked just now: of equal texts, one is sent. */
  const underWay = new Map<string, Promise<OtherSaid | Outcome>>();

  async function judgeOne(
    post: PostToAsk,
    before: JudgeBefore,
    { signal, spender }: Asking,
  ): Promise<[Outcome, JudgementRow[] | null]> {
    const { model, cache } = deps;
    if (model.leaves && !mayLeave(post)) return ['forbidden', null];
    const own = { text: post.text, lang: post.lang, brand: post.brand };
    const { judged, isUnsure, method } = before(own);
    if (!isUnsure && !deps.asksAll) return ['sure', null];
    const question = model.leaves ? { ...own, text: textToLeave(post.text, post.brand) } : own;
    const key = deps.hash(JSON.stringify([model.version, question.lang, question.brand, question.text]));
    const rowsOf = (said: OtherSaid): JudgementRow[] =>
      rowsByOther(heed(judged, said, post.brand.length > 0), model.name, method);

    const known = cache.get(key);
    if (known !== undefined) return ['cached', rowsOf(known)];
    const same = underWay.get(key);
    const asking = same ?? ask(deps, rest, question, { signal, spender });
    if (same === undefined) underWay.set(key, asking);
    try {
      const answer = await asking;
      if (typeof answer === 'string') return [answer, null];
      cache.set(key, answer);
      return [same === undefined ? 'answered' : 'cached', rowsOf(answer)];
    } finally {
      if (same === undefined) underWay.delete(key);
    }
  }

  return async (posts, before, signal, spender = null) => {
    const rows = new Map<string, JudgementRow[]>();
    const counted = new Map<Outcome, number>();
    const left: string[] = [];
    const waiting = [...posts];
    const work = async (): Promise<void> => {
      while (!signal.aborted) {
        const post = waiting.shift();
        if (post === undefined) return;
        const [outcome, said] = await judgeOne(post, before, { signal, spender });
        // What failed because it was cut off has not failed.
        if (said === null && signal.aborted) {
          left.push(post.id);
          continue;
        }
        counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
        if (said !== null) rows.set(post.id, said);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, posts.length) }, work));
    if (counted.size > 0) await deps.spending.count(counted);
    return { rows, outcomes: counted, left: [...left, ...waiting.map(({ id }) => id)] };
  };
}

/** Until when one goes on, and who pays. */
interface Asking {
  signal: AbortSignal;
  spender: string | null;
}

type Rest = ReturnType<typeof createRest>;

/** After a failure the model is left alone: as long as it asked for, else twice as long each time. */
function createRest({ now, log, model }: Pick<OtherDeps, 'now' | 'log' | 'model'>) {
  let untilMs = -Infinity;
  let failures = 0;
  return {
    isOn: () => now() < untilMs,
    worked() {
      failures = 0;
    },
    begin(why: NoAnswer, askedMs = 0) {
      // Those that were under way together fail together, which is one failure.
      if (now() < untilMs && askedMs <= untilMs - now()) return;
      failures += 1;
      const usualMs = Math.min(longestRestMs, shortestRestMs * 2 ** (failures - 1));
      const waitMs = Math.max(usualMs, Math.min(askedMs, longestRestMs));
      untilMs = now() + waitMs;
      log.warn({ model: model.name, why, failures, waitMs }, 'another model is not asked for a while');
    },
  };
}

/** Asks until there is an answer, as often and as long as that is allowed. */
async function ask(
  deps: OtherDeps,
  rest: Rest,
  question: PostToJudge,
  { signal: stop, spender }: Asking,
): Promise<OtherSaid | Outcome> {
  const { now } = deps;
  const endMs = now() + deps.timeoutMs;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(deps.timeoutMs)]);
  for (let tries = 1; ; tries += 1) {
    if (rest.isOn()) return 'resting';
    const asked = await askWithinBudget(deps, question, { signal, spender });
    if (asked === null) return 'spent';
    if (!('failed' in asked)) {
      rest.worked();
      return asked;
    }
    const { failed, retryAfterMs = 0 } = asked;
    const waitMs = failed === 'again' ? 0 : Math.max(retryAfterMs, 500 * tries);
    const mayRetry = failed === 'again' || failed === 'limited' || failed === 'down';
    if (!mayRetry || tries >= mostTries || now() + waitMs >= endMs || signal.aborted) {
      const outcome = failed === 'again' ? 'refused' : failed;
      // Nonsense says nothing of the next post; all else will be the same there.
      if (outcome !== 'garbled' && !stop.aborted) rest.begin(outcome, retryAfterMs);
      return outcome;
    }
    await deps.sleep(waitMs, signal).catch(() => undefined);
  }
}

/** One request, paid for beforehand with the most it can cost. Null where the budget does not allow it. */
async function askWithinBudget(
  { model, spending, price }: OtherDeps,
  question: PostToJudge,
  { signal, spender }: Asking,
): Promise<Asked['answer'] | null> {
  const most = spentBy(model.mostUsage(question), price);
  if (!(await spending.reserve(most, spender))) return null;
  const { answer, usage } = await model.ask(question, signal);
  if (usage !== null) await spending.correct(minus(spentBy(usage, price), most), spender);
  return answer;
}
