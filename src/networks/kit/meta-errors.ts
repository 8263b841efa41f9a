// What the Graph API's refusals mean, by their codes: what all of Meta's platforms share, after what each has of its own. Pure.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { statusError } from './http.ts';
import type { HttpAnswer } from './http.ts';
import { readRate } from './rate-limit.ts';

/** Statuses under which the Graph API says why. Behind one of 500 and above the work may have been done: those stay with the kit. */
export const graphStatuses = [400, 401, 403, 404, 409, 422, 429] as const;

/** Where nothing says how long. */
const DEFAULT_WAIT_MS = 60_000;

const refusalSchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number().int(),
    error_subcode: z.number().int().optional().catch(undefined),
    error_data: z
      .object({ details: z.string().optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
});

/** What a code or a subcode means: as what it counts here, and in words what is wrong and what to do; without words Meta's own are shown. */
export interface GraphMeaning {
  code: ErrorCode;
  says?: BothLanguages;
  /** How long to wait, where it is for another time. */
  waitMs?: number;
}
export type GraphMeanings = ReadonlyMap<number, GraphMeaning>;

const tokenDead: GraphMeaning = {
  code: 'account_token_dead',
  says: {
    ja: 'アクセストークンが使えなくなりました。Meta で発行し直し、アカウントを接続し直してください。',
    en: 'The access token works no longer. Make a new one at Meta and connect the account again.',
  },
};
const noPermission: GraphMeaning = {
  code: 'account_token_dead',
  says: {
    ja: 'トークンに必要な権限がありません。Meta でシステムユーザーに権限を付けてトークンを発行し直し、接続し直してください。',
    en: 'The token lacks a permission. Give it to the system user at Meta, make a new token and connect the account again.',
  },
};
const tooMany: GraphMeaning = { code: 'network_rate_limited' };
const blocked: GraphMeaning = {
  code: 'network_rejected',
  says: {
    ja: 'Meta の規約に反するとして、一時的に制限されています。Meta ビジネスマネージャーで理由を確かめてください。',
    en: 'Meta has restricted this for a time because of its policies. Look into Meta Business Manager for why.',
  },
};

/** As Graph's own guide to its errors has them (developers.facebook.com/docs/graph-api/guides/error-handling). */
const shared: GraphMeanings = new Map([
  [0, tokenDead],
  [102, tokenDead],
  [190, tokenDead],
  [3, noPermission],
  [10, noPermission],
  [4, tooMany],
  [17, tooMany],
  [32, tooMany],
  [341, tooMany],
  [613, tooMany],
  [368, blocked],
]);

/** A subcode says more than its code, and none of the two is called as one of the other. */
function meaningOf(code: number, own: GraphMeanings, subcode?: number): GraphMeaning | undefined {
  const known = (subcode === undefined ? undefined : own.get(subcode)) ?? own.get(code) ?? shared.get(code);
  if (known !== undefined) return known;
  if (code >= 200 && code <= 299) return noPermission;
  // One business's use cases, each with a limit of its own.
  return code >= 80_000 && code <= 80_014 ? tooMany : undefined;
}

/** The words that Meta gave itself, short: which of them is told to the one who can do something about it. */
function saidIn({ message, error_data: more }: z.infer<typeof refusalSchema>['error']): string {
  const said = [message, more?.details ?? ''].filter((part) => part !== '');
  return [...new Set(said)].join(': ').replaceAll(/\s+/g, ' ').slice(0, 300);
}

/** How long Meta says that it wants to be left alone, in one header or the other; null where it says nothing. */
function waitIn({ headers }: Pick<HttpAnswer, 'headers'>, nowMs: number): number | null {
  const waits = ['x-business-use-case-usage', 'x-app-usage'].map((header) => {
    const resetAtMs = readRate(headers, { kind: 'percent', header }, nowMs)?.resetAtMs ?? null;
    return resetAtMs === null ? 0 : resetAtMs - nowMs;
  });
  const longest = Math.max(...waits);
  return longest > 0 ? longest : null;
}

/** What a code of Meta's means, told later than at the call: `said` are its own words. */
export function graphFault(
  network: string,
  { code, said }: { code: number; said: string },
  meanings: GraphMeanings,
): AppError {
  const meaning = meaningOf(code, meanings);
  const own = `${network}: ${said === '' ? '' : `${said} `}(${String(code)})`;
  const text = meaning?.says === undefined ? own : `${meaning.says.en} (${String(code)})`;
  return new AppError(meaning?.code ?? 'network_rejected', text, {
    data: { code, said, ...(meaning?.says === undefined ? {} : { why: meaning.says }) },
  });
}

/** Names a refusal; one that is not in Graph's words is named by its status. */
export function graphRefusal(
  answer: HttpAnswer,
  context: {
    network: string;
    doing: string;
    repeat: 'harmless' | 'harmful';
    nowMs: number;
    meanings: GraphMeanings;
  },
): AppError {
  const { network, doing, nowMs, meanings } = context;
  const parsed = refusalSchema.safeParse(answer.body);
  if (!parsed.success) return statusError(answer, { ...context, rates: { kind: 'none' } });
  const { error } = parsed.data;
  const { code } = error;
  const said = saidIn(error);
  const meaning =
    meaningOf(code, meanings, error.error_subcode) ?? (answer.status === 429 ? tooMany : undefined);
  const data = { status: answer.status, code, said };
  const text = `${network} answered ${String(answer.status)} while ${doing}: ${said} (${String(code)})`;
  if (meaning?.code === 'network_rate_limited') {
    return new AppError('network_rate_limited', `${text}. Waiting before the next try.`, {
      data,
      retryAfterMs: waitIn(answer, nowMs) ?? meaning.waitMs ?? DEFAULT_WAIT_MS,
    });
  }
  if (meaning?.says === undefined) return new AppError(meaning?.code ?? 'network_rejected', text, { data });
  return new AppError(meaning.code, `${meaning.says.en} (${said})`, { data: { ...data, why: meaning.says } });
}
