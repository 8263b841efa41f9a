// What replies begin with, as the stages need it: the texts that hold for an account, and what was made of them.
import type { StartingPoint, StartingPointKind } from '../../domain/drafting/starting-point.ts';
import type { WorkScope } from './scope.ts';

/** What nobody used for so long that others push it out, no reply is compared with. */
const mostTemplates = 100;

export interface StartingPointUse extends StartingPoint {
  kept: number;
  own: number;
}

export function createDraftingStore(scope: WorkScope) {
  return {
    templates: (account: { id: string; brandId: string | null }) => templates(scope, account),
    beginnings: (begunWith: readonly StartingPoint[]) => beginnings(scope, begunWith),
    keepUses: (outboundId: string, uses: readonly StartingPointUse[]) => keepUses(scope, outboundId, uses),
  };
}

/** Texts of the snippets for an account, those that were used last first. */
async function templates(
  { trx }: WorkScope,
  account: { id: string; brandId: string | null },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('snippet')
    .select('text')
    .where('archived_at', 'is', null)
    .where((where) => where.or([where('account_id', 'is', null), where('account_id', '=', account.id)]))
    .where((where) =>
      account.brandId === null
        ? where('brand_id', 'is', null)
        : where.or([where('brand_id', 'is', null), where('brand_id', '=', account.brandId)]),
    )
    .orderBy('used_at', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(mostTemplates)
    .execute();
  return rows.map(({ text }) => text);
}

/** The texts of those that are there. */
async function beginnings(
  { trx }: WorkScope,
  begunWith: readonly StartingPoint[],
): Promise<(StartingPoint & { text: string })[]> {
  const idsOf = (wanted: StartingPointKind): string[] =>
    begunWith.flatMap(({ kind, id }) => (kind === wanted ? [id] : []));
  const [snippets, answers] = [idsOf('snippet'), idsOf('answer')];
  const found: (StartingPoint & { text: string })[] = [];
  if (snippets.length > 0) {
    const rows = await trx.selectFrom('snippet').select(['id', 'text']).where('id', 'in', snippets).execute();
    found.push(...rows.map((row) => ({ kind: 'snippet' as const, ...row })));
  }
  if (answers.length > 0) {
    const rows = await trx
      .selectFrom('outbound')
      .select(['id', 'text'])
      .where('id', 'in', answers)
      .where('visibility', '=', 'public')
      .execute();
    found.push(...rows.map((row) => ({ kind: 'answer' as const, ...row })));
  }
  return found;
}

async function keepUses(
  { trx, workspaceId, at }: WorkScope,
  outboundId: string,
  uses: readonly StartingPointUse[],
): Promise<void> {
  if (uses.length === 0) return;
  const rows = uses.map(({ kind, id, kept, own }) => ({
    workspace_id: workspaceId,
    outbound_id: outboundId,
    kind,
    source_id: id,
    kept,
    own,
    used_at: at,
  }));
  await trx.insertInto('starting_point_use').values(rows).execute();
  const ids = uses.flatMap(({ kind, id }) => (kind === 'snippet' ? [id] : []));
  if (ids.length === 0) return;
  await trx.updateTable('snippet').set({ used_at: at }).where('id', 'in', ids).execute();
}
