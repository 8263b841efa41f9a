// What Telegram's refusals mean: its words say more than the status. Pure.
import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { statusError, withoutBotToken } from '../kit/http.ts';
import type { HttpAnswer } from '../kit/http.ts';
import { refusalSchema } from './schemas.ts';

/** Statuses under which Telegram says why. */
export const refusals = [400, 401, 403, 404, 409, 413, 429] as const;

const DEFAULT_WAIT_MS = 5_000;

interface Meaning {
  said: RegExp;
  code: ErrorCode;
  says: string;
}

/** In the order in which they are tried. */
const meanings: readonly Meaning[] = [
  {
    said: /webhook is active/i,
    code: 'heard_elsewhere',
    says: 'A webhook is set for this bot: another program hears it, and Telegram tells only one. If that program is no longer needed, press Reconnect and choose “Remove the webhook”.',
  },
  {
    said: /terminated by other getUpdates/i,
    code: 'heard_elsewhere',
    says: 'Another program listens with the same bot token; Telegram tells only one of them. Stop it there, or make a bot of its own for Kizuki with @BotFather.',
  },
  {
    said: /logged out/i,
    code: 'account_token_dead',
    says: 'The bot was logged out of this server, as is done to move it to another. Connect it again, with the address of the server where it is now.',
  },
  {
    said: /blocked by the user/i,
    code: 'recipient_unreachable',
    says: 'This person has blocked the bot: nothing can be sent to them until they unblock it.',
  },
  {
    said: /initiate conversation/i,
    code: 'recipient_unreachable',
    says: 'A bot can write in private only to who wrote to it first, and this person has not.',
  },
  {
    said: /user is deactivated/i,
    code: 'recipient_unreachable',
    says: 'This person’s Telegram account no longer exists.',
  },
  {
    said: /messages to (?:other )?bots|messages to the bot/i,
    code: 'recipient_unreachable',
    says: 'Telegram lets no bot write to another bot.',
  },
  {
    said: /kicked|not a member/i,
    code: 'recipient_unreachable',
    says: 'The bot was removed from this group: nothing can be written there until somebody adds it again.',
  },
  {
    said: /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED|CHAT_RESTRICTED/i,
    code: 'recipient_unreachable',
    says: 'The bot may not write there: an administrator of the group has to allow it, or open the topic.',
  },
  {
    said: /can't be (?:deleted|edited)/i,
    code: 'network_forbids',
    says: 'Telegram changes this message no more: a message can be deleted within 48 hours only.',
  },
  {
    said: /chat not found|PEER_ID_INVALID/i,
    code: 'recipient_unreachable',
    says: 'Telegram knows no such chat, or the bot has no part in it: the person has to write to the bot, or somebody add it to the group.',
  },
  { said: /not found|MESSAGE_ID_INVALID/i, code: 'network_post_gone', says: '' },
  { said: /too long/i, code: 'text_too_long', says: '' },
  {
    said: /REACTION_INVALID|REACTIONS_TOO_MANY/i,
    code: 'network_rejected',
    says: 'This group does not allow that reaction.',
  },
];

/** What Telegram said, where it spoke; null for what another server on the way answered. */
export function refusalIn({ body }: Pick<HttpAnswer, 'body'>) {
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return null;
  return { ...parsed.data, description: withoutBotToken(parsed.data.description) };
}

/** The error for an answer under one of `refusals`. */
export function refusalOf(
  answer: HttpAnswer,
  context: { doing: string; repeat: 'harmless' | 'harmful'; nowMs: number },
): AppError {
  const refusal = refusalIn(answer);
  const { doing } = context;
  if (refusal === null)
    return statusError(answer, { ...context, network: 'Telegram', rates: { kind: 'none' } });
  const { status } = answer;
  const { description: said, parameters } = refusal;
  const text = `Telegram answered ${String(status)} while ${doing}: ${said}`;
  const details = { data: { status, said } };
  if (status === 429) {
    const seconds = parameters?.retry_after;
    const retryAfterMs = seconds === undefined ? DEFAULT_WAIT_MS : Math.max(1, seconds) * 1000;
    return new AppError('network_rate_limited', `${text}. Waiting before the next try.`, {
      ...details,
      retryAfterMs,
    });
  }
  // Of a token that it does not know Telegram says that there is no such address.
  if (status === 401 || (status === 404 && said === 'Not Found')) {
    const says =
      'Telegram no longer knows the bot token. Get the present one from @BotFather and connect the bot again.';
    return new AppError('account_token_dead', says, details);
  }
  const meaning = meanings.find((one) => one.said.test(said));
  if (meaning === undefined) return new AppError('network_rejected', text, details);
  return new AppError(meaning.code, meaning.says === '' ? text : `${meaning.says} (${said})`, details);
}
