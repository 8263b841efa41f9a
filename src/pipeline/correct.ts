// A person says of a judgement what it is: it stands at once, is kept with who and when, and is learnt from when there is enough.
import {
  headsOf,
  isValueOf,
  judgementValues,
  valueIn,
  type JudgementKind,
} from '../domain/judgement/correction.ts';
import { rowsOf, type JudgementRow } from '../domain/judgement/rows.ts';
import { freshForNext } from '../domain/judgement/team/taught.ts';
import { AppError } from '../domain/errors.ts';
import { brandOf, type JudgeStage, type WorkspaceJudge } from './judge.ts';
import { isOurs, rowsNow } from './judge-again.ts';
import type { CorrectionRecord, EntryToJudge } from './judging-ports.ts';
import { enqueueLearning } from './learn.ts';
import type { Actor, InWorkspace, WorkTx } from './ports.ts';

export interface CorrectDeps {
  inWorkspace: InWorkspace;
  judging: JudgeStage;
}

export interface CorrectionInput {
  kind: JudgementKind;
  /** Null takes back what a person said. */
  value: string | null;
}

/** Errors: not_found, invalid_input, network_post_gone. */
export async function correctJudgement(
  { inWorkspace, judging }: CorrectDeps,
  actor: Actor,
  postId: string,
  { kind, value }: CorrectionInput,
): Promise<void> {
  if (value !== null && !isValueOf(kind, value)) {
    const values = judgementValues[kind].join(', ');
    throw new AppError('invalid_input', `The judgement “${kind}” is one of: ${values}.`, {
      where: 'body.value',
    });
  }
  await inWorkspace(actor.workspaceId, async (tx) => {
    await tx.ledger.lock([postId]);
    const [entry] = await tx.judging.entries([postId]);
    if (entry === undefined) throw new AppError('not_found', 'There is no such entry in the ledger.');
    if (entry.deletedAt !== null) {
      throw new AppError('network_post_gone', 'The post was deleted; nothing can be said of it any more.');
    }
    const judge = await judging.judgeFor(actor.workspaceId, tx);
    const before = await tx.judging.correctionsOf([postId]);
    if (value === null) {
      if (!(await tx.judging.removeCorrection(postId, kind))) return;
    } else {
      const said = await saidBefore(tx, judge, entry, { kind, before });
      const by = actor.userId;
      await tx.judging.putCorrection({ postId, kind, value, ...said, lang: entry.lang, by, at: tx.at });
    }
    const rows = await rowsNow(tx, judge, [entry], await tx.judging.correctionsOf([postId]));
    await tx.ledger.judge([{ postId, judgements: besideOthers(entry, kind, rows.get(postId) ?? []) }]);
    await tx.append([
      {
        type: value === null ? 'judgement.taken_back' : 'judgement.corrected',
        subject: 'ledger',
        subjectId: postId,
        actorId: actor.userId,
        data: { kind, value },
      },
    ]);
    if (entry.lang !== null) await learnIfEnough(tx, judging, actor.workspaceId, entry.lang);
  });
}

/** What other judgements follow from. */
const followed: ReadonlySet<JudgementKind> = new Set(['about', 'spam', 'abuse']);

/** What an operator's other model said is not said again by ours: beside it only the one judgement changes. */
function besideOthers(
  { judgements }: EntryToJudge,
  kind: JudgementKind,
  rows: readonly JudgementRow[],
): readonly JudgementRow[] {
  if (judgements.every(isOurs) || followed.has(kind)) return rows;
  return [...judgements.filter((row) => row.kind !== kind), ...rows.filter((row) => row.kind === kind)];
}

/** What the models say of it without anybody's help, and how sure they are. */
async function saidBefore(
  tx: WorkTx,
  judge: WorkspaceJudge,
  { judgements, text, lang, brandId }: EntryToJudge,
  { kind, before }: { kind: JudgementKind; before: readonly CorrectionRecord[] },
): Promise<Pick<CorrectionRecord, 'said' | 'p'>> {
  const judged = judge.judge({ text, lang, brand: brandOf(await tx.workspace.brandNames(), brandId) });
  const now = valueIn(rowsOf(judged), kind);
  // What is shown already follows what people said of other judgements.
  const said = before.length === 0 ? valueIn(judgements, kind) : now;
  // An earlier version, or another model, may have said it: then its probabilities are not known any more.
  if (said === null || said !== now) return { said, p: {} };
  const p = headsOf(kind).flatMap((name) => {
    const probability = judged.p[name];
    return probability === undefined ? [] : [[name, probability] as const];
  });
  return { said, p: Object.fromEntries(p) };
}

async function learnIfEnough(
  tx: WorkTx,
  judging: JudgeStage,
  workspaceId: string,
  lang: string,
): Promise<void> {
  const base = judging.bases.get(lang);
  if (base === undefined) return;
  // A click must cost the same after ten thousand of them. What of it may be learnt from, the job finds out.
  const last = await tx.judging.lastLearnt(lang, base);
  const needed = freshForNext(last?.corrections ?? null);
  if ((await tx.judging.saidSince(lang, last?.at ?? null, needed)) < needed) return;
  await enqueueLearning(tx, workspaceId, { lang, madeBy: null });
}
