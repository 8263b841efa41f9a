// What Slack's refusals mean: they come under the status 200, each with a word of its own. Pure.
import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { RateDialect } from '../kit/rate-limit.ts';
import { readRetryAfterMs } from '../kit/rate-limit.ts';
import { told } from '../kit/told.ts';
import { refusalSchema } from './schemas.ts';

/** Slack says how long to wait once it is too late, and nothing before. */
export const rates: RateDialect = { kind: 'none' };
const DEFAULT_WAIT_MS = 30_000;

interface Meaning {
  code: ErrorCode;
  why: BothLanguages;
}

const dead: Meaning = {
  code: 'account_token_dead',
  why: {
    ja: 'Slack がボットトークンを受け付けません。アプリが外されたか、トークンが取り消されています。アプリをワークスペースにインストールし直し、新しいトークンで接続し直してください。',
    en: 'Slack does not take the bot token: the app was removed, or the token revoked. Install the app into the workspace again, and connect again with the new token.',
  },
};
const gone: Meaning = {
  code: 'network_post_gone',
  why: { ja: 'このメッセージは Slack で削除されています。', en: 'This message was deleted on Slack.' },
};
const notInvited: Meaning = {
  code: 'recipient_unreachable',
  why: {
    ja: 'アプリがこのチャンネルにいません。Slack のチャンネルで「/invite @アプリ名」と入力して招待してください。',
    en: 'The app is not in this channel. Invite it there: type /invite and the app’s name.',
  },
};
const archived: Meaning = {
  code: 'recipient_unreachable',
  why: {
    ja: 'このチャンネルはアーカイブされています。ワークスペースの管理者に、元に戻すよう頼んでください。',
    en: 'This channel is archived. Ask an administrator of the workspace to bring it back.',
  },
};
const restricted: Meaning = {
  code: 'recipient_unreachable',
  why: {
    ja: 'ワークスペースの設定で、アプリはここに投稿できません。管理者に、投稿の制限を確かめるよう頼んでください。',
    en: 'The workspace does not let the app post here. Ask an administrator about its limits on posting.',
  },
};
const noPerson: Meaning = {
  code: 'recipient_unreachable',
  why: {
    ja: 'この人には Slack で送れません。ワークスペースを離れたか、停止されたか、ほかの会社の人で、DM を受け取れません。',
    en: 'This person cannot be written to on Slack: they left, were deactivated, or are of another company and take no DM.',
  },
};
const notOurs: Meaning = {
  code: 'network_forbids',
  why: {
    ja: 'このメッセージは変更も削除もできません。アプリのものでないか、ワークスペースの設定が認めていません。',
    en: 'This message can be neither changed nor deleted: it is not the app’s, or the workspace does not allow it.',
  },
};
const tooLong: Meaning = {
  code: 'text_too_long',
  why: { ja: '文章が長すぎます。短くしてください。', en: 'The text is too long. Shorten it.' },
};
const tooManyReactions: Meaning = {
  code: 'network_rejected',
  why: {
    ja: 'このメッセージには、これ以上リアクションを付けられません。',
    en: 'This message has as many reactions as Slack allows.',
  },
};

const all = (words: string, meaning: Meaning): [string, Meaning][] =>
  words.split(' ').map((word) => [word, meaning]);

/** By Slack's own words, of the methods that are called (docs.slack.dev/reference/methods). */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ...all('invalid_auth not_authed token_revoked token_expired account_inactive org_login_required', dead),
  ...all('team_access_not_granted access_denied ekm_access_denied app_not_installed', dead),
  ...all('message_not_found thread_not_found', gone),
  ...all('not_in_channel channel_not_found', notInvited),
  ...all('is_archived', archived),
  ...all(
    'restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel',
    restricted,
  ),
  ...all('restricted_action_non_threadable_channel restricted_action_thread_locked', restricted),
  ...all('cannot_reply_to_message messages_tab_disabled posting_to_channel_denied', restricted),
  ...all('user_not_found users_not_found user_not_visible user_disabled user_is_restricted', noPerson),
  ...all('cannot_dm_bot mpim_dm_disabled slack_connect_blocked', noPerson),
  ...all('cant_update_message edit_window_closed cant_delete_message', notOurs),
  ...all('compliance_exports_prevent_deletion', notOurs),
  ...all('msg_too_long', tooLong),
  ...all('too_many_emoji too_many_reactions', tooManyReactions),
]);

/** The word for being told to wait. */
const limits: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** Slack failed: a part of what was asked for may have been done. */
const failures: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'service_unavailable']);
/** Slack did not begin with it. */
const notBegun: ReadonlySet<string> = new Set(['team_added_to_org', 'request_timeout']);

interface Context {
  doing: string;
  repeat: 'harmless' | 'harmful';
  nowMs: number;
}

/** Slack's word for a refusal; null of an answer that is none. */
export function wordIn({ body }: Pick<HttpAnswer, 'body'>): string | null {
  return refusalSchema.safeParse(body).data?.error ?? null;
}

/** The error for an answer that refuses. */
export function refusalOf(answer: Pick<HttpAnswer, 'body' | 'headers'>, context: Context): AppError {
  const { doing, repeat, nowMs } = context;
  const parsed = refusalSchema.safeParse(answer.body);
  const { error: said, needed } = parsed.success ? parsed.data : { error: '', needed: null };
  const text = `Slack refused while ${doing}: ${said}`;
  const data = { said };
  const meaning = meanings.get(said);
  if (meaning !== undefined) {
    return new AppError(meaning.code, `${meaning.why.en} (${said})`, { data: { ...data, why: meaning.why } });
  }
  if (said === 'no_text') return new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  if (said === 'missing_scope')
    return lacking(needed == null || needed === '' ? [] : needed.split(','), data);
  if (limits.has(said)) {
    const retryAfterMs = readRetryAfterMs(answer.headers, nowMs) ?? DEFAULT_WAIT_MS;
    return new AppError('network_rate_limited', `${text}. Waiting before the next try.`, {
      retryAfterMs,
      data,
    });
  }
  if (failures.has(said) && repeat === 'harmful') {
    return new AppError('send_fate_unknown', `${text}; it may have been carried out. Look it up first.`, {
      data,
    });
  }
  if (failures.has(said) || notBegun.has(said)) return new AppError('network_unavailable', text, { data });
  return new AppError('network_rejected', text, { data });
}

/** What to do where the app lacks rights. */
export const whyLacking = (scopes: readonly string[]): BothLanguages => ({
  ja: `アプリに次のスコープがありません：${scopes.join('、')}。api.slack.com/apps の「OAuth & Permissions」›「Bot Token Scopes」に加え、「Reinstall to Workspace」を押し、表示されたトークンで接続し直してください。`,
  en: `The app lacks these scopes: ${scopes.join(', ')}. Add them at api.slack.com/apps under OAuth & Permissions, Bot Token Scopes, press Reinstall to Workspace, and connect again with the token shown.`,
});

const lacking = (scopes: readonly string[], data: Record<string, unknown>): AppError =>
  told('network_rejected', whyLacking(scopes), { data });
