// The decision whether to speak: it moves the ledger, is kept for good, and opens a case when the answer is yes.
import { AppError } from '../domain/errors.ts';
import { moveLedger, type LedgerMove, type SilenceReason } from '../domain/ledger/ledger.ts';
import { adviceNow, adviseDecidedTask, keptOf } from './advise.ts';
import type { ManifestOf } from './gate.ts';
import { assignOpened, assignTo, checkMayAssign } from './assign.ts';
import type { KeptAdvice } from './deciding-ports.ts';
import { openOrJoinCase } from './open-case.ts';
import type { Actor, InWorkspace, LedgerRow, WorkTx } from './ports.ts';

export type DecisionInput =
  | {
      choice: 'speak';
      assigneeId?: string | null | undefined;
      isPrivate?: boolean | undefined;
      /** To answer and be done: the case ends by itself once it is answered. */
      isConversation?: boolean | undefined;
    }
  | { choice: 'silent'; reason: SilenceReason; note: string }
  | { choice: 'later'; until: string; note: string }
  | { choice: 'reconsider'; note: string };

const moves = {
  speak: 'speak',
  silent: 'silence',
  later: 'postpone',
  reconsider: 'reconsider',
} as const satisfies Record<DecisionInput['choice'], LedgerMove>;

/**
 * Takes one decision, and keeps it with the advice that stands then; without `manifestOf` with none. Errors: not_found, already_decided,
 * invalid_input. Answers the case it led to, if any.
 */
export async function decide(
  inWorkspace: InWorkspace,
  actor: Actor,
  postId: string,
  input: DecisionInput,
  manifestOf?: ManifestOf,
): Promise<{ caseId: string | null }> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const [entry] = await tx.ledger.lock([postId]);
    if (entry === undefined) throw new AppError('not_found', 'There is no such entry in the ledger.');
    // Before anything is changed: the advice is about what stood there.
    const isAdvised =
      manifestOf !== undefined &&
      input.choice !== 'reconsider' &&
      moveLedger(entry.state, moves[input.choice]);
    const advice = isAdvised ? keptOf((await adviceNow(tx, manifestOf, entry)).advice) : null;
    return decideOne(tx, actor, entry, { input, advice });
  });
}

async function decideOne(
  tx: WorkTx,
  actor: Actor,
  entry: LedgerRow,
  { input, advice }: { input: DecisionInput; advice: KeptAdvice | null },
): Promise<{ caseId: string | null; decisionId: string }> {
  const state = moveLedger(entry.state, moves[input.choice]);
  if (state === null) {
    throw new AppError('already_decided', `This post is already ${entry.state}; somebody was faster.`, {
      data: { state: entry.state, caseId: entry.caseId, decidedBy: entry.decidedBy },
    });
  }
  checkInput(input, entry, tx.at);
  const note = input.choice === 'speak' ? '' : input.note;
  const reason = input.choice === 'silent' ? input.reason : null;
  const isPrivate = input.choice === 'speak' && input.isPrivate === true;
  const isConversation = input.choice === 'speak' && input.isConversation === true;
  const decisionId = await tx.decisions.add({
    postId: entry.postId,
    choice: input.choice,
    reason,
    note,
    actorId: actor.userId,
    at: tx.at,
    isPrivate,
    isConversation,
    advice,
  });
  await tx.append([
    {
      type: 'decision.taken',
      subject: 'ledger',
      subjectId: entry.postId,
      actorId: actor.userId,
      data: { choice: input.choice, reason, ...(isConversation ? { isConversation } : {}) },
    },
  ]);
  const decided = { decidedBy: actor.userId, decidedAt: tx.at, note };
  if (input.choice === 'speak') {
    const [post] = await tx.posts.byIds([entry.postId]);
    if (post === undefined) throw new AppError('not_found', 'The post behind this entry is gone.');
    const { row, opened } = await openOrJoinCase(tx, {
      entry,
      post,
      actorId: actor.userId,
      decision: decided,
      isConversation,
    });
    if (input.assigneeId !== undefined) {
      // A choice that changes nothing is everybody's.
      if (input.assigneeId !== row.assigneeId) checkMayAssign(actor, row, input.assigneeId);
      await assignTo(tx, row, input.assigneeId, actor.userId);
    } else if (opened) {
      // Who answers and is done hands nothing on.
      if (row.isConversation && actor.userId !== null) await assignTo(tx, row, actor.userId, actor.userId);
      else await assignOpened(tx, row, actor);
    }
    if (isPrivate && opened && actor.userId !== null) await beginInPrivate(tx, row.id, actor.userId);
    return { caseId: row.id, decisionId };
  }
  await tx.ledger.save({
    ...entry,
    ...decided,
    state,
    reason,
    laterUntil: input.choice === 'later' ? input.until : null,
    settledAt: input.choice === 'silent' ? tx.at : null,
  });
  return { caseId: null, decisionId };
}

/** Whoever opens the case finds the composer at a direct message. */
function beginInPrivate(tx: WorkTx, caseId: string, userId: string): Promise<void> {
  const draft = {
    text: '',
    visibility: 'dm',
    accountId: null,
    replyToPostId: null,
    attachments: [],
  } as const;
  return tx.drafts.put(caseId, userId, { ...draft, attachments: [] }, tx.at);
}

function checkInput(input: DecisionInput, { origin }: LedgerRow, at: string): void {
  if (input.choice === 'speak' && input.isConversation === true && origin === 'found') {
    throw new AppError(
      'invalid_input',
      'Their author did not call on us: whoever is spoken to unasked is followed up in a case. Speak without `isConversation`.',
      { where: 'body.isConversation' },
    );
  }
  if (input.choice === 'silent' && input.reason === 'other' && input.note.trim() === '') {
    throw new AppError('invalid_input', 'Say in a few words why: “other” alone tells nobody anything.', {
      where: 'body.note',
    });
  }
  if (input.choice === 'later' && input.until <= at) {
    throw new AppError('invalid_input', 'The time to come back must be in the future.', {
      where: 'body.until',
    });
  }
}

/** Stays silent about many with one reason; those that cannot be moved any more are left and named. */
export async function decideManySilent(
  inWorkspace: InWorkspace,
  actor: Actor,
  postIds: readonly string[],
  input: { reason: SilenceReason; note: string },
): Promise<{ moved: string[]; refused: string[] }> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const moved: string[] = [];
    const decisionIds: string[] = [];
    for (const entry of await tx.ledger.lock(postIds)) {
      if (moveLedger(entry.state, 'silence') === null) continue;
      const silent = { input: { choice: 'silent', ...input }, advice: null } as const;
      const { decisionId } = await decideOne(tx, actor, entry, silent);
      decisionIds.push(decisionId);
      moved.push(entry.postId);
    }
    // Nobody waits for what was advised; a thousand would take seconds.
    if (moved.length > 0) await tx.enqueue({ task: adviseDecidedTask, payload: { decisionIds } });
    const done = new Set(moved);
    return { moved, refused: postIds.filter((id) => !done.has(id)) };
  });
}

/** Brings back what was put off until now; answers how many. */
export async function wakeDue(inWorkspace: InWorkspace, workspaceId: string): Promise<number> {
  return inWorkspace(workspaceId, async (tx) => {
    const due = await tx.ledger.lockDueLater(tx.at, 500);
    for (const row of due) await tx.ledger.save({ ...row, state: 'waiting', laterUntil: null });
    await tx.append(
      due.map((row) => ({
        type: 'ledger.woken',
        subject: 'ledger' as const,
        subjectId: row.postId,
        actorId: null,
      })),
    );
    return due.length;
  });
}
