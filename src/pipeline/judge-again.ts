// Judges entries anew: when their post was edited, when somebody corrected them, and when another version judges from now on.
import { besideOther } from '../domain/judgement/beside-other.ts';
import { ownMethods, type JudgementRow } from '../domain/judgement/rows.ts';
import { brandOf, type JudgeStage, type WorkspaceJudge } from './judge.ts';
import { makeSupportWhereNeeded } from './conversation.ts';
import type { CorrectionRecord, EntryToJudge } from './judging-ports.ts';
import type { InWorkspace, WorkTx } from './ports.ts';

export const judgeAgainTask = 'judge-again';

/** What stood before anybody spoke, where another model had a say in it; null else, and where nobody spoke. */
export function othersOf(said: readonly CorrectionRecord[]): JudgementRow[] | null {
  return said.find(({ others }) => others !== null)?.others ?? null;
}

/** Rows of the entries as they are to be now, by post id; people's words stand, and beside them what another model said. */
export async function rowsNow(
  tx: WorkTx,
  judge: WorkspaceJudge,
  entries: readonly EntryToJudge[],
  corrections: readonly CorrectionRecord[],
): Promise<Map<string, JudgementRow[]>> {
  const names = await tx.workspace.brandNames();
  return new Map(
    entries.map(({ postId, text, lang, brandId }) => {
      const said = corrections.filter((one) => one.postId === postId);
      const rows = judge.rowsOf({ text, lang, brand: brandOf(names, brandId) }, said);
      const others = othersOf(said);
      return [postId, others === null ? rows : besideOther(others, rows, said)];
    }),
  );
}

/** Of posts that changed at the source; their events are appended by whoever changed them. */
export async function judgeChanged(
  tx: WorkTx,
  judge: WorkspaceJudge,
  postIds: readonly string[],
): Promise<void> {
  const entries = (await tx.judging.entries(postIds)).filter(({ deletedAt }) => deletedAt === null);
  const corrections = await tx.judging.correctionsOf(entries.map(({ postId }) => postId));
  const rows = await rowsNow(tx, judge, entries, corrections);
  const judged = [...rows].map(([postId, judgements]) => ({ postId, judgements }));
  await tx.ledger.judge(judged);
  await makeSupportWhereNeeded(tx, judged, null);
}

export interface JudgeAgainDeps {
  inWorkspace: InWorkspace;
  judging: JudgeStage;
}

/** In one transaction; so short that nobody waits for it. */
const batch = 200;
/** Where a probability moves less than this, nobody sees it. */
const visible = 0.02;

/** What is left to be judged anew: of a language, after an entry, by the versions that judged those before it. */
export interface WaitingBatch {
  lang: string;
  after: string | null;
  by?: string | null;
}

/** What waits in a language, a batch at a time: each goes on as a job of its own after `after`. */
export async function judgeWaiting(
  { inWorkspace, judging }: JudgeAgainDeps,
  workspaceId: string,
  { lang, after, by }: WaitingBatch,
): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    const judgesNow = await tx.judging.activeKey();
    // Going on takes the place of a job that was to begin anew by a version activated meanwhile: then this one begins anew.
    const ids = await tx.judging.waitingAfter(lang, by === judgesNow ? after : null, batch);
    const last = ids.at(-1);
    if (last === undefined) return;
    const judge = await judging.judgeFor(workspaceId, tx);
    // Locked before anything else is read: whoever corrects or edits meanwhile comes before or after all of this.
    await tx.ledger.lock(ids);
    const entries = await tx.judging.entries(ids);
    // What an operator's other model said costs money and is not said again by this one.
    const corrections = await tx.judging.correctionsOf(ids);
    const others = new Set(corrections.flatMap((one) => (one.others === null ? [] : [one.postId])));
    const mine = entries.filter(
      (one) => one.deletedAt === null && one.judgements.every(isOurs) && !others.has(one.postId),
    );
    const rows = await rowsNow(tx, judge, mine, corrections);
    const changed = mine.filter(({ postId, judgements }) => isOther(judgements, rows.get(postId) ?? []));
    await tx.ledger.judge(changed.map(({ postId }) => ({ postId, judgements: rows.get(postId) ?? [] })));
    await tx.append(
      changed.map(({ postId }) => ({
        type: 'ledger.judged',
        subject: 'ledger' as const,
        subjectId: postId,
        actorId: null,
      })),
    );
    await goOn(tx, workspaceId, { lang, after: last, by: judgesNow });
  });
}

/** Begins, or goes on, to judge what waits; one that goes on already is sent back to the beginning. */
export async function goOn(
  tx: Pick<WorkTx, 'enqueue'>,
  workspaceId: string,
  payload: WaitingBatch,
): Promise<void> {
  await tx.enqueue({
    task: judgeAgainTask,
    payload: { ...payload },
    key: `${judgeAgainTask} ${workspaceId} ${payload.lang}`,
  });
}

/** Said by Kizuki's own models or by a person, and not by an operator's other model. */
export const isOurs = ({ method }: JudgementRow): boolean => ownMethods.has(method);

function isOther(before: readonly JudgementRow[], now: readonly JudgementRow[]): boolean {
  if (before.length !== now.length) return true;
  return now.some((row) => {
    const held = before.find(({ kind }) => kind === row.kind);
    if (held === undefined || held.value !== row.value || held.method !== row.method) return true;
    return Math.abs((held.probability ?? 0) - (row.probability ?? 0)) > visible;
  });
}
