// Keeps the rules of X's filtered stream in step with the monitors: adds what is missing, deletes what nobody needs.
import { monitorToPush } from '../../domain/listening/push-down/monitor.ts';
import { compileXRules } from '../../domain/listening/push-down/x-rules.ts';
import { AppError } from '../../domain/errors.ts';
import { readBody, type Client } from './client.ts';
import { asSearch, withoutReposts, type AskedMonitor } from './questions.ts';
import { rulesSchema, type Rule } from './schemas.ts';

const PATH = '/2/tweets/search/stream/rules';
/** What every tier takes (Enterprise: 2,048 characters and 25,000 rules). */
const MAX_LENGTH = 1024;
const MAX_RULES = 1000;
/** Rules of one request. */
const CHUNK = 100;
const MAX_PAGES = 10;

export interface KeptRules {
  /** The queries of the monitors that X's stream does not bring. */
  unheard: string[];
  /** The ids of the rules that bring posts for us. */
  serving: Set<string>;
  /** Whether a rule was added: what it brings begins now, and not before. */
  hasNew: boolean;
}

interface Keeping {
  client: Client;
  signal: AbortSignal;
}

/** By it our rules are told from those of others who use the same app. */
export const tagOf = (sourceId: string): string => `kizuki ${sourceId}`;

async function listRules({ client, signal }: Keeping): Promise<Rule[]> {
  const doing = 'reading the rules of the stream';
  const rules: Rule[] = [];
  let token: string | null = null;
  for (let n = 0; n < MAX_PAGES; n += 1) {
    const params: Record<string, string> = token === null ? {} : { pagination_token: token };
    const page = readBody(rulesSchema, await client.get(PATH, params, { doing, signal }), { doing });
    rules.push(...page.data);
    token = page.meta?.next_token ?? null;
    if (token === null) break;
  }
  return rules;
}

async function update({ client, signal }: Keeping, json: unknown): Promise<Rule[]> {
  const doing = 'changing the rules of the stream';
  const answer = await client.call({ method: 'POST', path: PATH, body: { json }, doing, signal });
  return readBody(rulesSchema, answer, { doing }).data;
}

/** Whether X did not take what it was asked, and not we ourselves. */
const isRefusal = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'network_rejected' && error.data?.['status'] === 400;

/** Adds rules; answers those that are there now. One that X does not take keeps none of the others out. */
async function addRules(on: Keeping, values: readonly string[], tag: string): Promise<Rule[]> {
  if (values.length === 0) return [];
  let made: Rule[] = [];
  try {
    made = await update(on, { add: values.map((value) => ({ value, tag })) });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  const left = values.filter((value) => !made.some((rule) => rule.value === value));
  if (left.length === 0 || values.length === 1) return made;
  if (left.length < values.length) return [...made, ...(await addRules(on, left, tag))];
  const half = Math.ceil(left.length / 2);
  return [...(await addRules(on, left.slice(0, half), tag)), ...(await addRules(on, left.slice(half), tag))];
}

const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, n) => all.slice(n * CHUNK, (n + 1) * CHUNK));

/** The rules that the monitors need, with the ids of those that need each; and the ids of those without any. */
export function wantedRules(
  monitors: readonly AskedMonitor[],
  room: number,
): { rules: { value: string; monitors: string[] }[]; unheard: string[] } {
  const prepared = monitors.map(({ id, query }) => monitorToPush(id, query));
  const maxLength = MAX_LENGTH - withoutReposts.length - 2;
  const compiled = compileXRules(prepared, { maxLength, maxRules: room });
  const rules = compiled.rules.map(({ value, monitors: ids }) => ({ value: asSearch(value), monitors: ids }));
  const unheard = compiled.monitors.flatMap(({ id, notes }) => {
    const code = notes.find(({ effect }) => effect === 'unpushed')?.code;
    // What is for other networks is not missed here.
    return code === undefined || code === 'never_here' ? [] : [id];
  });
  return { rules, unheard };
}

/**
 * Makes the app's rules those that the monitors of a source need. Rules that others made are counted and left alone; one
 * with the same words serves us as well. New ones are added before old ones are deleted, where there is room for both, so
 * that nothing is missed in between.
 */
export async function keepRules(
  on: Keeping,
  sourceId: string,
  monitors: readonly AskedMonitor[],
): Promise<KeptRules> {
  const tag = tagOf(sourceId);
  const there = await listRules(on);
  const others = there.filter((rule) => rule.tag !== tag);
  const wanted = wantedRules(monitors, Math.max(0, MAX_RULES - others.length));
  const values = new Set(wanted.rules.map(({ value }) => value));
  const isThere = new Set(there.map(({ value }) => value));
  const missing = [...values].filter((value) => !isThere.has(value));
  const stale = there.filter((rule) => rule.tag === tag && !values.has(rule.value)).map(({ id }) => id);
  const remove = async (): Promise<void> => {
    for (const ids of chunksOf(stale)) await update(on, { delete: { ids } });
  };
  const isTight = there.length + missing.length > MAX_RULES;
  if (isTight) await remove();
  const made: Rule[] = [];
  for (const some of chunksOf(missing)) made.push(...(await addRules(on, some, tag)));
  if (!isTight) await remove();
  const serving = [...there, ...made].filter(({ value }) => values.has(value));
  const served = new Set(serving.map(({ value }) => value));
  const refused = wanted.rules.filter(({ value }) => !served.has(value)).flatMap((rule) => rule.monitors);
  const unheard = new Set([...wanted.unheard, ...refused]);
  return {
    unheard: monitors.flatMap(({ id, query }) => (unheard.has(id) ? [query] : [])),
    serving: new Set(serving.map(({ id }) => id)),
    hasNew: made.length > 0,
  };
}
