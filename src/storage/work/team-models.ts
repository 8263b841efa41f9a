// Versions of a workspace's own models: kept with their figures, one of a language active at most.
import { sql } from 'kysely';
import type { Figure } from '../../domain/judgement/team/make.ts';
import type { WorkScope } from './scope.ts';

export interface ActiveModel {
  lang: string;
  version: number;
  base: string;
  weights: Uint8Array;
}

interface ChosenVersion {
  lang: string;
  version: number;
  by: { id: string; name: string } | null;
  at: string;
}

interface Choice {
  lang: string;
  version: number;
  by: string | null;
  at: string;
}

interface LastLearnt {
  version: number;
  corrections: number;
  at: string;
}

export interface TeamModelRecord extends Omit<ActiveModel, 'version'> {
  madeBy: string | null;
  learntFrom: number;
  heldBack: number;
  tookMs: number;
  isRefitted: boolean;
  figures: Figure[];
  otherwise: { count: number; of: number };
}

/** Of a language. Some can be returned to, and the rest would only grow. */
export const mostVersions = 20;
/** From reading what was said until the version is kept, turns of other workspaces included. */
const mostMakingMs = 900_000;

export function createTeamModelStore(scope: WorkScope) {
  const { trx } = scope;
  return {
    async activeKey(): Promise<string> {
      const { rows } = await sql<{ key: string }>`
        select coalesce(string_agg(lang || ' ' || version, ',' order by lang), '') as key
        from team_model where state = 'active'`.execute(trx);
      return rows[0]?.key ?? '';
    },
    active: (): Promise<ActiveModel[]> =>
      trx
        .selectFrom('team_model')
        .select(['lang', 'version', 'base', 'weights'])
        .where('state', '=', 'active')
        .orderBy('lang')
        .execute(),
    activeVersions: (): Promise<Omit<ActiveModel, 'weights'>[]> =>
      trx
        .selectFrom('team_model')
        .select(['lang', 'version', 'base'])
        .where('state', '=', 'active')
        .orderBy('lang')
        .execute(),
    async weightsOf(lang: string, version: number): Promise<Uint8Array | null> {
      const row = await trx
        .selectFrom('team_model')
        .select('weights')
        .where('lang', '=', lang)
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.weights ?? null;
    },
    async lastLearnt(lang: string, base: string): Promise<LastLearnt | null> {
      const row = await trx
        .selectFrom('team_model')
        .select(['version', 'learnt_from', 'held_back', 'made_at'])
        .where('lang', '=', lang)
        .where('base', '=', base)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return null;
      const at = new Date(Date.parse(row.made_at) - mostMakingMs).toISOString();
      return { version: row.version, corrections: row.learnt_from + row.held_back, at };
    },
    async lockModels(lang: string): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`team model ${scope.workspaceId} ${lang}`}, 0))`.execute(
        trx,
      );
    },
    async choices(): Promise<ChosenVersion[]> {
      const rows = await trx
        .selectFrom('team_model_choice as choice')
        .leftJoin('app_user', 'app_user.id', 'choice.chosen_by')
        .select(['choice.lang', 'choice.version', 'choice.chosen_at as at', 'app_user.id', 'app_user.name'])
        .orderBy('choice.lang')
        .execute();
      return rows.map(({ id, name, ...row }) => ({
        ...row,
        by: id === null || name === null ? null : { id, name },
      }));
    },
    async choose({ lang, version, by, at }: Choice): Promise<void> {
      const now = { version, chosen_by: by, chosen_at: at };
      await trx
        .insertInto('team_model_choice')
        .values({ workspace_id: scope.workspaceId, lang, ...now })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'lang']).doUpdateSet(now))
        .execute();
    },
    async dropChoice(lang: string): Promise<void> {
      await trx.deleteFrom('team_model_choice').where('lang', '=', lang).execute();
    },
    async offer(lang: string, version: number): Promise<void> {
      await trx
        .updateTable('team_model')
        .set({ state: 'offered' })
        .where('lang', '=', lang)
        .where('version', '=', version)
        .execute();
    },
    async offered(lang: string, base: string): Promise<number | null> {
      const row = await trx
        .selectFrom('team_model')
        .select((select) => select.fn.max('version').as('version'))
        .where('lang', '=', lang)
        .where('base', '=', base)
        .where('state', '=', 'offered')
        .executeTakeFirst();
      return row?.version ?? null;
    },
    insertModel: (model: TeamModelRecord) => insertModel(scope, model),
    activate: (lang: string, version: number) => activate(scope, lang, version),
  };
}

async function insertModel(scope: WorkScope, model: TeamModelRecord): Promise<number> {
  const { trx, workspaceId, at } = scope;
  const { lang, base, weights, figures, otherwise } = model;
  const last = await trx
    .selectFrom('team_model')
    .select((select) => select.fn.max('version').as('version'))
    .where('lang', '=', lang)
    .executeTakeFirst();
  const version = (last?.version ?? 0) + 1;
  await trx
    .insertInto('team_model')
    .values({
      workspace_id: workspaceId,
      lang,
      version,
      state: 'candidate',
      made_at: at,
      made_by: model.madeBy,
      base,
      learnt_from: model.learntFrom,
      held_back: model.heldBack,
      took_ms: model.tookMs,
      is_refitted: model.isRefitted,
      figures: JSON.stringify(figures),
      otherwise: JSON.stringify(otherwise),
      weights: Buffer.from(weights),
    })
    .execute();
  await trx
    .deleteFrom('team_model')
    .where('lang', '=', lang)
    .where('state', '<>', 'active')
    .where('version', '<=', version - mostVersions)
    .execute();
  return version;
}

async function activate({ trx }: WorkScope, lang: string, version: number): Promise<{ base: string } | null> {
  const row = await trx
    .selectFrom('team_model')
    .select('base')
    .where('lang', '=', lang)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined && version !== 0) return null;
  // First the one that judged until now, because two may not be active at any moment.
  await trx
    .updateTable('team_model')
    .set({ state: 'kept' })
    .where('lang', '=', lang)
    .where('state', '=', 'active')
    .where('version', '<>', version)
    .execute();
  // What was offered before a newer one judges waits for nobody any more.
  await trx
    .updateTable('team_model')
    .set({ state: 'kept' })
    .where('lang', '=', lang)
    .where('state', '=', 'offered')
    .where('version', '<', version)
    .execute();
  await trx
    .updateTable('team_model')
    .set({ state: 'active' })
    .where('lang', '=', lang)
    .where('version', '=', version)
    .execute();
  return row ?? { base: '' };
}
