// The policy gate on the way out: asked when something is written, approved and sent, for whoever does it.
import { moveOutbound } from '../domain/decision/outbox.ts';
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import {
  askPolicy,
  callsOn,
  isUnderOurs,
  hasWindow,
  type Action,
  type Actor,
  type PolicyAnswer,
} from '../domain/post/policy.ts';
import type { AccountRecord, OutboundRecord, StoredPost, WorkTx } from './ports.ts';
import { settle } from './queue.ts';

export type ManifestOf = (network: string) => NetworkManifest;

export interface GateQuestion {
  action: Action;
  actor: Actor;
  /** Null: a post that answers nobody. */
  target: StoredPost | null;
  account: AccountRecord;
  /** UTC, ISO 8601. */
  at: string;
  /** When its author last wrote to us, where that is later than the target; see `lastWroteTo`. */
  lastWroteAt?: string | null;
}

/** What `askGate` needs to know where a network lets one answer for a time only; of the others nothing is read. */
export async function lastWroteTo(
  tx: Pick<WorkTx, 'posts'>,
  { policy }: NetworkManifest,
  target: StoredPost | null,
): Promise<{ lastWroteAt: string | null }> {
  if (target === null || target.conversation === null || !hasWindow(policy)) return { lastWroteAt: null };
  return { lastWroteAt: await tx.posts.lastWrittenIn(target.network, target.conversation) };
}

/** Times of one form compare as texts. */
const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;

/** What the network lets this actor do here. */
export function askGate(manifest: NetworkManifest, question: GateQuestion): PolicyAnswer {
  const { action, actor, target, account, at } = question;
  // What we wrote ourselves calls on nobody.
  const theirs = target?.accountId === null ? target : null;
  return askPolicy(manifest.policy, {
    action,
    actor,
    at,
    mentionedUs: theirs !== null && callsOn(theirs, account),
    wroteDmFirst: theirs?.visibility === 'dm',
    underOurPost: theirs !== null && isUnderOurs(theirs),
    postedAt: theirs?.createdAt ?? null,
    hasLongWindow: account.limits?.longWindow === true,
    lastWroteAt: later(question.lastWroteAt ?? null, theirs?.visibility === 'dm' ? theirs.createdAt : null),
  });
}

/** Where `byHand`, also what is left to people on the network's own page passes. Errors: network_forbids, with the network's reason. */
export function passGate(manifest: NetworkManifest, question: GateQuestion, byHand = false): void {
  const answer = askGate(manifest, question);
  if (byHand && answer.permission === 'open_in_network') return;
  if (answer.permission !== 'api') throw forbidden(manifest, question.action, answer);
}

/** What a person posts on the network's own page is only what the network leaves to people there. Errors: not_allowed, network_forbids. */
export function passByHand(manifest: NetworkManifest, question: GateQuestion, userId: string | null): void {
  if (userId === null) throw new AppError('not_allowed', 'Only a person can post by hand.');
  const answer = askGate(manifest, question);
  if (answer.permission === 'api') {
    const text = `${manifest.name} lets this account answer from here: send it instead.`;
    throw new AppError('network_forbids', text, { data: { action: question.action, ...answer } });
  }
  passGate(manifest, question, true);
}

/**
 * Whether only a person may send what a program wrote: it is held until one lets it out. So is a text that names others than
 * whom it answers: naming somebody reaches them, and they called on nobody.
 */
export function wantsAPerson(manifest: NetworkManifest, question: GateQuestion, text: string): boolean {
  if (question.actor === 'person') return false;
  return askGate(manifest, question).permission !== 'api' || namesOthers(text, question.target);
}

const named = /(?<![\w@.])[@＠]([\w-][\w.-]*(?:@[\w.-]+)?)/gu;

function namesOthers(text: string, target: StoredPost | null): boolean {
  const handle = target?.author.handle.toLowerCase() ?? '';
  const own = [handle, handle.split('@')[0]];
  const handles = [...text.matchAll(named)].map(([, one = '']) => one.replace(/\.+$/u, '').toLowerCase());
  return handles.some((one) => !own.includes(one));
}

function forbidden({ name }: NetworkManifest, action: Action, answer: PolicyAnswer): AppError {
  const { permission, why, since } = answer;
  const message = `${name} does not let this account do that here. ${why?.en ?? ''}`.trim();
  return new AppError('network_forbids', message, { data: { action, permission, why, since } });
}

/** Who does what a row says: whoever wrote it or let it out, the clock, or a program with an API token. */
export function actorOf({
  automatic,
  createdBy,
  approvedBy,
}: Pick<OutboundRecord, 'automatic' | 'createdBy' | 'approvedBy'>): Actor {
  if (automatic !== null) return automatic === 'after_hours' ? 'bot' : 'schedule';
  return createdBy === null && approvedBy === null ? 'bot' : 'person';
}

/** What a row does to the network; what takes something back asks nobody. */
const actionOf: Record<OutboundRecord['action'], Action | null> = {
  reply: 'reply',
  dm: 'dm',
  post: 'post',
  edit: 'edit',
  delete: 'delete',
  like: 'like',
  repost: 'repost',
  unlike: null,
  unrepost: null,
};

/**
 * Takes out of the queue what its network does not allow by now, or never did, however the row came to be there. Answers
 * whether it did; the row must be locked.
 */
export async function stopIfForbidden(
  tx: WorkTx,
  row: OutboundRecord,
  manifestOf: ManifestOf,
): Promise<boolean> {
  const action = actionOf[row.action];
  const state = action === null ? null : moveOutbound(row.state, 'refuse');
  if (action === null || state === null) return false;
  const account = await tx.accounts.get(row.accountId);
  const [target] = row.targetPostId === null ? [] : await tx.posts.byIds([row.targetPostId]);
  const manifest = manifestOf(account.network);
  const window = await lastWroteTo(tx, manifest, target ?? null);
  const question = { action, actor: actorOf(row), target: target ?? null, account, at: tx.at, ...window };
  const answer = askGate(manifest, question);
  if (answer.permission === 'api') return false;
  const { code: errorCode, message: error } = forbidden(manifest, action, answer);
  await settle(tx, row, { state, errorCode, error }, 'reply.failed', null);
  return true;
}
