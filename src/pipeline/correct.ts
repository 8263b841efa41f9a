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
import { saysTheSame } from '../domain/judgement/same-text.ts';
import { AppError } from '../domain/errors.ts';
import { brandOf, type JudgeStage, type WorkspaceJudge } from './judge.ts';
import { makeSupportWhereNeeded } from './conversation.ts';
import { isOurs, othersOf, rowsNow } from './judge-again.ts';
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
  /** When the post had last been edited when it was read; undefined where it is said of what the post says now. */
  editedAt?: string | null | undefined;
}

/** Errors: not_found, invalid_input, network_post_gone. */
export async function correctJudgement(
  { inWorkspace, judging }: CorrectDeps,
  actor: Actor,
  postId: string,
  { kind, value, editedAt }: CorrectionInput,
): Promise<void> {
  if (value !== null && !isValueOf(kind, value)) {
    const values = judgementValues[kind].join(', ');
    throw new AppError('invalid_input', `The judgement “${kind}” is one of: ${values}.`, {
      where: 'body.value',
    });
  }
  await inWorkspace(actor.workspaceId, async (tx) => {
    const [row] = await tx.ledger.lock([postId]);
    const [entry] = await tx.judging.entries([postId]);
    if (row === undefined || entry === undefined)
      throw new AppError('not_found', 'There is no such entry in the ledger.');
    if (entry.deletedAt !== null) {
      throw new AppError('network_post_gone', 'The post was deleted; nothing can be said of it any more.');
    }
    if (value !== null && (await isOfEarlierText(tx, entry, editedAt))) {
      await keepAsSaidBefore(tx, actor, entry, { kind, value });
      // Who reads what was said reads it anew.
      await tx.ledger.save(row);
      return;
    }
    const judge = await judging.judgeFor(actor.workspaceId, tx);
    const before = await tx.judging.correctionsOf([postId]);
    const others = othersOf(before) ?? saidByOther(entry);
    if (value === null) {
      if (!(await tx.judging.removeCorrection(postId, kind))) return;
    } else {
      const said = await saidBefore(tx, judge, entry, { kind, before, others });
      const by = actor.userId;
      const more = { ...said, others, lang: entry.lang, by, at: tx.at };
      await tx.judging.putCorrection({ postId, kind, value, ...more });
    }
    const now = await tx.judging.correctionsOf([postId]);
    const rows = (await rowsNow(tx, judge, [entry], now)).get(postId) ?? [];
    // Nobody's word is left: then it is as it was before anybody spoke.
    const judged = [{ postId, judgements: now.length === 0 ? (others ?? rows) : rows }];
    await tx.ledger.judge(judged);
    await makeSupportWhereNeeded(tx, judged, actor.userId);
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

/** Whether the author has made something else of the text since it was read. */
async function isOfEarlierText(
  tx: WorkTx,
  { postId, text, editedAt: now }: EntryToJudge,
  read: string | null | undefined,
): Promise<boolean> {
  if (read === undefined || read === now) return false;
  const earlier = await tx.judging.earlierText(postId, read);
  return earlier !== null && !saysTheSame(earlier, text);
}

/** Shown as said before the edit, and asked again: of the text as it is now nobody has said anything. */
async function keepAsSaidBefore(
  tx: WorkTx,
  { userId }: Actor,
  { postId, lang }: EntryToJudge,
  { kind, value }: { kind: JudgementKind; value: string },
): Promise<void> {
  const said = { postId, kind, value, said: null, p: {}, others: null, lang, by: userId, at: tx.at };
  await tx.judging.putOutdated(said, tx.at);
  const type = 'judgement.corrected_too_late';
  await tx.append([{ type, subject: 'ledger', subjectId: postId, actorId: userId, data: { kind, value } }]);
}

/** What stands there, where an operator's other model had a say in it, without people's words; null else. */
function saidByOther({ judgements }: EntryToJudge): JudgementRow[] | null {
  return judgements.every(isOurs) ? null : judgements.filter(({ method }) => method !== 'person');
}

interface Before {
  kind: JudgementKind;
  /** Words that stand. */
  before: readonly CorrectionRecord[];
  others: readonly JudgementRow[] | null;
}

/** What the models say of it without anybody's help, and how sure they are. */
async function saidBefore(
  tx: WorkTx,
  judge: WorkspaceJudge,
  { judgements, text, lang, brandId }: EntryToJudge,
  { kind, before, others }: Before,
): Promise<Pick<CorrectionRecord, 'said' | 'p'>> {
  const judged = judge.judge({ text, lang, brand: brandOf(await tx.workspace.brandNames(), brandId) });
  const now = valueIn(rowsOf(judged), kind);
  // What is shown already follows what people said of other judgements.
  const shown = others ?? (before.length === 0 ? judgements : null);
  const said = shown === null ? now : valueIn(shown, kind);
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
