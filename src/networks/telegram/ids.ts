// Ids of messages: numbers that only their chat knows and, in private chats and small groups, only their bot.
import type { TelegramChat } from './schemas.ts';

/** Where a message is, as the API asks for it. */
export interface Place {
  /** The one that knows the message by this id; null where all do. */
  bot: string | null;
  /** A number, too long for none. */
  chat: string;
  message: number;
}

/** Supergroups and channels count for all who read there; elsewhere each bot has a count of its own. */
export function nativeIdIn(botId: string, { id, type }: TelegramChat, message: number): string {
  const isShared = type === 'supergroup' || type === 'channel';
  return `${isShared ? '' : `${botId}/`}${String(id)}/${String(message)}`;
}

/** Takes an id apart; null where it is none of these. */
export function placeOf(nativeId: string): Place | null {
  const [, bot = null, chat, message] = /^(?:(\d{1,20})\/)?(-?\d{1,16})\/(\d{1,16})$/.exec(nativeId) ?? [];
  return chat === undefined || message === undefined ? null : { bot, chat, message: Number(message) };
}

/** Where a person opens a message; undefined where nobody but its two sides can. */
export function permalink({ id, type, username }: TelegramChat, message: number): string | undefined {
  if (type !== 'supergroup' && type !== 'channel') return undefined;
  const place = username === undefined ? `c/${String(id).replace(/^-100/, '')}` : username;
  return `https://t.me/${place}/${String(message)}`;
}
