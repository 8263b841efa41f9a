// The outbox as the stages use it: a row to be sent or held for approval, its job, and its next state with its event.
import { approvalReasonsOf, isSpoken, type ApprovalReason } from '../domain/decision/approval.ts';
import { moveOutbound, type OutboundMove } from '../domain/decision/outbox.ts';
import type { Actor, AutomaticKind, OutboundRecord, WorkTx } from './ports.ts';

/** The outbox's job names; the worker runs one task under each. */
export const sendTask = 'send';

/**
 * Puts a new row into the queue with its job, or where it waits for approval or for a person to do it by hand, and says so. `threadVersion` is that of the
 * conversation as its writer saw it; `held` says why it waits beside what the team itself asks for.
 */
export async function queueSend(
  tx: WorkTx,
  row: OutboundRecord,
  threadVersion: number | null = null,
  held: readonly ApprovalReason[] = [],
): Promise<void> {
  const reasons = [...(await reasonsFor(tx, row)), ...held];
  if (reasons.length > 0) {
    const waiting: OutboundRecord = { ...row, state: 'awaiting_approval', needsApproval: true };
    await tx.outbox.insert(waiting);
    await askFor(tx, waiting, reasons, threadVersion);
    return;
  }
  if (row.byHand) {
    await tx.outbox.insert({ ...row, state: 'opened' });
    await tx.append([eventOf(row, 'reply.opened', row.createdBy)]);
    return;
  }
  await tx.outbox.insert(row);
  await enqueueSend(tx, row);
  await tx.append([eventOf(row, 'reply.queued', row.createdBy)]);
}

/** Why a row may not go out yet; none where another person approved it, or it has no words. */
async function reasonsFor(tx: WorkTx, row: OutboundRecord): Promise<ApprovalReason[]> {
  if (!isSpoken(row.action) || row.approvedBy !== null) return [];
  return approvalReasonsOf(await tx.approvals.facts(row));
}

/**
 * Takes a row that waits in the queue or failed out of the way of the sender where it needs approval by now. Answers
 * whether it did; the row must be locked.
 */
export async function holdIfNeeded(
  tx: WorkTx,
  row: OutboundRecord,
  actorId: string | null,
): Promise<boolean> {
  const state = moveOutbound(row.state, 'hold');
  const reasons = state === null ? [] : await reasonsFor(tx, row);
  if (state === null || reasons.length === 0) return false;
  const held = { state, needsApproval: true, attempts: 0, errorCode: null, error: null };
  const saved = await settle(tx, row, held, 'reply.held', actorId);
  const caseRow = row.caseId === null ? null : await tx.cases.lock(row.caseId);
  await askFor(tx, saved, reasons, caseRow?.threadVersion ?? null);
  return true;
}

/** What was asked of a second pair of eyes is asked no more: it was taken back, or given up. */
export async function withdrawApproval(
  tx: WorkTx,
  { id, state }: OutboundRecord,
  decidedBy: string | null,
): Promise<void> {
  if (state !== 'awaiting_approval') return;
  await tx.approvals.answer(id, { verdict: 'withdrawn', comment: '', originalText: null, decidedBy });
}

/** What was sent back is over once its author tried again. */
export async function endReturned(tx: WorkTx, ids: readonly string[], userId: string): Promise<void> {
  for (const id of ids) {
    const row = await tx.outbox.lock(id);
    const state = moveOutbound(row.state, 'give_up');
    if (state !== null) await settle(tx, row, { state }, 'reply.rewritten', userId);
  }
}

async function askFor(
  tx: WorkTx,
  row: OutboundRecord,
  reasons: ApprovalReason[],
  threadVersion: number | null,
): Promise<void> {
  const { approval } = await tx.workspace.settings();
  await tx.approvals.ask({
    outboundId: row.id,
    reasons,
    askedBy: row.createdBy,
    threadVersion,
    dueAt: new Date(Date.parse(tx.at) + approval.lateMinutes * 60_000).toISOString(),
  });
  const asked = eventOf(row, 'reply.awaits_approval', row.createdBy);
  await tx.append([{ ...asked, data: { ...asked.data, reasons } }]);
}

function eventOf(row: OutboundRecord, type: string, actorId: string | null) {
  const data = { action: row.action, caseId: row.caseId };
  return { type, subject: 'outbound' as const, subjectId: row.id, actorId, data };
}

/** (Re)schedules the job that sends or looks up this row. */
export async function enqueueSend(tx: WorkTx, row: Pick<OutboundRecord, 'id' | 'notBefore'>): Promise<void> {
  await tx.enqueue({
    task: sendTask,
    payload: { outboundId: row.id },
    runAt: row.notBefore,
    key: `send:${row.id}`,
  });
}

type NewOutbound = Pick<
  OutboundRecord,
  | 'caseId'
  | 'accountId'
  | 'action'
  | 'visibility'
  | 'text'
  | 'lang'
  | 'attachments'
  | 'targetPostId'
  | 'notBefore'
  | 'createdBy'
> & {
  automatic?: AutomaticKind;
  notAfter?: string;
  byModel?: boolean;
  byHand?: boolean;
  onBehalfOf?: string | null;
};

/** Whose words an actor writes: their own, or, by a program, on behalf of whoever made its token. */
export function authorOf({ userId, onBehalfOf }: Actor): {
  createdBy: string | null;
  onBehalfOf: string | null;
} {
  return { createdBy: userId, onBehalfOf: userId === null ? (onBehalfOf ?? null) : null };
}

/** A row that is to be sent; without `automatic` a person wrote it. */
export function newOutbound(tx: WorkTx, row: NewOutbound): OutboundRecord {
  const id = tx.newId();
  return {
    automatic: null,
    notAfter: null,
    byModel: false,
    byHand: false,
    onBehalfOf: null,
    ...row,
    id,
    state: 'queued',
    // Our id is the key: it exists before the network hears anything and never changes.
    idempotencyKey: id,
    attempts: 0,
    claimedAt: null,
    claimedBy: null,
    errorCode: null,
    error: null,
    nativeId: null,
    postId: null,
    createdAt: tx.at,
    sentAt: null,
    needsApproval: false,
    approvedBy: null,
    version: 1,
  };
}

/** Writes an outbound row's next state and its event. */
export async function settle(
  tx: WorkTx,
  row: OutboundRecord,
  next: Partial<OutboundRecord>,
  eventType: string,
  actorId: string | null,
): Promise<OutboundRecord> {
  const changed = { ...row, ...next };
  await tx.outbox.save(changed);
  await tx.append([
    {
      type: eventType,
      subject: 'outbound',
      subjectId: row.id,
      actorId,
      data: { action: row.action, caseId: row.caseId, state: changed.state, errorCode: changed.errorCode },
    },
  ]);
  return { ...changed, version: row.version + 1 };
}

/** What was to be sent by a time that is over is not sent any more; certainly nobody has read it. */
export async function dropLate(tx: WorkTx, row: OutboundRecord): Promise<void> {
  const state = moveOutbound(row.state, 'give_up');
  if (state === null) return;
  const error = 'Its time was over before it could be sent.';
  await settle(tx, row, { state, errorCode: 'not_in_time', error }, 'reply.given_up', null);
}

/** A server that lost us may still be at work: a look-up before then could find nothing and be wrong. */
const stillWorkingMs = 5000;

/** 2 s, 4 s, 8 s … at most 5 minutes. */
export function backoffMs(attempts: number, wanted: OutboundMove): number {
  const waitMs = Math.min(300_000, 1000 * 2 ** Math.max(1, attempts));
  return wanted === 'lose_sight' ? Math.max(stillWorkingMs, waitMs) : waitMs;
}
