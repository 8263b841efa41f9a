// Opens and closes the day of an account by a post: by its hours, once, in time, and where the network lets a program post.
import {
  earliestDay,
  planPosts,
  readDayPosts,
  type DayPostSettings,
  type PlannedPost,
} from '../domain/hours/day-posts.ts';
import { holdingHours, type HoldingHours } from '../domain/hours/own-hours.ts';
import { askGate } from './gate.ts';
import { goOn } from './go-on.ts';
import type { StoredHours } from './hours-ports.ts';
import { stoppedBy } from './own-words.ts';
import type { AccountRecord, InWorkspace, WorkTx } from './ports.ts';
import { newOutbound, queueSend } from './queue.ts';
import type { Manifests } from './write.ts';

export interface ByClockDeps {
  inWorkspace: InWorkspace;
  manifestOf: Manifests;
}

/** A greeting that comes later than this is none. */
export const mostLateMs = 30 * 60_000;
/** What was missed longer ago than this is not even noted. */
const lookBackMs = 3 * 86_400_000;

/**
 * Decides about every opening and closing that is due, and queues what is posted; returns how many were decided about.
 * Safe to run by any number of processes. `isClockSure` is false after the clock was set: nothing due is posted then.
 * Errors: as of `goOn`, by account.
 */
export async function postDue(deps: ByClockDeps, workspaceId: string, isClockSure: boolean): Promise<number> {
  const accounts = await deps.inWorkspace(workspaceId, (tx) => tx.hours.accountsWith('dayPosts'));
  return goOn(accounts, (accountId) =>
    deps.inWorkspace(workspaceId, (tx) => decideDay(deps, tx, accountId, isClockSure)),
  );
}

async function decideDay(
  deps: ByClockDeps,
  tx: WorkTx,
  accountId: string,
  isClockSure: boolean,
): Promise<number> {
  // Whoever else decides for this account waits here, and finds everything decided.
  const stored = await tx.hours.lock(accountId);
  const plan = stored === null ? null : await planOf(tx, accountId, stored);
  if (plan === null) return 0;
  const account = await tx.accounts.get(accountId);
  for (const post of plan.posts) {
    const why = await whyNot(deps, tx, { account, post, isClockSure, lang: plan.settings.lang });
    const words = { lang: plan.settings.lang, by: stored?.dayPostsBy ?? null };
    const outboundId = why === null ? await queuePost(tx, account, post, words) : null;
    const { day, kind, occasion, turn, atMs } = post;
    const dueAt = new Date(atMs).toISOString();
    await tx.hours.addDayPost({ accountId, day, kind, occasion, turn, dueAt, outboundId, skipped: why });
    if (why !== null) await tell(tx, accountId, { day, kind, why });
  }
  return plan.posts.length;
}

/** What is due and undecided; null while it is off, or where hours or texts cannot be read. */
async function planOf(
  tx: WorkTx,
  accountId: string,
  { ownHours, dayPosts, dayPostsSince }: StoredHours,
): Promise<{ posts: PlannedPost[]; settings: DayPostSettings; hours: HoldingHours } | null> {
  if (dayPostsSince === null) return null;
  const hours = holdingHours(ownHours, await tx.workspace.settings());
  const settings = readDayPosts(dayPosts);
  if ('fault' in hours || 'fault' in settings) return null;
  const nowMs = Date.parse(tx.at);
  const fromMs = Math.max(Date.parse(dayPostsSince), nowMs - lookBackMs);
  const before = await tx.hours.dayPostsBefore(accountId, earliestDay(fromMs));
  const isDecided = (day: string, kind: string): boolean => before.decided.has(`${day} ${kind}`);
  return { posts: planPosts(fromMs, nowMs, { ...hours, settings, before, isDecided }), settings, hours };
}

interface Asked {
  account: AccountRecord;
  post: PlannedPost;
  isClockSure: boolean;
  lang: string;
}

/** Why a post that is due is not posted; the network's own reason where it forbids it. */
async function whyNot(deps: ByClockDeps, tx: WorkTx, asked: Asked): Promise<string | null> {
  const { account, post, isClockSure, lang } = asked;
  if (!isClockSure) return 'clock';
  if (Date.parse(tx.at) - post.atMs > mostLateMs) return 'late';
  if (account.tokenState !== 'ok') return 'account_dead';
  const manifest = deps.manifestOf(account.network);
  const question = { action: 'post', actor: 'schedule', target: null, account, at: tx.at } as const;
  if (askGate(manifest, question).permission !== 'api') return 'network_forbids';
  if (post.text === null) return 'no_next_opening';
  if (post.repeats) return 'repeats';
  const words = { text: post.text, lang, visibility: 'public', isAnswer: false } as const;
  return (await stoppedBy(tx, manifest, account, words))?.code ?? null;
}

async function queuePost(
  tx: WorkTx,
  account: AccountRecord,
  { kind, text, atMs }: PlannedPost,
  { lang, by }: { lang: string; by: string | null },
): Promise<string> {
  const { undoPublicSeconds } = await tx.workspace.settings();
  const row = newOutbound(tx, {
    caseId: null,
    accountId: account.id,
    action: 'post',
    visibility: 'public',
    text: text ?? '',
    lang,
    attachments: [],
    targetPostId: null,
    notBefore: new Date(Date.parse(tx.at) + undoPublicSeconds * 1000).toISOString(),
    notAfter: new Date(atMs + mostLateMs + undoPublicSeconds * 1000).toISOString(),
    createdBy: null,
    onBehalfOf: by,
    automatic: kind,
  });
  await queueSend(tx, row);
  return row.id;
}

async function tell(tx: WorkTx, accountId: string, data: Record<string, string>): Promise<void> {
  await tx.append([
    { type: 'account.post_skipped', subject: 'account', subjectId: accountId, actorId: null, data },
  ]);
}
