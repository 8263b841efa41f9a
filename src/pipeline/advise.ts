// Advice whether to speak: what is known of a post, its thread, its author, the network and the team, held against domain/decision.
import {
  adviseDecision,
  codesOf,
  type Advice,
  type AdviceGround,
  type DecisionFacts,
} from '../domain/decision/advice.ts';
import { adviceText } from '../domain/decision/advice-reasons.ts';
import { AppError } from '../domain/errors.ts';
import { askPolicy, isUnderOurs } from '../domain/post/policy.ts';
import { lastWroteTo, type ManifestOf } from './gate.ts';
import type { KeptAdvice } from './deciding-ports.ts';
import { minutesBetween, newerOf } from './guideline-check.ts';
import { nearBreachOf } from './load.ts';
import { accountFor } from './open-case.ts';
import type { PersonHistory } from './people-ports.ts';
import type { Actor, InWorkspace, LedgerRow, StoredPost, WorkTx } from './ports.ts';

/** An advice as it leaves the program: its reasons in words. */
export type ToldAdvice = Omit<Advice, 'reasons'> & {
  reasons: (AdviceGround & { why: { ja: string; en: string } })[];
};

type Entry = Pick<LedgerRow, 'postId' | 'origin' | 'brandId' | 'network'>;

/** The advice on an entry of the ledger as things stand now, and what it knows of the person. Errors: not_found. */
export async function adviceNow(
  tx: WorkTx,
  manifestOf: ManifestOf,
  entry: Entry,
): Promise<{ advice: Advice; history: PersonHistory }> {
  const [post] = await tx.posts.byIds([entry.postId]);
  if (post === undefined) throw new AppError('not_found', 'The post behind this entry is gone.');
  const history = await tx.people.history(post.identityId);
  const advice = adviseDecision({
    ...(await factsOfPost(tx, manifestOf, entry, post)),
    judgements: await tx.people.judgementsOf(post.id),
    history: {
      contacts7d: history.contacts7d,
      optedOut: history.optOut !== null,
      lastOutcome: history.lastOutcome,
      isKnown: await tx.guideline.hasHeardFromUs(post.identityId),
    },
    load: await loadOf(tx),
  });
  return { advice, history };
}

async function factsOfPost(
  tx: WorkTx,
  manifestOf: ManifestOf,
  entry: Entry,
  post: StoredPost,
): Promise<Omit<DecisionFacts, 'judgements' | 'history' | 'load'>> {
  const account = await accountFor(tx, entry);
  const manifest = manifestOf(post.network);
  const { policy } = manifest;
  const { lastWroteAt } = await lastWroteTo(tx, manifest, post);
  const asked = {
    actor: 'person',
    at: tx.at,
    mentionedUs: entry.origin === 'mention' || entry.origin === 'reply',
    underOurPost: isUnderOurs(post),
    postedAt: post.createdAt,
    hasLongWindow: account?.limits?.longWindow === true,
    wroteDmFirst: post.visibility === 'dm' || (await tx.people.hasWrittenDm(post.identityId)),
    lastWroteAt: lastWroteAt ?? (post.visibility === 'dm' ? post.createdAt : null),
  } as const;
  return {
    lang: post.lang,
    post: {
      author: post.author.handle,
      text: post.text,
      isReply: post.replyTo !== null,
      isRepost: post.kind === 'repost',
      ageMinutes: minutesBetween(post.createdAt, Date.parse(tx.at)),
    },
    origin: entry.origin,
    thread: await tx.guideline.saidBefore(post),
    newer: newerOf(post, await tx.guideline.saidSince(post)),
    account: account?.handle ?? '',
    permission: {
      reply: askPolicy(policy, { ...asked, action: 'reply' }).permission,
      dm: askPolicy(policy, { ...asked, action: 'dm' }).permission,
    },
  };
}

async function loadOf(tx: WorkTx): Promise<DecisionFacts['load']> {
  const { businessHours, timeZone } = await tx.workspace.settings();
  const { open, people, waitingSince } = await tx.people.teamLoad();
  const hours = { businessHours, timeZone, nowMs: Date.parse(tx.at) };
  return { open, people, nearBreach: nearBreachOf(waitingSince, hours) };
}

/** What of an advice is kept with a decision. */
export function keptOf(advice: Advice): KeptAdvice {
  return { advice: advice.advice, strength: advice.strength, codes: codesOf(advice) };
}

/** The advice on a candidate, for whoever looks at it now. Errors: not_found. */
export async function readAdvice(
  { inWorkspace, manifestOf }: { inWorkspace: InWorkspace; manifestOf: ManifestOf },
  actor: Actor,
  postId: string,
): Promise<{ advice: ToldAdvice; history: PersonHistory; identityId: string }> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const [post] = await tx.posts.byIds([postId]);
    const entry = post === undefined ? undefined : await tx.ledger.read(postId);
    if (post === undefined || entry === undefined)
      throw new AppError('not_found', 'There is no such entry in the ledger.');
    const { advice, history } = await adviceNow(tx, manifestOf, entry);
    return { advice: told(advice), history, identityId: post.identityId };
  });
}

function told(advice: Advice): ToldAdvice {
  const reasons = advice.reasons.map((ground) => ({
    ...ground,
    why: {
      ja: adviceText(ground.code, ground.params, 'ja'),
      en: adviceText(ground.code, ground.params, 'en'),
    },
  }));
  return { ...advice, reasons };
}

/** The job's name: decisions about many at once get their advice after the answer, for nobody waits for it. */
export const adviseDecidedTask = 'advise-decided';

/** So many in one transaction: few enough that nobody waits long behind their locks. */
const atOnce = 25;

/** Puts the advice beside decisions that have none yet; what is gone by then stays without. */
export async function adviseDecided(
  { inWorkspace, manifestOf }: { inWorkspace: InWorkspace; manifestOf: ManifestOf },
  workspaceId: string,
  decisionIds: readonly string[],
): Promise<void> {
  for (let at = 0; at < decisionIds.length; at += atOnce) {
    await inWorkspace(workspaceId, async (tx) => {
      for (const { id, postId } of await tx.decisions.withoutAdvice(decisionIds.slice(at, at + atOnce))) {
        const entry = await tx.ledger.read(postId);
        if (entry === undefined) continue;
        await tx.decisions.addAdvice(id, keptOf((await adviceNow(tx, manifestOf, entry)).advice));
      }
    });
  }
}
