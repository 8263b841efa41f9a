// Holds a reply to the guideline of its account: what is known of it, what the rules find, and who may pass over that.
import { may } from '../domain/access/policy.ts';
import { AppError } from '../domain/errors.ts';
import type { DraftContext } from '../domain/guideline/context.ts';
import type { Finding, RuleId } from '../domain/guideline/finding.ts';
import { hoursText } from '../domain/guideline/hours-text.ts';
import { isPassable } from '../domain/guideline/persona-findings.ts';
import { checkReply, type ReplyFacts } from '../domain/guideline/reply-facts.ts';
import { readGuideline } from '../domain/guideline/settings.ts';
import { emptyGuideline } from '../domain/guideline/usual.ts';
import type { HoldingHours } from '../domain/hours/own-hours.ts';
import { isOpenAt } from '../domain/kpi/business-hours.ts';
import type { Visibility } from '../domain/post/post.ts';
import type { SaidSince, Writer } from './guideline-ports.ts';
import { hoursOf } from './hours-of.ts';
import { nearBreachOf } from './load.ts';
import { inPrivateOf, inPrivateOfEdit, nothingInPrivate } from './in-private.ts';
import type { AccountRecord, Actor, InWorkspace, StoredPost, WorkTx } from './ports.ts';
import { accountToUse, targetIn } from './reply-target.ts';
import { speakingAs, type Speaker } from './speaking-as.ts';
import { stopped } from './stopped.ts';

export interface ReplyToCheck {
  caseId: string;
  account: AccountRecord;
  /** The post that is answered. */
  target: StoredPost;
  visibility: Visibility;
  /** Who writes it; the signature they have in the team is read here. */
  speaker: Speaker;
  /** What the network itself says the author wrote since; empty where it was not asked. */
  newest?: readonly SaidSince[];
}

const minuteMs = 60_000;
/** A longer gap between two replies is a pause. */
const pauseMs = 30 * minuteMs;
const longestDayMs = 12 * 60 * minuteMs;
const mostSince = 20;

let arePatternsMade = false;

/** Reads all that the rules are told but the words themselves. */
export async function replyFacts(tx: WorkTx, reply: ReplyToCheck): Promise<ReplyFacts> {
  const { caseId, account, target, visibility } = reply;
  const hours = await hoursOf(tx, account.id);
  const nowMs = Date.parse(tx.at);
  const since = new Date(nowMs - longestDayMs).toISOString();
  const writerId = reply.speaker === 'program' ? null : reply.speaker.userId;
  const writer = writerId === null ? null : await tx.guideline.writer(writerId, since);
  const speaker: Speaker =
    reply.speaker === 'program' ? 'program' : { userId: writerId, signature: writer?.signature ?? '' };
  const { guideline, persona } = await guidelineOf(tx, account, speaker);
  const said = [...(await tx.guideline.saidSince(target)), ...(reply.newest ?? [])];
  const { contacts7d, optOut, lastOutcome } = await tx.people.history(target.identityId);
  const recentReplies = await tx.guideline.recentReplies(account.id, visibility);
  return {
    guideline,
    lang: target.lang,
    context: {
      channel: visibility,
      isFirstContact: !(await tx.guideline.hasHeardFromUs(target.identityId)),
      persona,
      // Hours that cannot be read say nothing of it.
      isOpen: hours === null ? null : isOpenAt(nowMs, hours.businessHours, hours.timeZone),
      agent: writer === null ? null : loadOf(writer, hours, nowMs),
      post: { author: target.author.handle, text: target.text, isReply: target.replyTo !== null },
      thread: await tx.guideline.saidBefore(target),
      newer: newerOf(target, said),
      recentReplies,
      templates: await tx.drafting.templates(account),
      account: account.handle,
      answersDm: target.visibility === 'dm',
      person: {
        hasSeen: writerId === null ? null : await tx.people.hasSeen(target.identityId, writerId),
        name: target.author.displayName,
        contacts7d,
        optedOut: optOut !== null,
        lastOutcome,
      },
      // Nothing is promised here yet.
      waiting: { minutes: minutesBetween(target.createdAt, nowMs), promiseMinutes: null },
      hoursText:
        hours === null ? '' : hoursText(nowMs, hours.businessHours, hours.timeZone, target.lang ?? 'en'),
      unanswered: await tx.guideline.unanswered(caseId),
      isRepost: target.kind === 'repost',
      inPrivate: await inPrivateOf(tx, { caseId, account, target, visibility, recentReplies }),
    },
  };
}

/** The same for a reply that nobody has sent yet. Errors: not_found, network_forbids, account_token_dead, network_post_gone. */
export async function readReplyFacts(
  inWorkspace: InWorkspace,
  actor: Actor,
  reply: { caseId: string; accountId: string; replyToPostId: string; visibility: Visibility },
): Promise<ReplyFacts> {
  const facts = await inWorkspace(actor.workspaceId, async (tx) => {
    const target = await targetIn(tx, { id: reply.caseId }, reply.replyToPostId);
    const account = await accountToUse(tx, reply.accountId, target.network);
    const { caseId, visibility } = reply;
    const speaker = { userId: actor.userId, signature: '' };
    return replyFacts(tx, { caseId, account, target, visibility, speaker });
  });
  // The first check of all makes the patterns, which takes long: not while a case is locked.
  if (!arePatternsMade) checkReply(facts, '');
  arePatternsMade = true;
  return facts;
}

async function guidelineOf(
  tx: WorkTx,
  account: AccountRecord,
  speaker: Speaker,
): Promise<{ guideline: ReplyFacts['guideline']; persona: ReplyFacts['context']['persona'] }> {
  const held = await tx.guideline.holding(account.id);
  const { persona, broken } = await speakingAs(tx, account, speaker);
  if (held === null)
    return { persona, guideline: { from: 'usual', version: 0, settings: broken ?? emptyGuideline } };
  const settings = readGuideline(held.settings);
  return {
    persona,
    guideline: {
      from: held.accountId === null ? 'workspace' : 'account',
      version: held.version,
      settings: 'fault' in settings ? settings : (broken ?? settings),
    },
  };
}

/** Whole minutes from a time (ISO 8601); 0 where it lies ahead. */
export function minutesBetween(from: string, toMs: number): number {
  return Math.max(0, Math.round((toMs - Date.parse(from)) / minuteMs));
}

function loadOf(
  { openCases, waitingSince, wroteAt }: Writer,
  hours: HoldingHours | null,
  nowMs: number,
): NonNullable<DraftContext['agent']> {
  return {
    openCases,
    minutesOn: minutesOn(wroteAt, nowMs),
    nearBreach: hours === null ? 0 : nearBreachOf(waitingSince, { ...hours, nowMs }),
  };
}

/** Since the last pause; 0 for who has just begun. */
function minutesOn(wroteAt: readonly string[], nowMs: number): number {
  let begun = nowMs;
  for (const at of wroteAt) {
    if (begun - Date.parse(at) > pauseMs) break;
    begun = Date.parse(at);
  }
  return Math.max(0, Math.round((nowMs - begun) / minuteMs));
}

/** What the author said after a post, oldest first; each post once, however often it was told. */
export function newerOf(target: StoredPost, said: readonly SaidSince[]): ReplyFacts['context']['newer'] {
  const from = Date.parse(target.createdAt);
  const byId = new Map(
    said.filter(({ nativeId }) => nativeId !== target.nativeId).map((one) => [one.nativeId, one]),
  );
  return [...byId.values()]
    .map(({ text, createdAt }) => ({
      text,
      minutesAfter: Math.round((Date.parse(createdAt) - from) / minuteMs),
      at: Date.parse(createdAt),
    }))
    .filter(({ at }) => at > from)
    .toSorted((a, b) => a.at - b.at)
    .slice(-mostSince)
    .map(({ text, minutesAfter }) => ({ text, minutesAfter }));
}

/**
 * Holds other words for a post of ours to what is stopped whatever it answers. Nobody passes over that by an edit.
 * Errors: guideline_blocks.
 */
export async function holdEditToGuideline(
  tx: WorkTx,
  account: AccountRecord,
  post: Pick<StoredPost, 'lang' | 'visibility'> & { targetPostId: string | null },
  text: string,
  speaker: Speaker,
): Promise<void> {
  const inPrivate = await inPrivateOfEdit(tx, account, post);
  const stopping = await stoppingOwnWords(tx, account, post, text, { inPrivate, speaker });
  if (stopping.length > 0) throw stopped(stopping, false);
}

/** What stops words of ours whatever they answer, if anything. */
export async function stoppingOwnWords(
  tx: WorkTx,
  account: AccountRecord,
  post: Pick<StoredPost, 'lang' | 'visibility'>,
  text: string,
  told: { inPrivate: ReplyFacts['context']['inPrivate']; speaker: Speaker } = {
    inPrivate: nothingInPrivate,
    speaker: 'program',
  },
): Promise<Finding[]> {
  const { inPrivate, speaker } = told;
  const { guideline, persona } = await guidelineOf(tx, account, speaker);
  const context: ReplyFacts['context'] = {
    channel: post.visibility,
    isFirstContact: false,
    persona: { ...persona, signature: '', lacksInitials: false },
    isOpen: null,
    agent: null,
    post: { author: '', text: '', isReply: false },
    thread: [],
    newer: [],
    recentReplies: [],
    templates: [],
    account: account.handle,
    answersDm: post.visibility === 'dm',
    // Whom an edit reaches nobody has looked up.
    person: { hasSeen: null, name: '', contacts7d: null, optedOut: false, lastOutcome: null },
    waiting: { minutes: 0, promiseMinutes: null },
    hoursText: '',
    unanswered: 0,
    isRepost: false,
    inPrivate,
  };
  const findings = checkReply({ guideline, lang: post.lang, context }, text);
  return findings.filter(({ level }) => level === 'block');
}

/** What nobody may read, whatever a post answers: personal data, own words. */
const mindedAlways: RuleId = 'R17';

/** Why somebody sends against the guideline, and which rules they were told of. */
export interface OverrideInput {
  rules: readonly RuleId[];
  reason: string;
}

/** What goes out, and why against the guideline, if it is. */
interface WordsToHold {
  text: string;
  attachments: readonly { alt: string }[];
  override?: OverrideInput | undefined;
  /** Rules that its author passed over before, where somebody else reads it now. */
  passed?: readonly RuleId[];
}

/**
 * The rules that are passed over; none where nothing stops the reply. Errors: guideline_blocks (422, with all findings)
 * unless every rule that stops it is overridden, not_allowed (403) for whoever may not override.
 */
export function holdToGuideline(
  actor: Pick<Actor, 'role' | 'userId'>,
  facts: ReplyFacts,
  { text, attachments, override, passed = [] }: WordsToHold,
): RuleId[] {
  // What describes a picture goes out too; it answers nobody, so only what is never said counts there.
  const described = attachments.flatMap(({ alt }) =>
    checkReply(facts, alt).filter(({ rule, level }) => rule === mindedAlways && level === 'block'),
  );
  const findings = [...checkReply(facts, text), ...described.map(({ span: _, fix: __, ...found }) => found)];
  const stopping = [...new Set(findings.filter(({ level }) => level === 'block').map(({ rule }) => rule))];
  const isLocked = findings.some((finding) => finding.level === 'block' && !isPassable(finding));
  if (!isLocked && stopping.every((rule) => passed.includes(rule))) return stopping;
  // A program has nobody who could be asked about it.
  const mayOverride = actor.userId !== null && may(actor.role, 'work.override_guideline');
  const isTold =
    override !== undefined &&
    stopping.every((rule) => override.rules.includes(rule) || passed.includes(rule));
  if (isTold && mayOverride && !isLocked) return stopping;
  if (override !== undefined && !mayOverride) {
    throw new AppError(
      'not_allowed',
      'Your role may not send against the guideline. Change the reply, or ask a supervisor to send it.',
      { where: 'body.override', data: { rules: stopping } },
    );
  }
  throw stopped(findings, mayOverride && !isLocked);
}
