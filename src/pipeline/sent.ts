// What a send that happened leaves behind: our post, the case's clocks, the answered ledger entries.
import { moveOutbound, type OutboundMove } from '../domain/decision/outbox.ts';
import type { Author, Post } from '../domain/post/post.ts';
import { buryPosts } from './changes.ts';
import { joinAutomatic } from './join-case.ts';
import { measureAnswer } from './measure.ts';
import type { InWorkspace, OutboundRecord, WorkTx } from './ports.ts';
import type { Claimed, Published } from './send.ts';
import { settle } from './queue.ts';

/**
 * Writes down that a send happened, in one transaction: the outbox row, our own post, the case's clocks, the ledger.
 * Does nothing when the claim is no longer the one that acted.
 */
export async function recordSent(
  inWorkspace: InWorkspace,
  workspaceId: string,
  claimed: Claimed,
  published: Published,
): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    const row = await lockClaimed(tx, claimed);
    if (row === null) return;
    const move: OutboundMove = row.state === 'unknown' ? 'found' : 'succeed';
    const state = moveOutbound(row.state, move);
    if (state === null) return;
    const postId = await recordOwnPost(tx, claimed, published);
    const next = { state, nativeId: published.nativeId, sentAt: tx.at, postId, errorCode: null, error: null };
    await settle(tx, row, next, 'reply.sent', null);
    await followUp(tx, claimed, published, postId);
    // Erased while it was on its way, with all that was said there: what it left behind goes too.
    if (row.text === '' && claimed.row.text !== '') {
      await buryPosts(tx, claimed.account.network, [published.nativeId], tx.at);
    }
  });
}

/** Our own post as a row of ours, unless the listener was faster and brought it already. */
async function recordOwnPost(
  tx: WorkTx,
  { row, account, target }: Claimed,
  published: Published,
): Promise<string | null> {
  if (row.action !== 'reply' && row.action !== 'dm' && row.action !== 'post') return row.targetPostId;
  const known = (await tx.posts.byNativeIds(account.network, [published.nativeId])).get(published.nativeId);
  if (known !== undefined) return known.id;
  const author: Author = {
    nativeId: account.nativeId,
    handle: account.handle,
    displayName: account.displayName,
  };
  const identities = await tx.posts.saveIdentities(account.network, [author], tx.at);
  const id = tx.newId();
  const post: Post = {
    network: account.network,
    nativeId: published.nativeId,
    kind: target === null ? 'post' : 'reply',
    visibility: row.visibility,
    author,
    text: row.text,
    mentions: [],
    hashtags: [],
    links: [],
    media: row.attachments.map((one) => ({
      kind: 'image',
      alt: one.alt,
      url: `/api/attachments/${one.attachmentId}`,
    })),
    createdAt: published.createdAt,
    ...(target === null ? {} : { replyTo: target.nativeId, root: target.root ?? target.nativeId }),
    ...(target?.conversation == null ? {} : { conversation: target.conversation }),
    ...(published.url === undefined ? {} : { url: published.url }),
    ...(published.ref === undefined ? {} : { ref: published.ref }),
  };
  const identityId = identities.get(account.nativeId) ?? '';
  const stored = {
    id,
    post,
    identityId,
    accountId: account.id,
    sourceId: null,
    lang: row.lang,
    raw: null,
  };
  const inserted = await tx.posts.insert([stored], tx.at);
  if (inserted.has(id)) return id;
  // The listener brought it back in between.
  return (
    (await tx.posts.byNativeIds(account.network, [published.nativeId])).get(published.nativeId)?.id ?? null
  );
}

async function followUp(
  tx: WorkTx,
  { row, account, target }: Claimed,
  published: Published,
  postId: string | null,
): Promise<void> {
  if (row.action === 'delete' && target !== null)
    await buryPosts(tx, account.network, [target.nativeId], tx.at);
  if (row.action === 'edit' && target !== null) {
    const { author, network, nativeId, kind, visibility, mentions, media, createdAt } = target;
    const post: Post = {
      author,
      network,
      nativeId,
      kind,
      visibility,
      mentions,
      media,
      createdAt,
      hashtags: [],
      links: [],
      text: row.text,
    };
    if (published.ref !== undefined) post.ref = published.ref;
    await tx.posts.edit(target.id, post, tx.at);
    await tx.append([{ type: 'post.edited', subject: 'post', subjectId: target.id, actorId: row.createdBy }]);
  }
  if (row.automatic !== null) return joinCases(tx, row, postId);
  if (row.caseId === null || (row.action !== 'reply' && row.action !== 'dm')) return;
  if (postId !== null) {
    await tx.cases.addPost(row.caseId, postId, tx.at);
    await tx.append([{ type: 'post.sent', subject: 'post', subjectId: postId, actorId: row.createdBy }]);
  }
  await measureAnswer(tx, row.caseId, {
    sentAt: published.createdAt,
    queuedAt: row.createdAt,
    actorId: row.createdBy,
    onBehalfOf: row.approvedBy ?? row.onBehalfOf,
    accountId: row.accountId,
  });
}

/** An answer of the program stands in the cases of the post, but answers nothing: no clock stops, no entry is done. */
async function joinCases(tx: WorkTx, row: OutboundRecord, postId: string | null): Promise<void> {
  if (postId === null || row.targetPostId === null) return;
  const cases = (await tx.cases.casesOfPosts([row.targetPostId])).get(row.targetPostId) ?? [];
  for (const { caseId } of cases) await joinAutomatic(tx, caseId, postId);
}

/** The row, if it is still the claim this process made. */
export async function lockClaimed(tx: WorkTx, claimed: Claimed): Promise<OutboundRecord | null> {
  const row = await tx.outbox.lock(claimed.row.id);
  return row.claimedAt === claimed.row.claimedAt && row.claimedBy === claimed.row.claimedBy ? row : null;
}
