// What entries weigh because of how many people their posts reach: that changes while they wait.
import { sql } from 'kysely';
import { standingOf } from '../../domain/judgement/standing.ts';
import type { Reach } from '../../domain/judgement/weight.ts';
import { storableJson } from './json.ts';
import type { WorkScope } from './scope.ts';

/** What is known of how many people posts reach, by post id. */
export async function reachOf(
  { trx }: WorkScope,
  postIds: readonly string[],
): Promise<ReadonlyMap<string, Reach>> {
  const rows = await trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .select(['post.id', 'identity.followers', 'post.reposts'])
    .where('post.id', '=', sql<string>`any(${postIds}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, ...reach }) => [id, reach]));
}

/** Writes what those that wait weigh now; answers the ids of those that weighed something else, whose version is raised. */
export async function weighRows(scope: WorkScope, postIds: readonly string[]): Promise<string[]> {
  if (postIds.length === 0) return [];
  const { trx } = scope;
  const locked = await trx
    .selectFrom('inbound_ledger')
    .select(['post_id as postId', 'origin', 'judgements', 'weight'])
    .where('post_id', '=', sql<string>`any(${postIds}::uuid[])`)
    .where('state', 'in', ['waiting', 'later'])
    .orderBy('post_id')
    .forNoKeyUpdate()
    .execute();
  if (locked.length === 0) return [];
  const reach = await reachOf(
    scope,
    locked.map(({ postId }) => postId),
  );
  const changed = locked.flatMap(({ postId, origin, judgements, weight: before }) => {
    const { weight } = standingOf(judgements, origin, reach.get(postId));
    return weight === before ? [] : [{ postId, weight }];
  });
  if (changed.length === 0) return [];
  await sql`
    update inbound_ledger as l set weight = w.weight, version = l.version + 1
    from json_to_recordset(${storableJson(changed)}::json) as w ("postId" uuid, weight smallint)
    where l.post_id = w."postId"`.execute(trx);
  return changed.map(({ postId }) => postId);
}

/** Of one author with ever so many, the newest. */
const mostOfAuthors = 500;

/** The posts of these authors whose entries wait, newest first. */
export async function waitingBy({ trx }: WorkScope, identityIds: readonly string[]): Promise<string[]> {
  if (identityIds.length === 0) return [];
  const rows = await trx
    .selectFrom('post')
    .innerJoin('inbound_ledger as entry', (join) =>
      join.onRef('entry.workspace_id', '=', 'post.workspace_id').onRef('entry.post_id', '=', 'post.id'),
    )
    .select('post.id')
    .where('post.identity_id', '=', sql<string>`any(${identityIds}::uuid[])`)
    .where('entry.state', 'in', ['waiting', 'later'])
    .orderBy('post.id', 'desc')
    .limit(mostOfAuthors)
    .execute();
  return rows.map((row) => row.id);
}
