// A language model behind an HTTP endpoint, whichever API it speaks: one task, asked in the fullest way it takes.
import type { Usage } from '../domain/judgement/spending.ts';
import type { Failure, ModelLog } from './asked.ts';
import { callEndpoint, type EndpointCall, type EndpointDeps } from './http.ts';

export interface LanguageModelOptions {
  /** The API's base, without a slash at the end. */
  url: string;
  /** As the endpoint knows it; also what people are shown. */
  model: string;
  key: string | null;
}

export interface LanguageModelDeps extends EndpointDeps {
  log: ModelLog;
}

/** What a model is told before each question, and in what its answer is held. */
export interface Task {
  /** Letters, digits, `_` and `-`. */
  name: string;
  instructions: string;
  /** A JSON schema, for endpoints that hold a model to one. */
  schema: Record<string, unknown>;
  /** Reasoning that a model does before it answers counts too. */
  mostOutputTokens: number;
}

/** What one API has that others have not. */
export interface Dialect {
  name: string;
  /** From the fullest way of asking to the plainest: a server of one's own may not know all of an API. */
  ways: readonly ((options: LanguageModelOptions, task: Task, question: string) => EndpointCall)[];
  /** What the model wrote, empty where it wrote nothing; null where the reply is not as the API says. */
  read(body: unknown): { text: string; usage: Usage | null } | null;
}

export interface Written {
  answer: { text: string } | { failed: Failure; retryAfterMs?: number };
  /** Null where the model did not say. */
  usage: Usage | null;
}

/** Statuses of a request that has something in it that the server does not know. */
const notUnderstood = new Set([400, 422]);
/** So many questions in a row, and it is the model that does not understand, and not the question that is odd. */
const mostRefusals = 3;

/** Asks for one task. Remembers which ways of asking were refused. Never throws. */
export function createEndpoint(
  dialect: Dialect,
  options: LanguageModelOptions,
  task: Task,
  deps: LanguageModelDeps,
): (question: string, signal: AbortSignal) => Promise<Written> {
  /** The fullest way that was not refused yet. */
  let way = 0;
  /** Questions that were not understood in any way, one after the other. */
  let refusals = 0;

  return async (question, signal) => {
    const asked = way;
    const call = dialect.ways[asked]?.(options, task, question);
    if (call === undefined) return { answer: { failed: 'refused' }, usage: null };
    const reply = await callEndpoint(deps, call, signal);
    if ('failed' in reply) {
      const { failed, retryAfterMs, status, problem } = reply;
      if (status !== undefined && notUnderstood.has(status) && asked + 1 < dialect.ways.length) {
        way = Math.max(way, asked + 1);
        return { answer: { failed: 'again' }, usage: nothing };
      }
      if (failed === 'refused') {
        // Next time from the beginning: what was refused may have been the question, and not the way of asking.
        way = 0;
        deps.log.warn({ model: options.model, status, problem }, 'a language model refused a question');
        refusals += 1;
        // One question that a filter turns away must not keep the others from being asked.
        if (status !== undefined && notUnderstood.has(status) && refusals < mostRefusals) {
          return { answer: { failed: 'garbled' }, usage: nothing };
        }
      }
      // Who refuses does not bill; who did not answer may.
      const usage = failed === 'refused' || failed === 'limited' ? nothing : null;
      return { answer: { failed, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, usage };
    }
    refusals = 0;
    const read = dialect.read(reply.body);
    const usage = read?.usage ?? null;
    return { answer: read === null ? { failed: 'garbled' } : { text: read.text }, usage };
  };
}

const nothing: Usage = { inputTokens: 0, outputTokens: 0 };
const fenced = /^```(?:json)?\s*\n([\s\S]*?)\n?```$/u;

/** The one JSON value that a model wrote, in a fence or not; undefined where it is none, or longer than `most` UTF-16 units. */
export function jsonIn(text: string, most: number): unknown {
  if (text.length > most) return undefined;
  const plain = text.trim();
  try {
    return JSON.parse(fenced.exec(plain)?.[1] ?? plain) as unknown;
  } catch {
    return undefined;
  }
}
