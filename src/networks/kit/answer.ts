// An answer's body in the shape that is expected; one of another shape counts as no answer.
import type { z } from 'zod';
import { unreadable } from './http.ts';
import type { HttpAnswer, HttpCall } from './http.ts';

/** Makes the reader of a network's answers. It throws as `unreadable` does where the body has another shape. */
export function readAnswer(network: string) {
  return <T>(schema: z.ZodType<T>, answer: HttpAnswer, call: Pick<HttpCall, 'doing' | 'repeat'>): T => {
    const parsed = schema.safeParse(answer.body);
    if (parsed.success) return parsed.data;
    const why = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
    throw unreadable({ network, doing: call.doing, repeat: call.repeat ?? 'harmless' }, why);
  };
}
