// Learning from the team as use cases: correcting by src/pipeline, reading by src/server/read; handlers call these.
import type { Kysely } from 'kysely';
import type { ReplyOf } from '../contract/endpoint.ts';
import type { readJudging } from '../contract/endpoints/judging.ts';
import { AppError } from '../domain/errors.ts';
import { leastByHand, missingUntilNext } from '../domain/judgement/team/taught.ts';
import { settingsFrom } from '../domain/workspace/settings.ts';
import { correctJudgement } from '../pipeline/correct.ts';
import type { JudgeStage } from '../pipeline/judge.ts';
import { activateModel, askToLearn, chosenNow } from '../pipeline/learn.ts';
import type { InWorkspace, WorkTx } from '../pipeline/ports.ts';
import { readInWorkspace } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';
import { readWorkspaceRow } from '../storage/workspace.ts';
import type { JudgingUseCases } from './ports.ts';
import { correctionViews, decisionFigures, judgementFigures } from './read/judging.ts';
import { ledgerRows } from './read/ledger.ts';
import { teamModelViews } from './read/team-models.ts';
import { findUncertain } from './uncertain.ts';

export interface JudgingDeps {
  db: Kysely<Database>;
  inWorkspace: InWorkspace;
  /** The models are read when somebody first asks for them. */
  loadJudging(): Promise<JudgeStage>;
  now(): number;
}

type Training = ReplyOf<typeof readJudging>['training'][number];

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Makes the use cases. */
export function createJudgingUseCases({ db, inWorkspace, loadJudging, now }: JudgingDeps): JudgingUseCases {
  const deps = async () => ({ inWorkspace, judging: await loadJudging() });
  const corrected = (workspaceId: string, postId: string) =>
    readInWorkspace(db, workspaceId, async (trx) => {
      const [entry] = await ledgerRows(trx, [postId]);
      if (entry === undefined) throw new AppError('not_found', 'There is no such entry in the ledger.');
      return { entry, corrections: await correctionViews(trx, postId) };
    });
  return {
    async correctJudgement(actor, { params, body }) {
      await correctJudgement(await deps(), actor, params.id, { kind: params.kind, ...body });
      return corrected(actor.workspaceId, params.id);
    },
    async readCorrections(actor, { params }) {
      const { corrections } = await corrected(actor.workspaceId, params.id);
      return { corrections };
    },
    async listUncertain({ workspaceId }, { query }) {
      const entriesOf = (id: string, ids: readonly string[]) =>
        readInWorkspace(db, id, (trx) => ledgerRows(trx, ids));
      return findUncertain({ ...(await deps()), entriesOf }, workspaceId, query);
    },
    async readJudging({ workspaceId }, { query }) {
      const { bases } = await loadJudging();
      const training = await inWorkspace(workspaceId, (tx) => trainingOf(tx, bases));
      return readInWorkspace(db, workspaceId, async (trx) => {
        const { timeZone } = settingsFrom((await readWorkspaceRow(trx, workspaceId)).settings);
        const span = { sinceMs: now() - query.weeks * weekMs, lang: query.lang ?? null, timeZone };
        return {
          judgements: await judgementFigures(trx, span),
          decisions: await decisionFigures(trx, span),
          training,
          models: await teamModelViews(trx, bases),
        };
      });
    },
    async trainTeamModel(actor, { body }) {
      const { judging } = await deps();
      await askToLearn({ inWorkspace, judging }, actor, body.lang);
      const training = await inWorkspace(actor.workspaceId, (tx) => trainingOf(tx, judging.bases));
      const mine = training.find(({ lang }) => lang === body.lang);
      if (mine === undefined) throw new AppError('not_found', 'There is no model for that language.');
      return mine;
    },
    async activateTeamModel(actor, { params, body }) {
      const { judging } = await deps();
      await activateModel({ inWorkspace, judging }, actor, { lang: params.lang, version: body.version });
      return readInWorkspace(db, actor.workspaceId, async (trx) => ({
        models: await teamModelViews(trx, judging.bases),
      }));
    },
  };
}

/** Of every language that can be learnt; those with most corrections first. */
async function trainingOf(tx: WorkTx, bases: ReadonlyMap<string, string>): Promise<Training[]> {
  const counts = await tx.judging.learnable();
  const active = await tx.judging.activeVersions();
  const choices = await tx.judging.choices();
  const rows: Training[] = [];
  for (const [lang, base] of bases) {
    const corrections = counts.get(lang) ?? 0;
    const atLast = (await tx.judging.lastLearnt(lang, base))?.corrections ?? null;
    const judges = active.find((one) => one.lang === lang);
    const chosen = chosenNow(choices, judges, { lang, base });
    rows.push({
      lang,
      corrections,
      fresh: Math.max(0, corrections - (atLast ?? 0)),
      missing: missingUntilNext(corrections, atLast),
      canTrain: corrections >= leastByHand,
      active: judges?.base === base ? judges.version : 0,
      chosen: chosen === null ? null : { version: chosen.version, by: chosen.by, at: chosen.at },
    });
  }
  return rows.toSorted((a, b) => b.corrections - a.corrections || (a.lang < b.lang ? -1 : 1));
}
