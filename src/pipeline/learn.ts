// Makes a version of a workspace's own model and lets it judge, unless it is worse than what judges now; people may choose another.
import { AppError } from '../domain/errors.ts';
import type { Correction } from '../domain/judgement/correction.ts';
import type { CorrectedPost } from '../domain/judgement/team/make.ts';
import { leastByHand, missingUntilNext } from '../domain/judgement/team/taught.ts';
import { brandOf, type JudgeStage } from './judge.ts';
import { goOn } from './judge-again.ts';
import type { ActiveVersion, ChosenVersion, CorrectionToLearn, MakeModel } from './judging-ports.ts';
import type { Actor, InWorkspace, Log, WorkTx } from './ports.ts';

/** The job's name, and that of its queue: one trains at a time, so that sends do not wait for places that trainings hold. */
export const learnTask = 'learn';

export interface LearnDeps {
  inWorkspace: InWorkspace;
  judging: JudgeStage;
  makeModel: MakeModel;
  log: Log;
}

export interface LearnRequest {
  lang: string;
  /** Null where it is time because enough was corrected. */
  madeBy: string | null;
}

/** Who corrects one thing often corrects more: the next version learns from all of it. */
const waitMs = 10_000;
/** The newest of more corrections are learnt from. */
const mostCorrections = 20_000;
/** Posts on which two versions are compared. */
const newestPosts = 300;

export async function enqueueLearning(
  tx: Pick<WorkTx, 'enqueue' | 'at'>,
  workspaceId: string,
  { lang, madeBy }: LearnRequest,
): Promise<void> {
  const runAt = new Date(Date.parse(tx.at) + (madeBy === null ? waitMs : 0)).toISOString();
  const key = `${learnTask} ${workspaceId} ${lang}`;
  await tx.enqueue({
    task: learnTask,
    payload: { lang, madeBy },
    runAt,
    key,
    // Who labels without a pause is learnt from all the same; who asks by hand is not kept waiting.
    keepsTime: madeBy === null,
    queue: learnTask,
    attempts: 3,
  });
}

/** Puts a new version in hand. Errors: not_found for a language without a built-in model, too_few_corrections. */
export async function askToLearn(
  { inWorkspace, judging }: Pick<LearnDeps, 'inWorkspace' | 'judging'>,
  actor: Actor,
  lang: string,
): Promise<void> {
  if (!judging.bases.has(lang)) throw noSuchLanguage(lang);
  await inWorkspace(actor.workspaceId, async (tx) => {
    const corrections = (await tx.judging.learnable()).get(lang) ?? 0;
    if (corrections < leastByHand) {
      throw new AppError(
        'too_few_corrections',
        `${corrections} judgements were corrected or confirmed in this language; ${leastByHand} are needed to learn from.`,
        { data: { corrections, needed: leastByHand } },
      );
    }
    await enqueueLearning(tx, actor.workspaceId, { lang, madeBy: actor.userId });
  });
}

function noSuchLanguage(lang: string): AppError {
  return new AppError('not_found', `Posts in “${lang}” are not judged: there is no model for that language.`);
}

/** The job: reads, trains outside any transaction, and keeps the new version. */
export async function learn(
  { inWorkspace, judging, makeModel, log }: LearnDeps,
  workspaceId: string,
  { lang, madeBy }: LearnRequest,
): Promise<void> {
  const base = judging.bases.get(lang);
  if (base === undefined) return;
  const lesson = await inWorkspace(workspaceId, async (tx) => {
    // Nobody asked for it: then there must be enough that may be learnt from, of all that was said.
    const isTime = madeBy !== null || (await missingUntil(tx, lang, base)) === 0;
    return isTime ? readLesson(tx, lang, base) : null;
  });
  // Posts may have been deleted since it was asked for.
  if (lesson === null || lesson.corrections < leastByHand) return;
  const { corrected, newest, active } = lesson;
  const { isGoodEnough, ...made } = await makeModel({ lang, corrected, newest, active });
  const done = await inWorkspace(workspaceId, async (tx) => {
    await tx.judging.lockModels(lang);
    const last = await tx.judging.lastLearnt(lang, base);
    if (last?.version !== lesson.last?.version) {
      // Another worker made one of the same words meanwhile. What only this one read is in the next.
      if (lesson.corrections > (last?.corrections ?? 0))
        await enqueueLearning(tx, workspaceId, { lang, madeBy });
      return null;
    }
    const version = await tx.judging.insertModel({ ...made, madeBy });
    const now = (await tx.judging.activeVersions()).find((one) => one.lang === lang);
    // What a person chose judges until a person chooses again; the new one is offered to them.
    const chosen = chosenNow(await tx.judging.choices(), now, { lang, base });
    const isUsable = isGoodEnough && made.base === base;
    if (isUsable && chosen !== null) await tx.judging.offer(lang, version);
    // It was compared with what judged then.
    const isActivated = isUsable && chosen === null && now?.version === lesson.version;
    if (isActivated) await switchTo(tx, workspaceId, { lang, version });
    await tx.append([
      {
        type: 'team_model.made',
        subject: 'judging',
        subjectId: workspaceId,
        actorId: madeBy,
        data: { lang, version, isActivated },
      },
    ]);
    return { version, isActivated };
  });
  if (done === null) return;
  log.info(
    { workspaceId, lang, ...done, learntFrom: made.learntFrom, tookMs: made.tookMs },
    'a model was learnt from what a team said',
  );
}

async function missingUntil(tx: WorkTx, lang: string, base: string): Promise<number> {
  const last = await tx.judging.lastLearnt(lang, base);
  return missingUntilNext((await tx.judging.learnable()).get(lang) ?? 0, last?.corrections ?? null);
}

async function readLesson(tx: WorkTx, lang: string, base: string) {
  const names = await tx.workspace.brandNames();
  const rows = await tx.judging.toLearn(lang, mostCorrections);
  const judging = (await tx.judging.activeVersions()).find((one) => one.lang === lang);
  const newest = await tx.judging.newest(lang, newestPosts);
  return {
    corrections: rows.length,
    last: await tx.judging.lastLearnt(lang, base),
    corrected: byPost(rows, lang, (brandId) => brandOf(names, brandId)),
    newest: newest.map(({ text, brandId }) => ({ text, lang, brand: brandOf(names, brandId) })),
    version: judging?.version,
    // What adds to other weights does not judge, so there is nothing to compare with.
    active: judging?.base === base ? await tx.judging.weightsOf(lang, judging.version) : null,
  };
}

function byPost(
  rows: readonly CorrectionToLearn[],
  lang: string,
  brand: (brandId: string | null) => string[],
): CorrectedPost[] {
  const posts = new Map<string, CorrectedPost & { corrections: Correction[] }>();
  for (const { postId, text, brandId, kind, value } of rows) {
    const post = posts.get(postId) ?? { id: postId, text, lang, brand: brand(brandId), corrections: [] };
    posts.set(postId, post);
    post.corrections.push({ kind, value });
  }
  return [...posts.values()];
}

/** What a person chose for a language, as long as it can judge: of earlier built-in weights nothing can. */
export function chosenNow(
  choices: readonly ChosenVersion[],
  active: ActiveVersion | undefined,
  { lang, base }: { lang: string; base: string },
): ChosenVersion | null {
  const chosen = choices.find((one) => one.lang === lang) ?? null;
  return chosen === null || chosen.version === 0 || active?.base === base ? chosen : null;
}

/**
 * Lets a version judge, 0 the built-in model, until somebody chooses again; null lets the newest that is good enough judge, now and
 * from now on. Errors: not_found, transition_refused for one over other built-in weights.
 */
export async function activateModel(
  { inWorkspace, judging }: Pick<LearnDeps, 'inWorkspace' | 'judging'>,
  actor: Actor,
  { lang, version }: { lang: string; version: number | null },
): Promise<void> {
  const base = judging.bases.get(lang);
  if (base === undefined) throw noSuchLanguage(lang);
  await inWorkspace(actor.workspaceId, async (tx) => {
    await tx.judging.lockModels(lang);
    if (version === null) {
      await tx.judging.dropChoice(lang);
      const newest = await tx.judging.offered(lang, base);
      if (newest !== null) await switchTo(tx, actor.workspaceId, { lang, version: newest });
    } else {
      const there = await switchTo(tx, actor.workspaceId, { lang, version });
      if (there === null) throw new AppError('not_found', `There is no version ${version} in this language.`);
      if (version !== 0 && there.base !== base) {
        const says =
          'This version was made for earlier weights of the program. Make a new one; the corrections are all kept.';
        throw new AppError('transition_refused', says);
      }
      await tx.judging.choose({ lang, version, by: actor.userId, at: tx.at });
    }
    await tx.append([
      {
        type: 'team_model.activated',
        subject: 'judging',
        subjectId: actor.workspaceId,
        actorId: actor.userId,
        data: { lang, version },
      },
    ]);
  });
}

async function switchTo(
  tx: WorkTx,
  workspaceId: string,
  { lang, version }: { lang: string; version: number },
): Promise<{ base: string } | null> {
  const there = await tx.judging.activate(lang, version);
  if (there !== null) await goOn(tx, workspaceId, { lang, after: null });
  return there;
}
