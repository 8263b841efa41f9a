// Four eyes: another person reads a reply that waits, and lets it out, changes it, or sends it back to its author.
import { whyNotApprove } from '../domain/decision/approval.ts';
import { moveOutbound } from '../domain/decision/outbox.ts';
import { AppError } from '../domain/errors.ts';
import { ruleIds, type RuleId } from '../domain/guideline/finding.ts';
import { giveUpIfSilent } from './after-hours.ts';
import { holdEditToGuideline, holdToGuideline, replyFacts, type OverrideInput } from './guideline-check.ts';
import type { SaidSince } from './guideline-ports.ts';
import type { Actor, InWorkspace, OutboundRecord, WorkTx } from './ports.ts';
import { mindingTheWish } from './left-alone.ts';
import { dropLate, enqueueSend, settle, withdrawApproval } from './queue.ts';
import { accountToUse, refuseStale, targetIn } from './reply-target.ts';
import { holdToPersona, speakerOf } from './speaking-as.ts';
import { lastWroteTo, passGate } from './gate.ts';
import { checkText, keepOverride, undoSecondsOf, type WriteDeps } from './write.ts';

export interface ApprovalInput {
  outboundId: string;
  /** The send's version as whoever approves has read it; null: whatever version. */
  version: number | null;
  /** The conversation as whoever approves has read it; null where it answers none. */
  seenThreadVersion: number | null;
  /** Other words, where whoever approves changed them. */
  text?: string | undefined;
  /** Why it is sent though the guideline stops it. */
  override?: OverrideInput | undefined;
  /** What the network says the author of the answered post wrote since. */
  newest?: readonly SaidSince[];
}

/**
 * Lets a reply that waits into the queue, in other words if some are given; all that is checked of a new reply is
 * checked again. An answer of the program that would not be given any more is given up instead. Errors: not_found, not_allowed, version_changed where somebody was faster, transition_refused where it
 * waits no more, thread_changed, network_post_gone, network_forbids, account_token_dead, text_too_long, text_empty,
 * guideline_blocks.
 */
export async function approveReply(deps: WriteDeps, actor: Actor, input: ApprovalInput): Promise<void> {
  await deps.inWorkspace(actor.workspaceId, async (tx) => {
    const row = await lockWaiting(tx, actor, input, 'approve');
    if (row.automatic !== null && input.text !== undefined && input.text !== row.text) {
      throw new AppError(
        'transition_refused',
        'What the program wrote goes out as it is, or not at all. Take it back and write yourself.',
        { where: 'body.text' },
      );
    }
    if (await giveUpIfSilent(deps, tx, row, actor.userId)) {
      await withdrawApproval(tx, row, actor.userId);
      return;
    }
    const next: OutboundRecord = { ...row, text: input.text ?? row.text };
    const isEdited = next.text !== row.text;
    const overridden = await checkAnew(deps, tx, actor, row, input);
    const { state } = row;
    const seconds = row.action === 'edit' ? 0 : await undoSecondsOf(tx, row.visibility);
    const saved = await settle(
      tx,
      row,
      {
        state: moveOutbound(state, row.byHand ? 'hand_over' : 'approve') ?? state,
        text: next.text,
        approvedBy: actor.userId,
        notBefore: new Date(Date.parse(tx.at) + seconds * 1000).toISOString(),
      },
      isEdited ? 'reply.approved_edited' : 'reply.approved',
      actor.userId,
    );
    await tx.approvals.answer(row.id, {
      verdict: isEdited ? 'edited' : 'approved',
      comment: '',
      originalText: isEdited ? row.text : null,
      decidedBy: actor.userId,
    });
    if (overridden.length > 0) {
      await keepOverride(tx, saved, overridden, input.override?.reason ?? '', actor.userId);
    }
    if (!saved.byHand) await enqueueSend(tx, saved);
  });
}

/** Gives a reply back to its author with a comment. Errors: not_found, not_allowed, version_changed, transition_refused. */
export async function sendBackReply(
  inWorkspace: InWorkspace,
  actor: Actor,
  input: { outboundId: string; version: number | null; comment: string },
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await lockWaiting(tx, actor, input, 'send_back');
    await returnToAuthor(tx, row, 'sent_back', input.comment, actor.userId);
  });
}

const batchSize = 100;

/**
 * Where the workspace wants it, what nobody approved in time goes back to its author; it is never sent by itself. What
 * the clock wrote for a time that is over is given up. Answers how many went back. Safe to run by any number of processes.
 */
export async function returnLate(inWorkspace: InWorkspace, workspaceId: string): Promise<number> {
  return inWorkspace(workspaceId, async (tx) => {
    const { approval } = await tx.workspace.settings();
    let returned = 0;
    for (const id of await tx.approvals.overdue(tx.at, batchSize)) {
      const row = await tx.outbox.lock(id);
      // Somebody may have answered between its being found and being locked.
      if (row.state !== 'awaiting_approval') continue;
      if (row.notAfter !== null && row.notAfter <= tx.at) {
        await dropLate(tx, row);
        await withdrawApproval(tx, row, null);
        continue;
      }
      if (approval.whenLate !== 'send_back') continue;
      await returnToAuthor(tx, row, 'timed_out', '', null);
      returned += 1;
    }
    return returned;
  });
}

/** Locks a send that this actor may answer, as they have read it. */
async function lockWaiting(
  tx: WorkTx,
  actor: Actor,
  { outboundId, version }: { outboundId: string; version: number | null },
  move: 'approve' | 'send_back',
): Promise<OutboundRecord> {
  const row = await tx.outbox.lock(outboundId);
  const member =
    actor.userId === null
      ? { isTrainee: false, mayApprove: false }
      : await tx.approvals.memberOf(actor.userId);
  const refusal = whyNotApprove({ ...actor, ...member }, row);
  if (refusal !== null) throw new AppError('not_allowed', refusal);
  if (version !== null && row.version !== version) {
    throw new AppError('version_changed', 'Somebody else was faster with this reply. Read it again.', {
      where: 'If-Match',
      data: { version: row.version },
    });
  }
  if (moveOutbound(row.state, move) === null) {
    throw new AppError('transition_refused', `A reply that is ${row.state} waits for nobody’s approval.`, {
      data: { state: row.state },
    });
  }
  return row;
}

/** Everything that is asked of a new reply, of the words as they would go out; the rules passed over now. */
async function checkAnew(
  deps: WriteDeps,
  tx: WorkTx,
  actor: Actor,
  waiting: OutboundRecord,
  input: ApprovalInput,
): Promise<RuleId[]> {
  const row = { ...waiting, text: input.text ?? waiting.text };
  if (row.text !== waiting.text) {
    // Other words are those of whoever approves them.
    const spoken = await tx.accounts.get(row.accountId);
    await holdToPersona(tx, spoken, { userId: actor.userId, signature: '' });
  }
  if (row.action === 'edit' || row.caseId === null) {
    await checkAlone(deps, tx, row);
    return [];
  }
  const held = await tx.cases.lock(row.caseId);
  refuseStale(held, input.seenThreadVersion ?? -1);
  const account = await accountToUse(tx, row.accountId, held.network);
  const target = await targetIn(tx, held, row.targetPostId ?? '');
  const manifest = deps.manifestOf(account.network);
  const action = row.visibility === 'dm' ? 'dm' : 'reply';
  const window = await lastWroteTo(tx, manifest, target);
  passGate(manifest, { action, actor: 'person', target, account, at: tx.at, ...window }, row.byHand);
  checkText(manifest, account, row);
  const facts = await replyFacts(tx, {
    caseId: held.id,
    account,
    target,
    visibility: row.visibility,
    newest: input.newest ?? [],
    speaker: speakerOf(row),
  });
  const passed = row.text === waiting.text ? await stillPassed(tx, row.id, target.identityId) : [];
  const { override } = input;
  const stopping = holdToGuideline(actor, facts, {
    text: row.text,
    attachments: row.attachments,
    override,
    passed,
  });
  return stopping.filter((rule) => !passed.includes(rule));
}

/**
 * What its author passed over, with the right to and a reason that was kept, stays passed over in the same words; but
 * not a wish to be left alone that they could not know of.
 */
async function stillPassed(tx: WorkTx, outboundId: string, identityId: string): Promise<RuleId[]> {
  const passed = await tx.approvals.overridden(outboundId);
  if (passed === null) return [];
  const { optOut } = await tx.people.history(identityId);
  const isNewWish = optOut !== null && optOut.at > passed.at;
  return ruleIds.filter((rule) => passed.rules.includes(rule) && !(isNewWish && rule === mindingTheWish));
}

/** Other words for a post of ours, or a post that answers nobody: no conversation could have gone on. */
async function checkAlone(deps: WriteDeps, tx: WorkTx, row: OutboundRecord): Promise<void> {
  const { network } = await tx.accounts.get(row.accountId);
  const account = await accountToUse(tx, row.accountId, network);
  const manifest = deps.manifestOf(network);
  if (row.action === 'edit') {
    const [post] = row.targetPostId === null ? [] : await tx.posts.byIds([row.targetPostId]);
    if (post === undefined || post.deletedAt !== null) {
      throw new AppError('network_post_gone', 'The post that was to be changed is gone.');
    }
    passGate(manifest, { action: 'edit', actor: 'person', target: post, account, at: tx.at });
  }
  checkText(manifest, account, row);
  // Who wrote an edit was held to it when it was queued, and is again.
  await holdEditToGuideline(tx, account, row, row.text, speakerOf(row));
}

async function returnToAuthor(
  tx: WorkTx,
  row: OutboundRecord,
  verdict: 'sent_back' | 'timed_out',
  comment: string,
  decidedBy: string | null,
): Promise<void> {
  const state = moveOutbound(row.state, 'send_back') ?? row.state;
  await settle(
    tx,
    row,
    { state },
    verdict === 'sent_back' ? 'reply.sent_back' : 'reply.timed_out',
    decidedBy,
  );
  await tx.approvals.answer(row.id, { verdict, comment, originalText: null, decidedBy });
  if (row.action === 'edit' || row.caseId === null || row.createdBy === null) return;
  const { text, visibility, accountId, attachments, targetPostId: replyToPostId, byModel } = row;
  const draft = { text, visibility, accountId, attachments, replyToPostId, byModel };
  // What they have begun to write meanwhile is theirs; the send keeps its words, so that they can be taken up again.
  await tx.drafts.putUnlessWritten(row.caseId, row.createdBy, draft, tx.at);
}
