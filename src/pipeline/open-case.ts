// A decision to speak opens a case, or joins the one the person already has in that thread; later posts join it too.
import { applyCaseEvent, openCase, type CaseEvent } from '../domain/case/case.ts';
import { AppError } from '../domain/errors.ts';
import { moveLedger } from '../domain/ledger/ledger.ts';
import type { AccountRecord, CaseRecord, EventToAppend, LedgerRow, StoredPost, WorkTx } from './ports.ts';

/**
 * Applies an event to a case by the state machine, writes both. Since when the customer waits is read from the ledger as it stands then:
 * its entries are moved before. Throws `transition_refused` when the event is not legal.
 */
export async function moveCase(
  tx: WorkTx,
  row: CaseRecord,
  event: CaseEvent,
  actorId: string | null,
  more: Partial<CaseRecord> = {},
): Promise<CaseRecord> {
  const core = applyCaseEvent(row, event);
  if (core === null) {
    throw new AppError('transition_refused', `A case that is ${row.state} cannot take ${event.type}.`, {
      data: { state: row.state, event: event.type },
    });
  }
  const next: CaseRecord = { ...row, ...core, ...more };
  const { waitingSince } = await tx.cases.save(next);
  const { type, at: _, ...data } = event;
  await tx.append([{ type, subject: 'case', subjectId: row.id, actorId, data }]);
  return { ...next, waitingSince, version: row.version + 1 };
}

/** A conversation is an ordinary case from now on; its first reaction is measured from the oldest post that waits. */
export async function makeSupport(tx: WorkTx, row: CaseRecord, actorId: string | null): Promise<CaseRecord> {
  const entries = await tx.ledger.lockOfCase(row.id);
  const waiting = entries.filter((entry) => entry.state === 'in_case');
  const posts = await tx.posts.byIds(waiting.map((entry) => entry.postId));
  const [waitingSince = null] = posts.map((post) => post.createdAt).toSorted();
  // The ledger says of each whether it stands in a conversation.
  for (const entry of entries) await tx.ledger.save(entry);
  await tx.append(
    entries.map((entry) => ({
      type: 'ledger.made_support',
      subject: 'ledger',
      subjectId: entry.postId,
      actorId,
      data: { caseId: row.id },
    })),
  );
  return moveCase(tx, row, { type: 'case.made_support', at: tx.at, waitingSince }, actorId);
}

/** The thread moved without anything new to answer (an edit, a deletion): sends written before it are stale. */
export async function changeThread(tx: WorkTx, caseId: string): Promise<void> {
  const row = await tx.cases.lock(caseId);
  await moveCase(tx, row, { type: 'case.thread_changed', at: tx.at }, null);
}

/** Moves a ledger entry into a case, where the state machine allows it. */
export async function enterCase(
  tx: WorkTx,
  entry: LedgerRow,
  caseId: string,
  move: 'speak' | 'join_case',
  more: Partial<LedgerRow> = {},
): Promise<LedgerRow> {
  const state = moveLedger(entry.state, move);
  if (state === null) return entry;
  const next: LedgerRow = { ...entry, ...more, state, caseId, laterUntil: null, settledAt: null };
  await tx.ledger.save(next);
  await tx.append([
    { type: 'ledger.in_case', subject: 'ledger', subjectId: entry.postId, actorId: null, data: { caseId } },
  ]);
  return next;
}

export interface OpenCaseInput {
  entry: LedgerRow;
  post: StoredPost;
  actorId: string | null;
  decision: Pick<LedgerRow, 'decidedBy' | 'decidedAt' | 'note'>;
  isConversation: boolean;
}

/** Opens a case for a post, or joins the open case the same person has in the same thread; a conversation that a case is opened for becomes one. */
export async function openOrJoinCase(
  tx: WorkTx,
  input: OpenCaseInput,
): Promise<{ row: CaseRecord; opened: boolean }> {
  const { entry, post } = input;
  const existing = await openCaseInThread(tx, post);
  if (existing !== null) {
    const row = await tx.cases.lock(existing);
    await tx.cases.addPost(row.id, post.id, tx.at);
    for (const postId of await tx.outbox.automaticTo(post.id)) await tx.cases.addPost(row.id, postId, tx.at);
    const { actorId } = input;
    await tx.append([
      { type: 'post.joined', subject: 'post', subjectId: post.id, actorId, data: { caseId: row.id } },
    ]);
    const event: CaseEvent = { type: 'case.inbound_added', at: tx.at, postCreatedAt: post.createdAt };
    const newest = post.createdAt >= row.lastInboundAt ? post.id : row.newestPostId;
    await enterCase(tx, entry, row.id, 'speak', input.decision);
    const next = await moveCase(tx, row, event, actorId, { newestPostId: newest });
    if (!next.isConversation || input.isConversation) return { row: next, opened: false };
    return { row: await makeSupport(tx, next, actorId), opened: false };
  }
  const row = await insertCase(tx, input);
  await enterCase(tx, entry, row.id, 'speak', input.decision);
  // What the program answered meanwhile stands there from the beginning.
  for (const postId of await tx.outbox.automaticTo(post.id)) await tx.cases.addPost(row.id, postId, tx.at);
  return { row, opened: true };
}

async function openCaseInThread(tx: WorkTx, post: StoredPost): Promise<string | null> {
  const around = [post.root, post.replyTo].filter((id) => id !== null);
  if (around.length === 0) return null;
  const stored = await tx.posts.byNativeIds(post.network, around);
  const cases = await tx.cases.casesOfPosts([...stored.values()].map((one) => one.id));
  const own = (await tx.cases.casesOfIdentity(post.identityId)).filter((one) => one.closedAt === null);
  for (const list of cases.values()) {
    for (const one of list) if (own.some((mine) => mine.id === one.caseId)) return one.caseId;
  }
  return null;
}

async function insertCase(
  tx: WorkTx,
  { entry, post, actorId, isConversation }: OpenCaseInput,
): Promise<CaseRecord> {
  const opened: CaseEvent = {
    type: 'case.opened',
    at: tx.at,
    origin: entry.origin,
    firstPostAt: post.createdAt,
    isConversation,
  };
  const row: CaseRecord = {
    ...openCase(opened),
    id: tx.newId(),
    number: await tx.cases.nextNumber(),
    brandId: entry.brandId,
    identityId: post.identityId,
    accountId: (await accountFor(tx, entry))?.id ?? null,
    network: post.network,
    lang: post.lang,
    rootPostId: post.id,
    newestPostId: post.id,
    waitingSince: post.createdAt,
    version: 1,
    openedBy: actorId,
    openedAt: tx.at,
    firstSeenAt: tx.at,
    firstReactionMs: null,
    firstReactionBusinessMs: null,
    closedBy: null,
  };
  await tx.cases.insert(row);
  await tx.cases.addPost(row.id, post.id, tx.at);
  const event: EventToAppend = {
    type: 'case.opened',
    subject: 'case',
    subjectId: row.id,
    actorId,
    data: {
      number: row.number,
      origin: row.origin,
      postId: post.id,
      ...(isConversation ? { isConversation } : {}),
    },
  };
  await tx.append([event]);
  return row;
}

/** Whom we would answer as: an account of the network that works, of the same brand where there is one. */
export async function accountFor(
  tx: WorkTx,
  entry: Pick<LedgerRow, 'network' | 'brandId'>,
): Promise<AccountRecord | null> {
  const accounts = (await tx.accounts.all()).filter(
    (account) => account.network === entry.network && account.tokenState !== 'disconnected',
  );
  const ranked = accounts.toSorted((a, b) => rank(b) - rank(a));
  function rank(account: (typeof accounts)[number]): number {
    return (account.tokenState === 'ok' ? 2 : 0) + (account.brandId === entry.brandId ? 1 : 0);
  }
  return ranked[0] ?? null;
}
