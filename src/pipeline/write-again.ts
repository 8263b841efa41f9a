// Who writes again brings back what was put off, and what we stayed silent about in the same thread.
import { mayComeBack, moveLedger } from '../domain/ledger/ledger.ts';
import type { Post } from '../domain/post/post.ts';
import type { SilentPost } from './deciding-ports.ts';
import type { WorkTx } from './ports.ts';

/** A post that was just stored, and who wrote it. */
export interface NewPost {
  id: string;
  identityId: string;
  post: Pick<Post, 'nativeId' | 'replyTo' | 'root' | 'conversation'>;
}

/** Brings back, for each new post, what its author makes worth another look. */
export async function wakeAuthors(tx: WorkTx, fresh: readonly NewPost[]): Promise<void> {
  const identityIds = [...new Set(fresh.map(({ identityId }) => identityId))];
  for (const row of await tx.ledger.lockLaterOf(identityIds)) {
    await tx.ledger.save({ ...row, state: 'waiting', laterUntil: null });
    await tx.append([{ type: 'ledger.woken', subject: 'ledger', subjectId: row.postId, actorId: null }]);
  }
  await bringBackSilences(tx, fresh);
}

/** Whether a post goes on with the thread of an earlier one by the same author. */
function goesOn({ post }: NewPost, silent: SilentPost): boolean {
  if (post.replyTo === silent.nativeId) return true;
  const thread = silent.root ?? silent.nativeId;
  if (post.root !== undefined && post.root === thread) return true;
  return post.conversation !== undefined && post.conversation === silent.conversation;
}

/**
 * The silence about the post that is answered, or else the newest in the thread, waits for a decision again; the first decision stays
 * as it was taken. A person who closed it as spam, as abuse or by its author’s own wish meant all that is to come.
 */
async function bringBackSilences(tx: WorkTx, fresh: readonly NewPost[]): Promise<void> {
  // What goes on with nothing brings nothing back.
  const going = fresh.filter(
    ({ post }) => post.replyTo !== undefined || post.root !== undefined || post.conversation !== undefined,
  );
  if (going.length === 0) return;
  const freshIds = new Set(fresh.map(({ id }) => id));
  const silences = (
    await tx.decisions.silentOf([...new Set(going.map(({ identityId }) => identityId))])
  ).filter(({ postId, reason }) => mayComeBack(reason) && !freshIds.has(postId));
  const back = new Map<string, string>();
  for (const one of going) {
    const theirs = silences.filter((each) => each.identityId === one.identityId && goesOn(one, each));
    const answered = theirs.find((each) => each.nativeId === one.post.replyTo) ?? theirs[0];
    if (answered !== undefined) back.set(answered.postId, one.id);
  }
  for (const row of await tx.ledger.lock([...back.keys()])) {
    const byPostId = back.get(row.postId);
    const state = moveLedger(row.state, 'write_again');
    // Somebody may have decided otherwise meanwhile.
    if (byPostId === undefined || state === null || row.caseId !== null || !mayComeBack(row.reason)) continue;
    await tx.decisions.markWroteAgain(row.postId, byPostId);
    await tx.ledger.save({ ...row, state, settledAt: null });
    await tx.append([
      {
        type: 'ledger.wrote_again',
        subject: 'ledger',
        subjectId: row.postId,
        actorId: null,
        data: { byPostId },
      },
    ]);
  }
}
