// Takes a call of Instagram: signed with the app's secret and readable; each message, comment and mention in it is kept by itself.
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { changeBody, hashOf, idIn, receiveMeta, type Called, type ToldChange } from '../kit/meta-keep.ts';
import type { WebhookCall } from '../kit/network.ts';

/** What is heard; the rest Meta may tell, and nobody here asked for. */
const heard: ReadonlySet<string> = new Set(['comments', 'live_comments', 'mentions']);

/** The same comment with another text is another delivery: it was changed. */
function changeToKeep(change: ToldChange, atMs: number | null): DeliveryToKeep | null {
  const { field, value } = change;
  if (!heard.has(field)) return null;
  const told = JSON.stringify({ field, value: value ?? null });
  const postId =
    field === 'mentions'
      ? (idIn(value, 'comment_id') ?? idIn(value, 'media_id'))
      : (idIn(value, 'id') ?? idIn(value, 'comment_id'));
  const body = changeBody(change, atMs);
  return { eventId: `${field.slice(0, 40)} ${hashOf(told)}`, postId, isDeletion: false, body };
}

/** Errors: as `receiveMeta`. */
export const receive = (account: Called, call: WebhookCall): Received =>
  receiveMeta('instagram', account, call, changeToKeep);
