// What somebody entered to connect and that cannot be used: at which field, what is wrong with it and what to do, in both languages.
import { AppError } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { BlockedAddressError } from './address.ts';

/** `network_rejected` at the field `where`; the page shows `why` in the language of its reader. */
export function refusedInput(where: string, why: BothLanguages, cause?: unknown): AppError {
  return new AppError('network_rejected', why.en, {
    where,
    data: { why },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A server that must not be reached before an operator allows its address. */
export function blockedServer(where: string, blocked: BlockedAddressError): AppError {
  return refusedInput(where, blocked.why, blocked);
}

const noName = { ja: 'この名前のサーバーが見つかりません', en: 'no server has this name' };
const noAnswer = { ja: '応答がありません', en: 'it does not answer' };
const refused = { ja: '接続を断られました', en: 'it refused the connection' };
const badCertificate = { ja: '証明書を確かめられません', en: 'its certificate cannot be trusted' };

/** Why a server was not reached, by the codes of the system. */
const reasons: Readonly<Record<string, BothLanguages>> = {
  ENOTFOUND: noName,
  EAI_AGAIN: noName,
  ECONNREFUSED: refused,
  ETIMEDOUT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  UND_ERR_CONNECT_TIMEOUT: noAnswer,
  UND_ERR_HEADERS_TIMEOUT: noAnswer,
  CERT_HAS_EXPIRED: badCertificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: badCertificate,
  SELF_SIGNED_CERT_IN_CHAIN: badCertificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: badCertificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: badCertificate,
  ERR_TLS_CERT_ALTNAME_INVALID: badCertificate,
};

/** What was said; null of a token that is refused, as the field says that already. */
function reasonOf(error: unknown): BothLanguages | null {
  if (!(error instanceof AppError)) return { ja: String(error), en: String(error) };
  if (error.code === 'account_token_dead') return null;
  const { reason: code, status, said: words } = error.data ?? {};
  if (typeof status === 'number') {
    const more = typeof words === 'string' ? `: ${words}` : '';
    return { ja: `応答コード ${String(status)}${more}`, en: `it answered ${String(status)}${more}` };
  }
  const known = typeof code === 'string' ? reasons[code] : undefined;
  const said = error.message.replace(/\.$/u, '');
  return known ?? { ja: said, en: said };
}

/** Blames a field for what a server said. `what` and `todo` are sentences; `what` without its full stop. */
export function blamedInput(
  error: unknown,
  where: string,
  { what, todo }: { what: BothLanguages; todo: BothLanguages },
): AppError {
  if (error instanceof AppError && error.class === 'limited') return error;
  if (error instanceof AppError && error.cause instanceof BlockedAddressError) {
    return blockedServer(where, error.cause);
  }
  const reason = reasonOf(error);
  const why = {
    ja: `${what.ja}${reason === null ? '' : `（${reason.ja}）`}。${todo.ja}`,
    en: `${what.en}${reason === null ? '' : `: ${reason.en}`}. ${todo.en}`,
  };
  return refusedInput(where, why, error);
}

/** What is said of an address that gives another thing than a server of the network. */
export function notAServerOf(network: string, host: string): { what: BothLanguages; todo: BothLanguages } {
  return {
    what: {
      ja: `${host} は ${network} のサーバーとして応答しません`,
      en: `${host} does not answer as a ${network} server`,
    },
    todo: { ja: 'アドレスを確かめてください。', en: 'Check the address.' },
  };
}

export const noToken: BothLanguages = {
  ja: 'アクセストークンを入力してください。',
  en: 'Enter the access token',
};

export const refusedToken = {
  what: { ja: 'トークンが受け付けられませんでした', en: 'The token was refused' },
  todo: {
    ja: 'サーバーで作り直し、入力し直してください。',
    en: 'Make a new one on the server and enter it.',
  },
};

export const failedSignIn = (host: string): { what: BothLanguages; todo: BothLanguages } => ({
  what: { ja: `${host} へのサインインに失敗しました`, en: `Signing in to ${host} failed` },
  todo: { ja: '時間をおいて、もう一度お試しください。', en: 'Try again in a while.' },
});
