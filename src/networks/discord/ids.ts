// Ids of messages: snowflakes, which bear their time, under the channel that a message is asked for in.

/** Milliseconds since 1970 at which Discord's ids begin. */
const EPOCH_MS = 1_420_070_400_000;
const TIME_BITS = 22n;

/** Where a message is, as the API asks for it. */
export interface Place {
  channel: string;
  message: string;
}

export const nativeIdIn = (channel: string, message: string): string => `${channel}/${message}`;

/** Takes an id apart; null where it is none of these. */
export function placeOf(nativeId: string): Place | null {
  const [, channel, message] = /^(\d{1,20})\/(\d{1,20})$/.exec(nativeId) ?? [];
  return channel === undefined || message === undefined ? null : { channel, message };
}

/** The first id of a time (epoch milliseconds). */
export function snowflakeAt(ms: number): string {
  const since = Math.max(0, Math.floor(ms) - EPOCH_MS);
  return String(BigInt(since) << TIME_BITS);
}

/** When an id was made, epoch milliseconds. */
export const timeOf = (id: string): number => Number(BigInt(id) >> TIME_BITS) + EPOCH_MS;

/** Below zero where `a` came before `b`. */
export function compareIds(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const laterOf = (a: string, b: string): string => (compareIds(a, b) < 0 ? b : a);

/** Where a person of the server opens a message; of a direct one nobody but its two sides can. */
export const permalink = (guild: string, { channel, message }: Place): string =>
  `https://discord.com/channels/${guild}/${channel}/${message}`;
