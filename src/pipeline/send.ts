// Sending: claim, act, write down what became of it. A fate nobody knows is looked up, never resent blind.
import { moveOutbound, type OutboundMove } from '../domain/decision/outbox.ts';
import { AppError, classOf } from '../domain/errors.ts';
import type { Author, Visibility } from '../domain/post/post.ts';
import { giveUpIfAnswered } from './after-hours.ts';
import { stopIfForbidden, type ManifestOf } from './gate.ts';
import { stopIfLeftAlone } from './left-alone.ts';
import type { AccountRecord, InWorkspace, Log, OutboundRecord, StoredPost, WorkTx, World } from './ports.ts';
import { eventOf, moveOfClass } from './send-moves.ts';
import { lockClaimed, recordSent } from './sent.ts';
import { backoffMs, dropLate, enqueueSend, holdIfNeeded, settle } from './queue.ts';
import { stopIfNotSpeaking } from './speaking-as.ts';

export interface Published {
  nativeId: string;
  url?: string;
  createdAt: string;
  ref?: Record<string, string>;
}

export interface PublishRequest {
  idempotencyKey: string;
  visibility: Visibility;
  text: string;
  lang?: string;
  isAutomatic?: true;
  images: { bytes: Uint8Array; mimeType: string; alt: string; width: number; height: number }[];
  replyTo?: {
    nativeId: string;
    root?: string;
    ref?: Record<string, string>;
    author: Author;
    conversation?: string;
  };
}

/** The acting side of a network, as the sender needs it; every network's publisher fits. */
export interface PublisherPort {
  publish(request: PublishRequest): Promise<Published>;
  lookUp(
    request: PublishRequest,
    since: string,
    taken?: ReadonlySet<string>,
  ): Promise<{ found: Published } | { absent: true } | { cannotTell: string }>;
  edit(nativeId: string, text: string, ref: Record<string, string> | undefined): Promise<Published>;
  remove(nativeId: string, visibility: Visibility): Promise<void>;
  like(post: { nativeId: string; ref?: Record<string, string> }, idempotencyKey: string): Promise<string>;
  unlike(post: { nativeId: string; ref?: Record<string, string> }, likeId: string): Promise<void>;
  repost(post: { nativeId: string; ref?: Record<string, string> }, idempotencyKey: string): Promise<string>;
  unrepost(post: { nativeId: string }, repostId: string): Promise<void>;
}

export interface SendDeps {
  inWorkspace: InWorkspace;
  world: World;
  log: Log;
  /** Names this process: a claim by another name whose lease ran out belongs to the dead. */
  instance: string;
  /** How long a claim holds. */
  leaseMs: number;
  manifestOf: ManifestOf;
  publisherFor(workspaceId: string, accountId: string): Promise<PublisherPort>;
  imagesFor(
    workspaceId: string,
    attachments: OutboundRecord['attachments'],
  ): Promise<PublishRequest['images']>;
  /** Told when a token died, so that the team can be mailed. */
  tokenDied(workspaceId: string, account: AccountRecord, problem: string): Promise<void>;
}

export interface Claimed {
  row: OutboundRecord;
  target: StoredPost | null;
  account: AccountRecord;
  /** True when it must be looked up before anything is done. */
  lookUpFirst: boolean;
  reactionId: string | null;
  /** Native ids of the account's other sends since this one was queued; read for a look-up only. */
  taken: ReadonlySet<string>;
}

/** Tries of a send that is certainly not done yet; after that a person decides. */
export const maxAttempts = 12;

/** Runs one outbox row as far as it can go now. Safe to call any number of times, by any number of processes. */
export async function runOutbound(deps: SendDeps, workspaceId: string, outboundId: string): Promise<void> {
  const claimed = await claim(deps, workspaceId, outboundId);
  if (claimed === null) return;
  let published: Published | 'absent';
  try {
    published = await act(deps, workspaceId, claimed);
  } catch (error) {
    await fail(deps, workspaceId, claimed, error);
    return;
  }
  // Outside the catch: if this cannot be written down, the claim runs out and the fate is looked up.
  if (published === 'absent') await move(deps, workspaceId, claimed, 'absent');
  else await recordSent(deps.inWorkspace, workspaceId, claimed, published);
}

async function claim(deps: SendDeps, workspaceId: string, outboundId: string): Promise<Claimed | null> {
  return deps.inWorkspace(workspaceId, async (tx) => {
    const row = await tx.outbox.lock(outboundId);
    if (row.state === 'sending') {
      const isHeld = Date.parse(row.claimedAt ?? tx.at) + deps.leaseMs > Date.parse(tx.at);
      if (isHeld) return null;
      // Whoever claimed it died in between: it may have gone out.
      const lost = await settle(tx, row, { state: 'unknown', ...ownClaim(deps, tx) }, 'reply.unknown', null);
      return describe(tx, lost, true);
    }
    if (row.state === 'unknown') {
      const isHeld = row.claimedAt !== null && Date.parse(row.claimedAt) + deps.leaseMs > Date.parse(tx.at);
      if (isHeld) return null;
      const looking = { ...row, ...ownClaim(deps, tx) };
      await tx.outbox.save(looking);
      return describe(tx, { ...looking, version: row.version + 1 }, true);
    }
    const state = moveOutbound(row.state, 'claim');
    if (state === null) return null;
    if (row.notAfter !== null && row.notAfter < tx.at) {
      await dropLate(tx, row);
      return null;
    }
    if (row.notBefore > tx.at) {
      await enqueueSend(tx, row);
      return null;
    }
    if ((await stopIfLeftAlone(tx, row, null)) || (await giveUpIfAnswered(tx, row))) return null;
    // Crisis mode, the account, its persona or its writer may have changed since it was queued, or while it was tried in vain.
    if ((await stopIfNotSpeaking(tx, row)) || (await holdIfNeeded(tx, row, null))) return null;
    if (await stopIfForbidden(tx, row, deps.manifestOf)) return null;
    const next = { state, attempts: row.attempts + 1, errorCode: null, error: null, ...ownClaim(deps, tx) };
    return describe(tx, await settle(tx, row, next, 'reply.sending', null), false);
  });
}

function ownClaim(deps: SendDeps, tx: WorkTx): Pick<OutboundRecord, 'claimedAt' | 'claimedBy'> {
  return { claimedAt: tx.at, claimedBy: deps.instance };
}

async function describe(tx: WorkTx, row: OutboundRecord, lookUpFirst: boolean): Promise<Claimed> {
  const [target] = row.targetPostId === null ? [] : await tx.posts.byIds([row.targetPostId]);
  const account = await tx.accounts.get(row.accountId);
  const undone = row.action === 'unlike' ? 'like' : row.action === 'unrepost' ? 'repost' : null;
  const reaction =
    undone === null || target === undefined
      ? null
      : await tx.outbox.reactionOf(account.id, target.id, undone);
  const taken = lookUpFirst ? await tx.outbox.sentSince(account.id, row.createdAt) : new Set<string>();
  return { row, target: target ?? null, account, lookUpFirst, reactionId: reaction?.nativeId ?? null, taken };
}

/** The network call, outside any transaction. */
async function act(deps: SendDeps, workspaceId: string, claimed: Claimed): Promise<Published | 'absent'> {
  const { row, target } = claimed;
  const publisher = await deps.publisherFor(workspaceId, row.accountId);
  if (row.action === 'reply' || row.action === 'dm' || row.action === 'post') {
    const request = await requestOf(deps, workspaceId, row, target);
    if (!claimed.lookUpFirst) return publisher.publish(request);
    const fate = await publisher.lookUp(request, row.createdAt, claimed.taken);
    if ('found' in fate) return fate.found;
    if ('absent' in fate) return 'absent';
    throw new AppError('send_fate_unknown', fate.cannotTell);
  }
  if (target === null || target.deletedAt !== null) {
    throw new AppError('network_post_gone', 'The post is gone.');
  }
  // What follows is idempotent by nature: doing it again after a crash changes nothing.
  const post = { nativeId: target.nativeId, ...(target.ref === null ? {} : { ref: target.ref }) };
  const done = { nativeId: target.nativeId, createdAt: new Date(deps.world.now()).toISOString() };
  switch (row.action) {
    case 'like':
      return { ...done, nativeId: await publisher.like(post, row.idempotencyKey) };
    case 'repost':
      return { ...done, nativeId: await publisher.repost(post, row.idempotencyKey) };
    case 'unlike':
      await publisher.unlike(post, claimed.reactionId ?? '');
      return done;
    case 'unrepost':
      await publisher.unrepost(post, claimed.reactionId ?? '');
      return done;
    case 'edit':
      return publisher.edit(target.nativeId, row.text, target.ref ?? undefined);
    case 'delete':
      await publisher.remove(target.nativeId, row.visibility);
      return done;
  }
}

async function requestOf(
  deps: SendDeps,
  workspaceId: string,
  row: OutboundRecord,
  target: StoredPost | null,
): Promise<PublishRequest> {
  const images = row.attachments.length === 0 ? [] : await deps.imagesFor(workspaceId, row.attachments);
  return {
    idempotencyKey: row.idempotencyKey,
    visibility: row.visibility,
    text: row.text,
    ...(row.lang === null ? {} : { lang: row.lang }),
    images,
    ...(row.automatic === null ? {} : { isAutomatic: true as const }),
    ...(target === null
      ? {}
      : {
          replyTo: {
            nativeId: target.nativeId,
            author: target.author,
            ...(target.root === null ? {} : { root: target.root }),
            ...(target.ref === null ? {} : { ref: target.ref }),
            ...(target.conversation === null ? {} : { conversation: target.conversation }),
          },
        }),
  };
}

async function fail(deps: SendDeps, workspaceId: string, claimed: Claimed, error: unknown): Promise<void> {
  const { row, account } = claimed;
  const errorCode = error instanceof AppError ? error.code : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  deps.log.warn(
    { outboundId: row.id, network: account.network, errorCode, err: error },
    'a send did not succeed',
  );
  if (errorCode === 'account_token_dead') await noteDeadToken(deps, workspaceId, account, message);
  const wanted = claimed.lookUpFirst ? 'lose_sight' : moveOfClass[classOf(error)];
  const isSpent = wanted === 'postpone' && row.attempts >= maxAttempts;
  const retryAfterMs = error instanceof AppError ? error.retryAfterMs : undefined;
  await move(deps, workspaceId, claimed, isSpent ? 'refuse' : wanted, {
    errorCode,
    error: message,
    retryAfterMs,
  });
}

const noProblem = { errorCode: null, error: null };

async function move(
  deps: SendDeps,
  workspaceId: string,
  claimed: Claimed,
  wanted: OutboundMove,
  problem: { errorCode: string | null; error: string | null; retryAfterMs?: number | undefined } = noProblem,
): Promise<void> {
  const { errorCode, error, retryAfterMs } = problem;
  await deps.inWorkspace(workspaceId, async (tx) => {
    const row = await lockClaimed(tx, claimed);
    const state = row === null ? null : moveOutbound(row.state, wanted);
    if (row === null || state === null) return;
    const waitMs = wanted === 'absent' ? 0 : (retryAfterMs ?? backoffMs(row.attempts, wanted));
    const notBefore = new Date(Date.parse(tx.at) + waitMs).toISOString();
    const attempts =
      wanted === 'lose_sight' ? row.attempts + (row.state === 'unknown' ? 1 : 0) : row.attempts;
    const next = { state, notBefore, attempts, errorCode, error, claimedAt: null, claimedBy: null };
    const saved = await settle(tx, row, next, eventOf[wanted] ?? 'reply.changed', null);
    const willGoOn = state === 'queued' || (state === 'unknown' && attempts < maxAttempts);
    if (willGoOn) await enqueueSend(tx, saved);
  });
}

/** Marks an account's token as dead, once, and tells; not where a person has given it another since `account` was read. */
export async function noteDeadToken(
  deps: Pick<SendDeps, 'inWorkspace' | 'tokenDied'>,
  workspaceId: string,
  account: AccountRecord,
  problem: string,
): Promise<void> {
  const event = {
    type: 'account.token_died',
    subject: 'account',
    subjectId: account.id,
    actorId: null,
  } as const;
  const isNew = await deps.inWorkspace(workspaceId, async (tx) => {
    const changed = await tx.accounts.setToken(account.id, 'dead', problem, tx.at, account.connection);
    if (changed) await tx.append([event]);
    return changed;
  });
  if (isNew) await deps.tokenDied(workspaceId, account, problem);
}
