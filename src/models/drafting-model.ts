// A language model that writes drafts of replies: asked with what may leave, and read as one text or as nothing.
import type { DraftQuestion } from '../domain/drafting/model-question.ts';
import type { Usage } from '../domain/judgement/spending.ts';
import type { Failure } from './asked.ts';
import { draftQuestionText, draftTask, mostDraftTokens, readDraft } from './draft-prompt.ts';
import {
  createEndpoint,
  type Dialect,
  type LanguageModelDeps,
  type LanguageModelOptions,
} from './endpoint.ts';

export interface WrittenDraft {
  answer: { draft: string } | { failed: Failure; retryAfterMs?: number };
  /** Null where the model did not say. */
  usage: Usage | null;
}

export function createDraftingModel(
  dialect: Dialect,
  options: LanguageModelOptions,
  deps: LanguageModelDeps,
) {
  const write = createEndpoint(dialect, options, draftTask, deps);
  return {
    name: options.model,
    mostUsage: (question: DraftQuestion): Usage => ({
      inputTokens: mostDraftTokens(question),
      outputTokens: draftTask.mostOutputTokens,
    }),
    async write(question: DraftQuestion, signal: AbortSignal): Promise<WrittenDraft> {
      const { answer, usage } = await write(draftQuestionText(question), signal);
      if ('failed' in answer) return { answer, usage };
      const draft = readDraft(answer.text);
      return { answer: draft === null ? { failed: 'garbled' } : { draft }, usage };
    },
  };
}
