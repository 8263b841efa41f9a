// What happened to posts at the source: edits, deletions, reposts, people who left. Honoured here at once, everywhere.
import type { MonitorMatch } from '../domain/listening/matcher.ts';
import { saysTheSame } from '../domain/judgement/same-text.ts';
import { moveOutbound } from '../domain/decision/outbox.ts';
import { moveLedger } from '../domain/ledger/ledger.ts';
import type { Heard, Post } from '../domain/post/post.ts';
import { changeThread } from './open-case.ts';
import type { WorkTx } from './ports.ts';
import { settle, withdrawApproval } from './queue.ts';
import { noteUndelivered } from './undelivered.ts';
import { weighAnew } from './weigh.ts';

export interface Change {
  heard: Exclude<Heard, { type: 'post' }>;
}

/**
 * Applies a batch's changes after its posts, so that one edited or deleted in the same batch is found; reposts are summed. Answers the
 * ids of others' posts whose content changed: they are something else now.
 */
export async function applyChanges(
  tx: WorkTx,
  network: string,
  changes: readonly Change[],
  match: (post: Post) => MonitorMatch[],
): Promise<string[]> {
  const edited = new Set<string>();
  const reposts = new Map<string, number>();
  const deleted = new Map<string, string>();
  for (const { heard } of changes) {
    if (heard.type === 'repost') reposts.set(heard.of, (reposts.get(heard.of) ?? 0) + 1);
    else if (heard.type === 'delete') deleted.set(heard.nativeId, heard.deletedAt);
    else if (heard.type === 'edit') {
      const id = await applyEdit(tx, heard, match);
      if (id !== null) edited.add(id);
    } else if (heard.type === 'undelivered') {
      if (await noteUndelivered(tx, network, heard)) deleted.set(heard.nativeId, tx.at);
    } else if (heard.type === 'identity') {
      const identityIds = await tx.posts.refreshIdentities(network, [heard.author], tx.at);
      if (heard.author.followers !== undefined) await weighAnew(tx, { identityIds });
    } else {
      await tx.posts.markAuthorGone(network, heard.authorNativeId, heard);
      for (const nativeId of await goneWith(tx, network, heard)) deleted.set(nativeId, heard.at);
    }
  }
  if (reposts.size > 0) await weighAnew(tx, { postIds: await tx.posts.addReposts(network, reposts) });
  if (deleted.size > 0) await buryPosts(tx, network, [...deleted.keys()], tx.at);
  return [...edited];
}

/** Native ids of what goes with an author: what they wrote, and where they erased a conversation all that was said in it. */
async function goneWith(
  tx: WorkTx,
  network: string,
  { authorNativeId, conversation }: Extract<Heard, { type: 'author_gone' }>,
): Promise<string[]> {
  const theirs = await tx.posts.livingOf(network, authorNativeId);
  if (conversation === undefined) return theirs;
  await endWritten(tx, network, conversation);
  return [...theirs, ...(await tx.posts.livingIn(network, conversation))];
}

/** What is written in a conversation that was erased goes nowhere any more, and its words go with it. */
async function endWritten(tx: WorkTx, network: string, conversation: string): Promise<void> {
  for (const row of await tx.outbox.standing({ network, conversation })) {
    const state = moveOutbound(row.state, 'give_up');
    if (state === null) continue;
    const next = { state, errorCode: 'network_post_gone', error: 'The conversation was erased.' };
    await settle(tx, row, next, 'reply.given_up', null);
    await withdrawApproval(tx, row, null);
  }
  await tx.posts.forgetWrittenIn(network, conversation);
}

async function applyEdit(
  tx: WorkTx,
  { post, editedAt }: Extract<Heard, { type: 'edit' }>,
  match: (post: Post) => MonitorMatch[],
): Promise<string | null> {
  const stored = (await tx.posts.byNativeIds(post.network, [post.nativeId])).get(post.nativeId);
  if (stored === undefined) return null;
  const changed = await tx.posts.edit(stored.id, post, editedAt);
  if (!changed) return null;
  if (!saysTheSame(stored.text, post.text)) {
    // Behind whoever speaks just now: they read the text that is gone.
    await tx.ledger.lock([stored.id]);
    // Their word was of that text. Of this one nobody has said anything, and a cry for help must not stay folded away as noise
    // because of what stood here before; what was said is kept, shown as said of the earlier text, and asked again.
    await tx.judging.outdate(stored.id, tx.at);
  }
  if (stored.accountId === null) await tx.posts.replaceMatches(stored.id, match(post));
  await tx.append([
    { type: 'post.edited', subject: 'post', subjectId: stored.id, actorId: null },
    { type: 'ledger.post_edited', subject: 'ledger', subjectId: stored.id, actorId: null },
  ]);
  await touchCases(tx, [stored.id]);
  return stored.accountId === null ? stored.id : null;
}

/** Empties posts that are gone at the source, settles their ledger entries, and tells the cases they stood in. */
export async function buryPosts(
  tx: WorkTx,
  network: string,
  nativeIds: readonly string[],
  deletedAt: string,
): Promise<void> {
  const ids = await tx.posts.bury(network, nativeIds, deletedAt);
  if (ids.length === 0) return;
  await tx.append(
    ids.map((id) => ({ type: 'post.deleted', subject: 'post' as const, subjectId: id, actorId: null })),
  );
  for (const row of await tx.ledger.lock(ids)) {
    const state = moveLedger(row.state, 'author_deleted');
    if (state !== null) await tx.ledger.save({ ...row, state, reason: 'post_deleted', settledAt: tx.at });
    await tx.append([
      { type: 'ledger.post_deleted', subject: 'ledger', subjectId: row.postId, actorId: null },
    ]);
  }
  await touchCases(tx, ids);
}

async function touchCases(tx: WorkTx, postIds: readonly string[]): Promise<void> {
  const cases = await tx.cases.casesOfPosts(postIds);
  const ids = new Set([...cases.values()].flat().map((one) => one.caseId));
  for (const id of [...ids].toSorted()) await changeThread(tx, id);
}
