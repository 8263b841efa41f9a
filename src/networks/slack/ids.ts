// Ids of messages: the channel, and the time that Slack gave the message, which no other in the channel has.

/** Where a message is, as the API asks for it. */
export interface Place {
  channel: string;
  ts: string;
}

export const nativeIdIn = (channel: string, ts: string): string => `${channel}/${ts}`;

/** Takes an id apart; null where it is none of these. */
export function placeOf(nativeId: string): Place | null {
  const [, channel, ts] = /^([CDG][A-Z0-9]{2,40})\/(\d{10}\.\d{6})$/.exec(nativeId) ?? [];
  return channel === undefined || ts === undefined ? null : { channel, ts };
}

/** Seconds and millionths as Slack writes them; of a fixed length, so that texts compare as times do. */
export const tsAt = (ms: number): string => (Math.max(0, ms) / 1_000).toFixed(6).padStart(17, '0');

/** Epoch milliseconds. */
export const timeOf = (ts: string): number => Math.floor(Number(ts) * 1_000);

export const isoOf = (ts: string): string => new Date(timeOf(ts)).toISOString();

/** A conversation of the app with one person. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** Where people of the workspace open a message. */
export function permalink(server: string, { channel, ts }: Place, root: string | null): string {
  const at = `${server}/archives/${channel}/p${ts.replace('.', '')}`;
  return root === null || root === ts ? at : `${at}?thread_ts=${root}&cid=${channel}`;
}
