// Writing: a reply, a reaction, an edit or a deletion is checked against the network's rules and put into the outbox.
import { AppError } from '../domain/errors.ts';
import { measureLength } from '../domain/post/length.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import { mostPictures } from '../domain/post/most-pictures.ts';
import type { Action } from '../domain/post/policy.ts';
import { actorOf, askGate, lastWroteTo, passByHand, passGate, wantsAPerson } from './gate.ts';
import type { Visibility } from '../domain/post/post.ts';
import { authorOf, endReturned, newOutbound, queueSend } from './queue.ts';
import type { StartingPoint } from '../domain/drafting/starting-point.ts';
import { beganWith } from '../domain/guideline/began-with.ts';
import { keepBeginnings } from './begun-with.ts';
import { isByModel, isFromModel } from './by-model.ts';
import { accountToUse, refuseInPublic, refuseStale, targetIn } from './reply-target.ts';
import { holdToPersona } from './speaking-as.ts';
import { keepForReview } from './practising.ts';
import { holdEditToGuideline, holdToGuideline, replyFacts, type OverrideInput } from './guideline-check.ts';
import type { SaidSince } from './guideline-ports.ts';
import type { AccountRecord, Actor, InWorkspace, OutboundAction, OutboundRecord, WorkTx } from './ports.ts';

/** The manifests of all networks, by id. */
export type Manifests = (network: string) => NetworkManifest;

export interface WriteDeps {
  inWorkspace: InWorkspace;
  manifestOf: Manifests;
}

export interface ReplyInput {
  caseId: string;
  accountId: string;
  replyToPostId: string;
  visibility: Visibility;
  text: string;
  attachments: { attachmentId: string; alt: string }[];
  seenThreadVersion: number;
  /** Why it is sent though the guideline stops it. */
  override?: OverrideInput | undefined;
  /** Whether a model wrote the draft, though a person may have changed it since. */
  byModel?: boolean;
  /** A person posts it on the network's own page: it is written down, and not sent. */
  byHand?: boolean;
  /** What its writer began with. */
  begunWith?: readonly StartingPoint[];
  /** What the network says the author wrote since the post that is answered. */
  newest?: readonly SaidSince[];
}

/**
 * Queues a reply, or puts it where it waits for another person's approval, or for its writer to post it by hand. Errors: thread_changed (412, with what the writer has not seen), text_too_long, text_empty,
 * network_forbids, account_token_dead, network_post_gone, not_found, guideline_blocks and not_allowed
 * (guideline-check.ts).
 */
export async function writeReply(deps: WriteDeps, actor: Actor, input: ReplyInput): Promise<string> {
  return deps.inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(input.caseId);
    refuseStale(row, input.seenThreadVersion);
    const account = await accountToUse(tx, input.accountId, row.network);
    const target = await targetIn(tx, row, input.replyToPostId);
    refuseInPublic(target, input.visibility);
    const manifest = deps.manifestOf(account.network);
    const action: Action = input.visibility === 'dm' ? 'dm' : 'reply';
    const asked = { action, target, account, at: tx.at, ...(await lastWroteTo(tx, manifest, target)) };
    const { visibility, newest = [], byHand = false } = input;
    if (byHand) passByHand(manifest, { ...asked, actor: 'person' }, actor.userId);
    else passGate(manifest, { ...asked, actor: 'person' });
    checkText(manifest, account, input);
    const speaker = { userId: actor.userId, signature: '' };
    const reply = { caseId: row.id, account, target, visibility, newest, speaker };
    const begun = await tx.drafting.beginnings(input.begunWith ?? []);
    // What was written for this very reply has been said to nobody.
    const saidBefore = begun.filter(({ kind }) => kind !== 'model');
    const facts = beganWith(await replyFacts(tx, reply), saidBefore);
    const overridden = holdToGuideline(actor, facts, input);
    const undoSeconds = byHand ? 0 : await undoSecondsOf(tx, input.visibility);
    const outbound = newOutbound(tx, {
      caseId: row.id,
      accountId: account.id,
      action,
      visibility: input.visibility,
      text: input.text,
      lang: row.lang,
      attachments: input.attachments,
      targetPostId: target.id,
      notBefore: new Date(Date.parse(tx.at) + undoSeconds * 1000).toISOString(),
      ...authorOf(actor),
      byHand,
      byModel:
        beganWithGone(input, begun) || (await isByModel(tx, { caseId: row.id, account }, actor, input)),
    });
    const mustBeLetOut = wantsAPerson(manifest, { ...asked, actor: actorOf(outbound) }, input.text);
    await queueSend(tx, outbound, row.threadVersion, mustBeLetOut ? ['program'] : []);
    await keepBeginnings(tx, outbound.id, input.text, begun);
    await keepForReview(tx, outbound, target, facts);
    if (overridden.length > 0) {
      await keepOverride(tx, outbound, overridden, input.override?.reason ?? '', actor.userId);
    }
    if (actor.userId !== null) await leaveDraft(tx, row.id, actor.userId, visibility);
    return outbound.id;
  });
}

/** What a model wrote about a post goes with the post: how much of it is left nobody can tell any more. */
function beganWithGone({ begunWith = [] }: ReplyInput, begun: readonly StartingPoint[]): boolean {
  const there = new Set(begun.map(({ id }) => id));
  return begunWith.some(({ kind, id }) => kind === 'model' && !there.has(id));
}

/** What was sent is no draft any more, and what was sent back to its author is answered by it. */
async function leaveDraft(tx: WorkTx, caseId: string, userId: string, sent: Visibility): Promise<void> {
  await tx.drafts.removeSent(caseId, userId, sent);
  await endReturned(tx, await tx.approvals.returnedTo(caseId, userId), userId);
}

/** How long a send can be taken back. */
export async function undoSecondsOf(tx: WorkTx, visibility: Visibility): Promise<number> {
  const settings = await tx.workspace.settings();
  return visibility === 'dm' ? settings.undoDmSeconds : settings.undoPublicSeconds;
}

/** Keeps who sent against which rules and why; the reason, being a person's words, stays out of the event. */
export async function keepOverride(
  tx: WorkTx,
  { id, accountId, caseId }: OutboundRecord,
  rules: string[],
  reason: string,
  by: string | null,
): Promise<void> {
  await tx.guideline.addOverride({ outboundId: id, accountId, rules, reason, by });
  await tx.append([
    {
      type: 'reply.overrode',
      subject: 'outbound',
      subjectId: id,
      actorId: by,
      data: { caseId, accountId, rules },
    },
  ]);
}

/** Errors: text_empty, text_too_long, attachment_invalid. */
export function checkText(
  manifest: NetworkManifest,
  account: AccountRecord,
  input: Pick<ReplyInput, 'text' | 'visibility' | 'attachments'>,
): void {
  const limits = account.limits ?? manifest.limits;
  if (input.text.trim() === '' && input.attachments.length === 0) {
    throw new AppError('text_empty', 'Write something first.', { where: 'body.text' });
  }
  const rule = input.visibility === 'dm' ? limits.dm : limits.post;
  const length = measureLength(input.text, rule);
  if (!length.fits) {
    const message = `${String(length.used)} of ${String(length.max)}: ${manifest.name} would refuse this length.`;
    throw new AppError('text_too_long', message, { where: 'body.text', data: { ...length } });
  }
  if (input.attachments.length > 0 && input.visibility === 'dm' && !manifest.dm.takesPictures) {
    const message = `${manifest.name} takes no pictures in direct messages. Remove them, or reply in public.`;
    throw new AppError('attachment_invalid', message, { where: 'body.attachments' });
  }
  const most = mostPictures(manifest.dm, limits.images, input.visibility);
  if (input.attachments.length > most) {
    const message = `${manifest.name} takes ${String(most)} pictures at most.`;
    throw new AppError('attachment_invalid', message, { where: 'body.attachments' });
  }
}

/**
 * Likes or reposts a post of a case, or takes that back. Goes out at once; what the network leaves to people on its own page is
 * written down as opened there, by whom and when.
 */
export async function writeReaction(
  deps: WriteDeps,
  actor: Actor,
  input: {
    caseId: string;
    accountId: string;
    postId: string;
    action: 'like' | 'repost' | 'unlike' | 'unrepost';
  },
): Promise<string> {
  return deps.inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(input.caseId);
    const account = await accountToUse(tx, input.accountId, row.network);
    const target = await targetIn(tx, row, input.postId);
    const base = input.action === 'unlike' ? 'like' : input.action === 'unrepost' ? 'repost' : input.action;
    const manifest = deps.manifestOf(account.network);
    const asked = {
      action: base,
      actor: actorOf({ automatic: null, approvedBy: null, ...authorOf(actor) }),
      target,
      account,
      at: tx.at,
      ...(await lastWroteTo(tx, manifest, target)),
    } as const;
    // What takes something back asks nobody.
    const isNew = input.action === base;
    if (isNew) {
      passGate(manifest, asked, true);
      await holdToPersona(tx, account, { userId: actor.userId, signature: '' });
    }
    const byHand = isNew && askGate(manifest, asked).permission === 'open_in_network';
    const done = await tx.outbox.reactionOf(account.id, target.id, base, byHand ? 'opened' : 'sent');
    if (isNew && done !== null && (!byHand || done.createdBy === actor.userId)) return done.id;
    if (!isNew && done === null) {
      throw new AppError('transition_refused', 'There is nothing to take back.');
    }
    const outbound = newOutbound(tx, {
      caseId: row.id,
      accountId: account.id,
      action: input.action,
      visibility: target.visibility,
      text: '',
      lang: null,
      attachments: [],
      targetPostId: target.id,
      notBefore: tx.at,
      ...authorOf(actor),
      byHand,
    });
    await queueSend(tx, outbound);
    return outbound.id;
  });
}

/** Edits or deletes a post of ours on its network. */
export async function writeOwnPostChange(
  deps: WriteDeps,
  actor: Actor,
  input: { postId: string; change: { text: string } | 'delete' },
): Promise<string> {
  return deps.inWorkspace(actor.workspaceId, async (tx) => {
    const [post] = await tx.posts.byIds([input.postId]);
    if (post === undefined || post.accountId === null) {
      throw new AppError('not_found', 'This is not a post of ours.');
    }
    const action: OutboundAction & Action = input.change === 'delete' ? 'delete' : 'edit';
    const account = await accountToUse(tx, post.accountId, post.network);
    const manifest = deps.manifestOf(post.network);
    passGate(manifest, {
      action,
      actor: actorOf({ automatic: null, approvedBy: null, ...authorOf(actor) }),
      target: post,
      account,
      at: tx.at,
    });
    const text = input.change === 'delete' ? '' : input.change.text;
    if (input.change !== 'delete') {
      checkText(manifest, account, { text, attachments: [], visibility: post.visibility });
      const speaker = { userId: actor.userId, signature: '' };
      await holdEditToGuideline(tx, account, { ...post, targetPostId: post.id }, text, speaker);
    }
    const cases = await tx.cases.casesOfPosts([post.id]);
    const caseId = cases.get(post.id)?.[0]?.caseId ?? null;
    const outbound = newOutbound(tx, {
      caseId,
      accountId: account.id,
      action,
      visibility: post.visibility,
      text,
      lang: post.lang,
      attachments: [],
      targetPostId: post.id,
      notBefore: tx.at,
      ...authorOf(actor),
      byModel: action === 'edit' && caseId !== null && (await isFromModel(tx, { caseId, account }, text)),
    });
    // Other words under an answer are another answer: a program's wait for a person.
    const rewritesAnswer = action === 'edit' && (post.replyTo !== null || post.visibility === 'dm');
    await queueSend(tx, outbound, null, rewritesAnswer && actorOf(outbound) === 'bot' ? ['program'] : []);
    const { userId } = actor;
    if (userId !== null) await endReturned(tx, await tx.approvals.returnedEdits(post.id, userId), userId);
    return outbound.id;
  });
}
