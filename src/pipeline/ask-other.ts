// Asking another model as a stage: entries of the ledger are judged anew by it some time after they came in, outside of any transaction.
import { isUnsure } from '../domain/judgement/unsure.ts';
import { makeSupportWhereNeeded } from './conversation.ts';
import type { JudgeBefore, JudgeByOther, PostToAsk } from './judge-by-other.ts';
import { brandOf, type JudgeStage, type WorkspaceJudge } from './judge.ts';
import type { EntryToJudge } from './judging-ports.ts';
import type { InWorkspace, WorkTx } from './ports.ts';

/** The job's name, and that of its queue: of these one runs at a time, for the others' places are for what people wait for. */
export const askOtherTask = 'ask-other-model';

/** A turn: what a killed process had in hand is asked again from its beginning. */
const mostInTurn = 50;
const mostForgotten = 1_000;

/**
 * Writes the questions down with the entries that they are about. A workspace has one job, which takes a few of them and goes to the
 * end of the line: however much one of them hears, the others come to their turn.
 */
export async function enqueueAsking(
  tx: { judging: Pick<WorkTx['judging'], 'addQuestions'> } & Pick<WorkTx, 'enqueue'>,
  workspaceId: string,
  postIds: readonly string[],
): Promise<void> {
  if (postIds.length === 0) return;
  await tx.judging.addQuestions(postIds);
  await nextTurn(tx, workspaceId);
}

async function nextTurn(tx: Pick<WorkTx, 'enqueue'>, workspaceId: string): Promise<void> {
  const key = `${askOtherTask} ${workspaceId}`;
  // Who waits in line keeps the place.
  await tx.enqueue({ task: askOtherTask, payload: {}, queue: askOtherTask, key, keepsTime: true });
}

export interface AskOtherDeps {
  inWorkspace: InWorkspace;
  judging: JudgeStage;
  judgeByOther: JudgeByOther;
}

/**
 * A workspace's turn: what nobody has corrected is judged by the other model, as far as that answers; all else stays as it is. Ends
 * early when the signal is aborted; what is left waits for the next turn. `more` are asked about, too.
 */
export async function askOther(
  { inWorkspace, judging, judgeByOther }: AskOtherDeps,
  workspaceId: string,
  more: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { asked, posts, before } = await inWorkspace(workspaceId, async (tx) => {
    await tx.judging.addQuestions(more);
    const ids = await tx.judging.questions(mostInTurn);
    const toAsk = await postsToAsk(tx, await openEntries(tx, ids));
    return { asked: ids, posts: toAsk, before: beforeOf(await judging.judgeFor(workspaceId, tx)) };
  });
  if (asked.length === 0) return;
  const texts = new Map(posts.map(({ id, text }) => [id, text]));
  const { rows, left } = await judgeByOther(posts, before, signal, workspaceId);
  await inWorkspace(workspaceId, async (tx) => {
    // Locked before anything is read: whoever corrects or edits comes before or after all of this.
    await tx.ledger.lock(asked);
    const open = await openEntries(tx, asked);
    // While it was asked, an author may have changed or deleted a post, and somebody may have said what it is.
    const still = open.filter(({ postId, text }) => rows.has(postId) && text === texts.get(postId));
    const judged = still.map(({ postId }) => ({ postId, judgements: rows.get(postId) ?? [] }));
    await tx.ledger.judge(judged);
    await tx.append(
      still.map(({ postId }) => ({
        type: 'ledger.judged',
        subject: 'ledger' as const,
        subjectId: postId,
        actorId: null,
      })),
    );
    await makeSupportWhereNeeded(tx, judged, null);
    // A changed text is a new question.
    const changed = open.flatMap(({ postId, text }) => (text === texts.get(postId) ? [] : [postId]));
    const again = new Set([...left, ...changed]);
    await tx.judging.dropQuestions(asked.filter((id) => !again.has(id)));
    const [next] = await tx.judging.questions(1);
    if (next !== undefined) await nextTurn(tx, workspaceId);
  });
}

/** Where no model is to be asked any more: whoever names one later asks about what comes then. */
export async function forgetQuestions(inWorkspace: InWorkspace, workspaceId: string): Promise<void> {
  for (let left = mostForgotten; left === mostForgotten;) {
    left = await inWorkspace(workspaceId, async (tx) => {
      const ids = await tx.judging.questions(mostForgotten);
      await tx.judging.dropQuestions(ids);
      return ids.length;
    });
  }
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
