// An answer that the network took and did not deliver: the send has failed after all, and it is our turn again.
import { moveOutbound } from '../domain/decision/outbox.ts';
import { moveLedger } from '../domain/ledger/ledger.ts';
import type { Heard } from '../domain/post/post.ts';
import { reopenLocked } from './close-case.ts';
import { changeThread, moveCase } from './open-case.ts';
import type { OutboundRecord, WorkTx } from './ports.ts';
import { settle } from './queue.ts';

/**
 * Writes down why it did not arrive, and opens its case again. Answers whether it was one of ours that had counted as sent: then it
 * is to be taken out of the conversation, where it never was. Told twice it is done once.
 */
export async function noteUndelivered(
  tx: WorkTx,
  network: string,
  { nativeId, code, message }: Extract<Heard, { type: 'undelivered' }>,
): Promise<boolean> {
  const row = await tx.outbox.sentAs(network, nativeId);
  const state = row === null ? null : moveOutbound(row.state, 'not_delivered');
  if (row === null || state === null) return false;
  // Another try is another send: under its key this one went out.
  const next = { state, attempts: 0, idempotencyKey: tx.newId(), errorCode: code, error: message };
  await settle(tx, row, next, 'reply.failed', null);
  if (row.caseId === null) return true;
  const held = await tx.cases.lock(row.caseId);
  await waitAgain(tx, row);
  if (held.state === 'closed') await reopenLocked(tx, held, null);
  else if (held.state === 'waiting_customer') {
    await moveCase(tx, held, { type: 'case.undelivered', at: tx.at }, null);
  } else await changeThread(tx, held.id);
  return true;
}

/** What it had answered, in the same transaction in which it counted as sent, waits as it did before. */
async function waitAgain(tx: WorkTx, { caseId, sentAt }: OutboundRecord): Promise<void> {
  if (caseId === null || sentAt === null) return;
  for (const entry of await tx.ledger.lockOfCase(caseId)) {
    const state = moveLedger(entry.state, 'not_delivered');
    if (state === null || entry.settledAt !== sentAt) continue;
    await tx.ledger.save({ ...entry, state, settledAt: null });
    await tx.append([
      {
        type: 'ledger.not_delivered',
        subject: 'ledger',
        subjectId: entry.postId,
        actorId: null,
        data: { caseId },
      },
    ]);
  }
}
