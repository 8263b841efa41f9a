// Ids of Mastodon are a server's own: with the server's host in front they are unique among all servers.

import type { IdOrder } from '../kit/position.ts';
import { scopedId } from '../kit/scoped-id.ts';

/**
 * snac puts ten digits of a time that changes with every edit before a hash that does not, and looks at the hash only.
 * Mastodon's own ids are shorter and have no letters.
 */
const snacId = /^\d{10}([0-9a-f]{32})$/;

/** The id in the form that stays the same for the life of the status or account. */
export function stableId(id: string): string {
  const hash = snacId.exec(id)?.[1];
  return hash === undefined ? id : `0000000000${hash}`;
}

/** Our native id of something a server calls `id`. */
export function nativeIdOf(host: string, id: string): string {
  return scopedId(host, stableId(id));
}

/** The id of a repost: one person reposts one post at most once, and not every server gives it an id of its own. */
export function repostIdOf(host: string, statusId: string, accountId: string): string {
  return `${nativeIdOf(host, statusId)}/reposted-by/${stableId(accountId)}`;
}

/** Whether `a` comes after `b`; only numbers have an order that holds across servers, null for all else. */
export function isLater(a: string, b: string): boolean | null {
  if (!/^\d+$/.test(a) || !/^\d+$/.test(b)) return null;
  return a.length === b.length ? a > b : a.length > b.length;
}

export const idOrder: IdOrder = { isLater, stable: stableId };
