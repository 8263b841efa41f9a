// Asking another model as a stage: entries of the ledger are judged anew by it some time after they came in, outside of any transaction.
import { isUnsure } from '../domain/judgement/unsure.ts';
import type { JudgeBefore, JudgeByOther, PostToAsk } from './judge-by-other.ts';
import { brandOf, type JudgeStage, type WorkspaceJudge } from './judge.ts';
import type { EntryToJudge } from './judging-ports.ts';
import type { InWorkspace, WorkTx } from './ports.ts';

/** The job's name, and that of its queue: of these one runs at a time, for the others' places are for what people wait for. */
export const askOtherTask = 'ask-other-model';

/** What a killed process had in hand is asked again from its beginning. */
const mostInJob = 50;

/** Queues the questions with the entries that they are about. */
export async function enqueueAsking(tx: Pick<WorkTx, 'enqueue'>, postIds: readonly string[]): Promise<void> {
  for (let at = 0; at < postIds.length; at += mostInJob) {
    const payload = { postIds: postIds.slice(at, at + mostInJob) };
    await tx.enqueue({ task: askOtherTask, payload, queue: askOtherTask });
  }
}

export interface AskOtherDeps {
  inWorkspace: InWorkspace;
  judging: JudgeStage;
  judgeByOther: JudgeByOther;
}

/**
 * What nobody has corrected is judged by the other model, as far as that answers; all else stays as it is. Ends early when the
 * signal is aborted, and queues again what is left.
 */
export async function askOther(
  { inWorkspace, judging, judgeByOther }: AskOtherDeps,
  workspaceId: string,
  postIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { posts, before } = await inWorkspace(workspaceId, async (tx) => ({
    posts: await postsToAsk(tx, await openEntries(tx, postIds)),
    before: beforeOf(await judging.judgeFor(workspaceId, tx)),
  }));
  const texts = new Map(posts.map(({ id, text }) => [id, text]));
  const { rows, left } = await judgeByOther(posts, before, signal);
  if (rows.size === 0 && left.length === 0) return;
  await inWorkspace(workspaceId, async (tx) => {
    await enqueueAsking(tx, left);
    const ids = [...rows.keys()];
    // Locked before anything is read: whoever corrects or edits comes before or after all of this.
    await tx.ledger.lock(ids);
    // While it was asked, an author may have changed or deleted a post, and somebody may have said what it is.
    const still = (await openEntries(tx, ids)).filter(({ postId, text }) => text === texts.get(postId));
    await tx.ledger.judge(still.map(({ postId }) => ({ postId, judgements: rows.get(postId) ?? [] })));
    await tx.append(
      still.map(({ postId }) => ({
        type: 'ledger.judged',
        subject: 'ledger' as const,
        subjectId: postId,
        actorId: null,
      })),
    );
  });
}

/** Whose post is there, and of which nobody of the team said what it is. */
async function openEntries(tx: WorkTx, postIds: readonly string[]): Promise<EntryToJudge[]> {
  const entries = await tx.judging.entries(postIds);
  const corrected = new Set((await tx.judging.correctionsOf(postIds)).map(({ postId }) => postId));
  return entries.filter(
    ({ postId, deletedAt, text }) => deletedAt === null && text.trim() !== '' && !corrected.has(postId),
  );
}

async function postsToAsk(tx: WorkTx, entries: readonly EntryToJudge[]): Promise<PostToAsk[]> {
  const names = await tx.workspace.brandNames();
  const posts = await tx.posts.byIds(entries.map(({ postId }) => postId));
  const visibilities = new Map(posts.map(({ id, visibility }) => [id, visibility]));
  return entries.flatMap(({ postId, network, text, lang, brandId }) => {
    const visibility = visibilities.get(postId);
    if (visibility === undefined) return [];
    return [{ id: postId, network, visibility, text, lang, brand: brandOf(names, brandId) }];
  });
}

/** Judges each post once: a hundred thousand characters take a while. */
export function beforeOf(judge: WorkspaceJudge): JudgeBefore {
  return (post) => {
    const judged = judge.judge(post);
    return {
      judged,
      isUnsure: isUnsure(judged, judge.cutsOf(post.lang)),
      method: judge.methodOf(post.lang),
    };
  };
}
