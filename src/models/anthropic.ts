// Messages as Anthropic describes them, and servers that speak the same.
import { z } from 'zod';
import type { Dialect, LanguageModelOptions, Task } from './endpoint.ts';

/** The version of the API that every server of this kind knows. */
const apiVersion = '2023-06-01';

const count = z.number().int().nonnegative();
const reply = z.object({
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullish(),
  usage: z
    .object({
      input_tokens: count,
      output_tokens: count,
      cache_creation_input_tokens: count.nullish(),
      cache_read_input_tokens: count.nullish(),
    })
    .nullish(),
});

function call(
  { url, model, key }: LanguageModelOptions,
  { instructions, mostOutputTokens }: Task,
  question: string,
  more: Record<string, unknown>,
) {
  return {
    url: `${url}/v1/messages`,
    headers: { 'anthropic-version': apiVersion, ...(key === null ? {} : { 'x-api-key': key }) },
    body: {
      model,
      max_tokens: mostOutputTokens,
      system: instructions,
      messages: [{ role: 'user', content: question }],
      ...more,
    },
  };
}

export const anthropic: Dialect = {
  name: 'anthropic',
  ways: [
    (options, task, question) =>
      call(options, task, question, {
        output_config: { format: { type: 'json_schema', schema: task.schema } },
      }),
    (options, task, question) => call(options, task, question, {}),
  ],
  read(body) {
    const read = reply.safeParse(body);
    if (!read.success) return null;
    const { content, stop_reason, usage } = read.data;
    const text = content.flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : [])).join('');
    return {
      text: stop_reason === 'refusal' ? '' : text,
      usage:
        usage == null
          ? null
          : {
              inputTokens:
                usage.input_tokens +
                (usage.cache_creation_input_tokens ?? 0) +
                (usage.cache_read_input_tokens ?? 0),
              outputTokens: usage.output_tokens,
            },
    };
  },
};
