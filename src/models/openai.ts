// Chat completions as OpenAI describes them, which many other servers speak as well.
import { z } from 'zod';
import type { Dialect, LanguageModelOptions, Task } from './endpoint.ts';

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

function call(
  { url, model, key }: LanguageModelOptions,
  { instructions }: Task,
  question: string,
  more: Record<string, unknown>,
) {
  return {
    url: `${url}/chat/completions`,
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    body: {
      model,
      messages: [
        { role: 'system', content: instructions },
        { role: 'user', content: question },
      ],
      ...more,
    },
  };
}

const inSchema = ({ name, schema, mostOutputTokens }: Task) => ({
  response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
  max_completion_tokens: mostOutputTokens,
});

export const openai: Dialect = {
  name: 'openai',
  ways: [
    (options, task, question) => call(options, task, question, { ...inSchema(task), temperature: 0 }),
    // Models that reason take no temperature.
    (options, task, question) => call(options, task, question, inSchema(task)),
    (options, task, question) =>
      call(options, task, question, { max_tokens: task.mostOutputTokens, temperature: 0 }),
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
