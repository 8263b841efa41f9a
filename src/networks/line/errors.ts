// What LINE's refusals mean.
import { AppError } from '../../domain/errors.ts';
import { statusError } from '../kit/http.ts';
import type { HttpAnswer } from '../kit/http.ts';
import { refusalSchema } from './schemas.ts';

/** What LINE wrote about its refusal, with the places it names. */
export function saidOf({ body }: HttpAnswer): { message: string; properties: string[] } {
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return { message: '', properties: [] };
  const { message, details = [] } = parsed.data;
  return { message, properties: details.flatMap(({ property }) => property ?? []) };
}

export const isUsedReplyToken = (answer: HttpAnswer): boolean =>
  answer.status === 400 && /reply token/i.test(saidOf(answer).message);

export const isAboutQuote = (answer: HttpAnswer): boolean => {
  const { message, properties } = saidOf(answer);
  return answer.status === 400 && [message, ...properties].some((one) => /quote/i.test(one));
};

/**
 * Names a refusal. Of the two kinds of 429, too many calls pass by themselves, and this month's messages do not: waiting for those
 * would leave the customer without an answer, and nobody would know.
 */
export function refusalOf(
  answer: HttpAnswer,
  context: { doing: string; repeat: 'harmless' | 'harmful'; nowMs: number },
): AppError {
  if (answer.status === 429 && /monthly limit/i.test(saidOf(answer).message)) {
    const text =
      'This month’s messages of the official account are used up. Answer within a minute of the message (those answers are ' +
      'free), raise the limit in LINE Official Account Manager, or wait for the next month.';
    return new AppError('network_rejected', text, { data: { status: 429, said: saidOf(answer).message } });
  }
  return statusError(answer, { ...context, network: 'LINE', rates: { kind: 'none' } });
}
