// What Discord's refusals mean: its codes say more than the status. Pure.
import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { statusError } from '../kit/http.ts';
import { told } from '../kit/told.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { RateDialect } from '../kit/rate-limit.ts';
import { refusalSchema } from './schemas.ts';

/** Statuses under which Discord says why. */
export const refusals = [400, 401, 403, 404, 405, 413, 429] as const;
export const rates: RateDialect = { kind: 'seconds', prefix: 'x-ratelimit-', reset: 'reset-after' };

const DEFAULT_WAIT_MS = 5_000;

interface Meaning {
  code: ErrorCode;
  why: BothLanguages;
}

const gone: Meaning = {
  code: 'network_post_gone',
  why: { ja: 'このメッセージは Discord で削除されています。', en: 'This message was deleted on Discord.' },
};
const noPermission: Meaning = {
  code: 'recipient_unreachable',
  why: {
    ja: 'ボットに、このチャンネルで必要な権限がありません。サーバーの管理者に、「チャンネルを見る」「メッセージの送信」「スレッドでメッセージを送信」「メッセージ履歴を読む」「ファイルを添付」「リアクションの追加」をボットのロールに許可するよう頼んでください。',
    en: 'The bot lacks a permission in this channel. Ask an administrator of the server to allow the bot’s role View Channel, Send Messages, Send Messages in Threads, Read Message History, Attach Files and Add Reactions there.',
  },
};
const noSuchPlace: Meaning = {
  code: 'recipient_unreachable',
  why: {
    ja: 'このチャンネルまたはスレッドは削除されたか、ボットがサーバーから外されています。',
    en: 'This channel or thread was deleted, or the bot was removed from the server.',
  },
};
const notAllowed: Meaning = {
  code: 'network_forbids',
  why: {
    ja: 'ほかの人のメッセージは変更できません。',
    en: 'A bot cannot change what somebody else wrote.',
  },
};
const tooFast: Meaning = {
  code: 'network_rate_limited',
  why: {
    ja: 'このチャンネルは低速モードです。しばらくしてから送ります。',
    en: 'This channel is in slow mode. It is sent in a while.',
  },
};
const blockedWords: Meaning = {
  code: 'network_rejected',
  why: {
    ja: 'サーバーの AutoMod または Discord のリンク検査が、この文章を止めました。言葉かリンクを変えてください。',
    en: 'The server’s AutoMod or Discord’s check of links stopped this text. Change its words or links.',
  },
};

/** By Discord's own codes (docs.discord.com/developers/topics/opcodes-and-status-codes). */
const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [10003, noSuchPlace],
  [10004, noSuchPlace],
  [10008, gone],
  [
    10013,
    {
      code: 'recipient_unreachable',
      why: { ja: 'この人の Discord アカウントはありません。', en: 'There is no such Discord account.' },
    },
  ],
  [20016, tooFast],
  [20028, tooFast],
  [20022, tooFast],
  [
    30010,
    {
      code: 'network_rejected',
      why: {
        ja: 'このメッセージには、これ以上の種類のリアクションを付けられません。',
        en: 'This message has as many kinds of reactions as Discord allows.',
      },
    },
  ],
  [
    40005,
    {
      code: 'attachment_invalid',
      why: {
        ja: '添付した画像が大きすぎます。10 MB までにしてください。',
        en: 'The pictures are too large: 10 MB at most.',
      },
    },
  ],
  [50001, noPermission],
  [50005, notAllowed],
  [
    50007,
    {
      code: 'recipient_unreachable',
      why: {
        ja: 'この人には DM を送れません。サーバーのメンバーからの DM を受け取らない設定か、ボットをブロックしているか、同じサーバーにいなくなっています。',
        en: 'This person takes no DM from the bot: they do not accept DMs from members of the server, have blocked it, or share no server with it any more.',
      },
    },
  ],
  [50013, noPermission],
  [
    50083,
    {
      code: 'recipient_unreachable',
      why: {
        ja: 'このスレッドはアーカイブされています。サーバーの管理者に、開き直すよう頼んでください。',
        en: 'This thread is archived. Ask an administrator of the server to open it again.',
      },
    },
  ],
  [
    90001,
    {
      code: 'recipient_unreachable',
      why: { ja: 'この人はボットをブロックしています。', en: 'This person has blocked the bot.' },
    },
  ],
  [
    160005,
    {
      code: 'recipient_unreachable',
      why: {
        ja: 'このスレッドはロックされています。サーバーの管理者に頼んでください。',
        en: 'This thread is locked. Ask an administrator of the server.',
      },
    },
  ],
  [200000, blockedWords],
  [200001, blockedWords],
  [240000, blockedWords],
]);

const deadToken: BothLanguages = {
  ja: 'Discord がボットのトークンを受け付けません。Developer Portal の「Bot」で「Reset Token」を押し、新しいトークンで接続し直してください。',
  en: 'Discord does not take the bot token. Press Reset Token on the Bot page of the Developer Portal, and connect again with the new one.',
};

export const tokenDead = (data: Record<string, unknown> = {}): AppError =>
  told('account_token_dead', deadToken, { data });

/** Discord's own code for a refusal; null where another server answered. */
export function codeIn({ body }: Pick<HttpAnswer, 'body'>): number | null {
  return refusalSchema.safeParse(body).data?.code ?? null;
}

/** A form that Discord cannot take names each wrong field; the message answered may be gone meanwhile. */
function meaningOf(code: number | null | undefined, errors: unknown): Meaning | undefined {
  if (code === 50035 && JSON.stringify(errors ?? null).includes('MESSAGE_REFERENCE_UNKNOWN_MESSAGE'))
    return gone;
  return typeof code === 'number' ? meanings.get(code) : undefined;
}

/** The error for an answer under one of `refusals`. */
export function refusalOf(
  answer: HttpAnswer,
  context: { doing: string; repeat: 'harmless' | 'harmful'; nowMs: number },
): AppError {
  const parsed = refusalSchema.safeParse(answer.body);
  const { status } = answer;
  if (status === 401) return tokenDead({ status });
  if (!parsed.success || answer.body === undefined)
    return statusError(answer, { ...context, network: 'Discord', rates });
  const { code, message: said, retry_after: seconds, global, errors } = parsed.data;
  const text = `Discord answered ${String(status)} while ${context.doing}: ${said}`;
  const data = { status, said, ...(typeof code === 'number' ? { code } : {}) };
  const meaning = meaningOf(code, errors);
  if (status === 429 && typeof seconds !== 'number') {
    return statusError(answer, { ...context, network: 'Discord', rates });
  }
  if (status === 429 || meaning?.code === 'network_rate_limited') {
    const retryAfterMs =
      typeof seconds === 'number' ? Math.max(1_000, Math.ceil(seconds * 1_000)) : DEFAULT_WAIT_MS;
    const whole = global === true ? ' This holds for everything the bot does.' : '';
    return new AppError('network_rate_limited', `${text}.${whole} Waiting before the next try.`, {
      retryAfterMs,
      data: meaning === undefined ? data : { ...data, why: meaning.why },
    });
  }
  if (meaning !== undefined) {
    return new AppError(meaning.code, `${meaning.why.en} (${said})`, { data: { ...data, why: meaning.why } });
  }
  return new AppError(status === 404 ? 'network_post_gone' : 'network_rejected', text, { data });
}
