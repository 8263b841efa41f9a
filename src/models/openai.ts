// Chat completions as OpenAI describes them, which many other servers speak as well.
import { z } from 'zod';
import type { Dialect, LanguageModelOptions } from './language-model.ts';
import { prompt } from './prompt.ts';

const count = z.number().int().nonnegative();
const reply = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish(),
});

function call({ url, model, key }: LanguageModelOptions, question: string, more: Record<string, unknown>) {
  return {
    url: `${url}/chat/completions`,
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    body: {
      model,
      messages: [
        { role: 'system', content: prompt.instructions },
        { role: 'user', content: question },
      ],
      ...more,
    },
  };
}

const response_format = {
  type: 'json_schema',
  json_schema: { name: 'judgement', strict: true, schema: prompt.schema },
};
const max_completion_tokens = prompt.mostOutputTokens;

export const openai: Dialect = {
  name: 'openai',
  ways: [
    (options, question) =>
      call(options, question, { response_format, max_completion_tokens, temperature: 0 }),
    // Models that reason take no temperature.
    (options, question) => call(options, question, { response_format, max_completion_tokens }),
    (options, question) => call(options, question, { max_tokens: prompt.mostOutputTokens, temperature: 0 }),
  ],
  read(body) {
    const read = reply.safeParse(body);
    if (!read.success) return null;
    const { choices, usage } = read.data;
    const message = choices[0]?.message;
    return {
      text: typeof message?.refusal === 'string' ? '' : (message?.content ?? ''),
      usage:
        usage == null ? null : { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
    };
  },
};
