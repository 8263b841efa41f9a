// A language model behind an HTTP endpoint, whichever API it speaks: asks in the fullest way it takes, and reads its answer.
import type { Usage } from '../domain/judgement/spending.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';
import type { Asked, ModelLog } from './asked.ts';
import { callEndpoint, type EndpointCall, type EndpointDeps } from './http.ts';
import { mostInputTokens, prompt, questionOf, readAnswer } from './prompt.ts';

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

/** What one API has that others have not. */
export interface Dialect {
  name: string;
  /** From the fullest way of asking to the plainest: a server of one's own may not know all of an API. */
  ways: readonly ((options: LanguageModelOptions, question: string) => EndpointCall)[];
  /** What the model wrote, empty where it wrote nothing; null where the reply is not as the API says. */
  read(body: unknown): { text: string; usage: Usage | null } | null;
}

/** Statuses of a request that has something in it that the server does not know. */
const notUnderstood = new Set([400, 422]);
/** So many posts in a row, and it is the model that does not understand, and not the post that is odd. */
const mostRefusals = 3;

export function createLanguageModel(
  dialect: Dialect,
  options: LanguageModelOptions,
  deps: LanguageModelDeps,
) {
  /** The fullest way that was not refused yet. */
  let way = 0;
  /** Posts that were not understood in any way, one after the other. */
  let refusals = 0;

  async function ask(post: PostToJudge, signal: AbortSignal): Promise<Asked> {
    const asked = way;
    const call = dialect.ways[asked]?.(options, questionOf(post));
    if (call === undefined) return { answer: { failed: 'refused' }, usage: null };
    const reply = await callEndpoint(deps, call, signal);
    if ('failed' in reply) {
      const { failed, retryAfterMs, status, problem } = reply;
      if (status !== undefined && notUnderstood.has(status) && asked + 1 < dialect.ways.length) {
        way = Math.max(way, asked + 1);
        return { answer: { failed: 'again' }, usage: nothing };
      }
      if (failed === 'refused') {
        // Next time from the beginning: what was refused may have been the post, and not the way of asking.
        way = 0;
        deps.log.warn({ model: options.model, status, problem }, 'a language model refused a question');
        refusals += 1;
        // One post that a filter turns away must not keep the others from being asked.
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
    const said = read === null ? null : readAnswer(read.text);
    const usage = read?.usage ?? null;
    return { answer: said === null ? { failed: 'garbled' } : { said, p: {} }, usage };
  }

  return {
    name: options.model,
    version: `${dialect.name} ${options.url} ${options.model} ${prompt.version}`,
    leaves: true,
    mostUsage: (post: PostToJudge): Usage => ({
      inputTokens: mostInputTokens(post),
      outputTokens: prompt.mostOutputTokens,
    }),
    ask,
  };
}

const nothing: Usage = { inputTokens: 0, outputTokens: 0 };
