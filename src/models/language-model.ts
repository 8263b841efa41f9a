// A language model that judges posts: asked for our labels, and read as them or as nothing.
import type { Usage } from '../domain/judgement/spending.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';
import type { Asked } from './asked.ts';
import {
  createEndpoint,
  type Dialect,
  type LanguageModelDeps,
  type LanguageModelOptions,
} from './endpoint.ts';
import { mostInputTokens, prompt, questionOf, readAnswer } from './prompt.ts';

export function createLanguageModel(
  dialect: Dialect,
  options: LanguageModelOptions,
  deps: LanguageModelDeps,
) {
  const write = createEndpoint(dialect, options, prompt, deps);

  async function ask(post: PostToJudge, signal: AbortSignal): Promise<Asked> {
    const { answer, usage } = await write(questionOf(post), signal);
    if ('failed' in answer) return { answer, usage };
    const said = readAnswer(answer.text);
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
