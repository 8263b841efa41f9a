// Answers who wrote to us while nobody is there: once a closed period, within policy, and without closing anything.
import {
  afterHoursText,
  closedPeriodAt,
  mostLateMs,
  readAfterHours,
  whySilent,
  type AfterHoursSettings,
  type CameIn,
  type ClosedPeriod,
} from '../domain/hours/after-hours.ts';
import type { SilenceCause } from '../domain/hours/silence.ts';
import { holdingHours } from '../domain/hours/own-hours.ts';
import { moveOutbound } from '../domain/decision/outbox.ts';
import { askGate } from './gate.ts';
import type { ByClockDeps } from './day-posts.ts';
import { goOn } from './go-on.ts';
import type { CameInRow } from './hours-ports.ts';
import { stoppedBy } from './own-words.ts';
import type { AccountRecord, OutboundRecord, StoredPost, WorkTx } from './ports.ts';
import { newOutbound, queueSend, settle } from './queue.ts';

const batchSize = 50;

/**
 * Decides about what came to each account that answers while nobody is there; returns how many were decided about. Safe
 * to run by any number of processes. Nothing is done while `isClockSure` is false. Errors: as of `goOn`, by account.
 */
export async function answerAfterHours(
  deps: ByClockDeps,
  workspaceId: string,
  isClockSure: boolean,
): Promise<number> {
  if (!isClockSure) return 0;
  const accounts = await deps.inWorkspace(workspaceId, (tx) => tx.hours.accountsWith('afterHours'));
  return goOn(accounts, async (accountId) => {
    let decided = 0;
    for (let batch = batchSize; batch === batchSize; decided += batch) {
      batch = await deps.inWorkspace(workspaceId, (tx) => answerBatch(deps, tx, accountId));
    }
    return decided;
  });
}

interface Answering {
  account: AccountRecord;
  settings: AfterHoursSettings;
  period: ClosedPeriod;
  timeZone: string;
  /** Who wrote the texts. */
  by: string | null;
}

async function answerBatch(deps: ByClockDeps, tx: WorkTx, accountId: string): Promise<number> {
  // Whoever else answers as this account waits here, and finds everything decided.
  const stored = await tx.hours.lock(accountId);
  if (stored?.afterHoursSince == null) return 0;
  const hours = holdingHours(stored.ownHours, await tx.workspace.settings());
  const settings = readAfterHours(stored.afterHours);
  if ('fault' in hours || 'fault' in settings) return 0;
  const nowMs = Date.parse(tx.at);
  const period = closedPeriodAt(nowMs, hours);
  if (period === null) return 0;
  const since = Math.max(period.fromMs, Date.parse(stored.afterHoursSince), nowMs - mostLateMs);
  const came = await tx.hours.cameIn(accountId, new Date(since).toISOString(), batchSize);
  const answering = {
    account: await tx.accounts.get(accountId),
    settings,
    period,
    timeZone: hours.timeZone,
    by: stored.afterHoursBy,
  };
  for (const row of came) await decideOne(deps, tx, answering, row);
  return came.length;
}

async function decideOne(
  deps: ByClockDeps,
  tx: WorkTx,
  answering: Answering,
  came: CameInRow,
): Promise<void> {
  const { account, period } = answering;
  const [post] = await tx.posts.byIds([came.postId]);
  if (post === undefined) return;
  const answer = await answerTo(deps, tx, answering, came, post);
  const outboundId = 'why' in answer ? null : await queueAnswer(tx, answering, post, answer);
  await tx.hours.addAfterHours({
    postId: post.id,
    accountId: account.id,
    identityId: came.identityId,
    closedFrom: new Date(period.fromMs).toISOString(),
    backAt: period.untilMs === null ? null : new Date(period.untilMs).toISOString(),
    outboundId,
    skipped: 'why' in answer ? answer.why : null,
  });
}

type Answer = { text: string; lang: string } | { why: SilenceCause };

async function answerTo(
  deps: ByClockDeps,
  tx: WorkTx,
  { account, settings, period, timeZone }: Answering,
  came: CameInRow,
  post: StoredPost,
): Promise<Answer> {
  const told = await tx.hours.lastTold(account.id, came.identityId);
  const toldAt = told === null ? null : { atMs: Date.parse(told.at), backAtMs: msOf(told.backAt) };
  const why = await whyNot(deps, tx, { account, period }, { ...came, told: toldAt }, post);
  if (why !== null) return { why };
  const words = afterHoursText(settings, post.lang, period, timeZone);
  if (words === null) return { why: 'broken' };
  const held = { ...words, visibility: post.visibility, isAnswer: true };
  const stopped = await stoppedBy(tx, deps.manifestOf(account.network), account, held);
  return stopped === null ? words : { why: stopped.code };
}

/** Why the program says nothing to a post, whatever its words; null where it does. */
async function whyNot(
  deps: Pick<ByClockDeps, 'manifestOf'>,
  tx: WorkTx,
  { account, period }: Pick<Answering, 'account' | 'period'>,
  came: CameInRow & Pick<CameIn, 'told'>,
  post: StoredPost,
): Promise<SilenceCause | null> {
  const { optOut } = await tx.people.history(came.identityId);
  const why = whySilent(
    {
      createdAtMs: Date.parse(came.createdAt),
      isOurs: await isOurs(tx, post),
      isBot: came.isBot || saysProgram(post),
      hasOptedOut: came.hasOptedOut || optOut !== null,
      isDeleted: came.isDeleted,
      isSettled: came.isSettled,
      judged: new Set(came.judged),
      told: came.told,
    },
    period,
    Date.parse(tx.at),
  );
  if (why !== null) return why;
  if (account.tokenState !== 'ok') return 'account_dead';
  const action = post.visibility === 'dm' ? 'dm' : 'reply';
  const question = { action, actor: 'bot', target: post, account, at: tx.at } as const;
  const { permission } = askGate(deps.manifestOf(account.network), question);
  return permission === 'api' ? null : 'network_forbids';
}

/** The network says of this one post that a program wrote it (a vacation notice, a list), whoever its author is. */
const saysProgram = ({ ref }: StoredPost): boolean => ref?.['automatic'] !== undefined;

const msOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** Two programs of ours never talk to each other. */
async function isOurs(tx: WorkTx, { author, network }: StoredPost): Promise<boolean> {
  const accounts = await tx.accounts.all();
  return accounts.some((one) => one.network === network && one.nativeId === author.nativeId);
}

/** Gives up an answer of the program that a person answers in its place. Answers whether it did; the row must be locked. */
export async function giveUpIfAnswered(tx: WorkTx, row: OutboundRecord): Promise<boolean> {
  if (row.automatic !== 'after_hours' || row.targetPostId === null) return false;
  const came = await tx.hours.cameInBy(row.targetPostId);
  if (came?.isSettled !== true) return false;
  await giveUp(tx, row, 'answered', null);
  return true;
}

/**
 * Gives up an answer of the program that waited for approval and would not be given any more. Answers whether it did;
 * the row must be locked.
 */
export async function giveUpIfSilent(
  deps: Pick<ByClockDeps, 'manifestOf'>,
  tx: WorkTx,
  row: OutboundRecord,
  actorId: string | null,
): Promise<boolean> {
  if (row.automatic !== 'after_hours') return false;
  const why = await whySilentNow(deps, tx, row);
  if (why !== null) await giveUp(tx, row, why, actorId);
  return why !== null;
}

async function whySilentNow(
  deps: Pick<ByClockDeps, 'manifestOf'>,
  tx: WorkTx,
  { accountId, targetPostId }: OutboundRecord,
): Promise<SilenceCause | null> {
  const came = targetPostId === null ? null : await tx.hours.cameInBy(targetPostId);
  const [post] = targetPostId === null ? [] : await tx.posts.byIds([targetPostId]);
  if (came === null || post === undefined) return 'gone';
  const stored = await tx.hours.of(accountId);
  const hours = holdingHours(stored?.ownHours ?? null, await tx.workspace.settings());
  if ('fault' in hours) return 'broken';
  const period = closedPeriodAt(Date.parse(tx.at), hours);
  // Somebody is there now, and answers in person.
  if (period === null) return 'back_soon';
  // That this very answer was decided on is no reason against it.
  return whyNot(
    deps,
    tx,
    { account: await tx.accounts.get(accountId), period },
    { ...came, told: null },
    post,
  );
}

async function giveUp(
  tx: WorkTx,
  row: OutboundRecord,
  why: SilenceCause,
  actorId: string | null,
): Promise<void> {
  const state = moveOutbound(row.state, 'give_up') ?? row.state;
  const error = `The program says nothing there any more (${why}).`;
  await settle(tx, row, { state, errorCode: why, error }, 'reply.given_up', actorId);
}

async function queueAnswer(
  tx: WorkTx,
  { account, period, by }: Answering,
  post: StoredPost,
  { text, lang }: { text: string; lang: string },
): Promise<string> {
  const { undoPublicSeconds, undoDmSeconds } = await tx.workspace.settings();
  const isDm = post.visibility === 'dm';
  const cases = (await tx.cases.casesOfPosts([post.id])).get(post.id) ?? [];
  const nowMs = Date.parse(tx.at);
  const row = newOutbound(tx, {
    caseId: cases[0]?.caseId ?? null,
    accountId: account.id,
    action: isDm ? 'dm' : 'reply',
    visibility: post.visibility,
    text,
    lang,
    attachments: [],
    targetPostId: post.id,
    notBefore: new Date(nowMs + (isDm ? undoDmSeconds : undoPublicSeconds) * 1000).toISOString(),
    // Once somebody is there, they answer.
    notAfter: new Date(Math.min(period.untilMs ?? nowMs, nowMs + mostLateMs)).toISOString(),
    createdBy: null,
    onBehalfOf: by,
    automatic: 'after_hours',
  });
  await queueSend(tx, row);
  return row.id;
}
