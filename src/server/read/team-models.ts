// The versions of a workspace's own models as they are shown: what they were made from, and how good they were before and after.
import { sql } from 'kysely';
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { readJudging } from '../../contract/endpoints/judging.ts';
import type { Figure } from '../../domain/judgement/team/make.ts';
import { wilson } from '../../domain/listening/advice/precision.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';

export type TeamModelView = ReplyOf<typeof readJudging>['models'][number];

/** Newest first, by language; the built-in ones last. `bases` are the built-in weights' SHA-256, by language. */
export async function teamModelViews(
  trx: WorkspaceTransaction,
  bases: ReadonlyMap<string, string>,
): Promise<TeamModelView[]> {
  const rows = await trx
    .selectFrom('team_model')
    .leftJoin('app_user', 'app_user.id', 'team_model.made_by')
    .select([
      'team_model.lang',
      'team_model.version',
      'team_model.state',
      'team_model.made_at as madeAt',
      'team_model.base',
      'team_model.learnt_from as learntFrom',
      'team_model.held_back as heldBack',
      'team_model.took_ms as tookMs',
      'team_model.is_refitted as isRefitted',
      'team_model.figures',
      'team_model.otherwise',
      sql<number>`octet_length(team_model.weights)`.as('bytes'),
      'app_user.id as userId',
      'app_user.name',
    ])
    .orderBy('team_model.lang')
    .orderBy('team_model.version', 'desc')
    .execute();
  const learnt = rows.map(({ userId, name, base, figures, ...row }): TeamModelView => ({
    ...row,
    state: bases.get(row.lang) === base ? row.state : 'outdated',
    madeBy: userId === null || name === null ? null : { id: userId, name },
    figures: figures.flatMap(figureOf),
  }));
  const builtIn = [...bases.keys()].map((lang) => builtInView(lang, learnt));
  return [...learnt, ...builtIn];
}

function figureOf({ kind, of, builtIn, before, after }: Figure): TeamModelView['figures'] {
  const shares = { builtIn: wilson(builtIn, of), before: wilson(before, of), after: wilson(after, of) };
  if (shares.builtIn === null || shares.before === null || shares.after === null) return [];
  return [{ kind, of, builtIn: shares.builtIn, before: shares.before, after: shares.after }];
}

/** It judges wherever no other does. */
function builtInView(lang: string, learnt: readonly TeamModelView[]): TeamModelView {
  const isActive = !learnt.some((one) => one.lang === lang && one.state === 'active');
  return {
    lang,
    version: 0,
    state: isActive ? 'active' : 'kept',
    madeAt: null,
    madeBy: null,
    learntFrom: 0,
    heldBack: 0,
    bytes: 0,
    tookMs: 0,
    isRefitted: false,
    figures: [],
    otherwise: { count: 0, of: 0 },
  };
}
