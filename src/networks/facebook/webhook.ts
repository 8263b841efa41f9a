// Takes a call of Facebook: signed with the app's secret and readable; each message and each thing written is kept by itself.
import type { DeliveryToKeep, Received } from '../../domain/webhooks/inbox.ts';
import { changeBody, hashOf, idIn, receiveMeta, type Called, type ToldChange } from '../kit/meta-keep.ts';
import type { WebhookCall } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { inner } from '../kit/meta-messages.ts';

/** What is heard; the rest Meta may tell, and nobody here asked for. */
const heard: ReadonlySet<string> = new Set(['feed', 'mention', 'ratings']);
/** Of these a busy Page has thousands, and nobody answers them. */
const unheard: ReadonlySet<string> = new Set(['like', 'reaction']);
const removals: ReadonlySet<string> = new Set(['delete', 'remove']);
/** What makes a delivery another one: what Meta tells of the post around it changes all the time. */
const telling = ['item', 'verb', 'post_id', 'comment_id', 'open_graph_story_id', 'message', 'review_text'];
const moments = ['edited_time', 'created_time', 'recommendation_type', 'rating'];

function changeToKeep(change: ToldChange, atMs: number | null): DeliveryToKeep | null {
  const { field, value } = change;
  if (!heard.has(field) || unheard.has(fieldOf(value, 'item'))) return null;
  const named = idIn(value, 'comment_id') ?? idIn(value, 'post_id') ?? idIn(value, 'open_graph_story_id');
  const isDeletion = removals.has(fieldOf(value, 'verb'));
  const body = changeBody(change, atMs);
  if (isDeletion && named !== null) {
    return { eventId: `deleted ${field} ${named}`, postId: named, isDeletion, body };
  }
  const told = [...telling.map((name) => fieldOf(value, name)), ...moments.map((name) => inner(value, name))];
  // What cannot be read is kept by all that it holds.
  const whole = named === null ? [...told, value ?? null] : told;
  return {
    eventId: `${field} ${hashOf(JSON.stringify(whole))}`,
    postId: named,
    isDeletion: false,
    body,
  };
}

/** Errors: as `receiveMeta`. */
export const receive = (account: Called, call: WebhookCall): Received =>
  receiveMeta('page', account, call, changeToKeep);
