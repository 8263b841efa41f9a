// Queries for rows by their ids, built and planned once: either takes as long as reading the rows of a page.
import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { prepared } from '../../storage/prepared.ts';

/** Makes the query: for the rows whose ids are `ofFound`. It has no parameter. */
type Build<Row> = (trx: WorkspaceTransaction) => { compile(): CompiledQuery<Row> };

/** What a column is compared with, as often as the query wants. */
export const ofFound: RawBuilder<string> = sql`any(array(select id from found))`;

/** Makes a reader of rows by id. Without ids nothing is asked. */
export function rowsByIds<Row>(
  build: Build<Row>,
): (trx: WorkspaceTransaction, ids: readonly string[]) => Promise<Row[]> {
  const rowsOf = rowsOfFound(build);
  return async (trx, ids) =>
    ids.length === 0 ? [] : rowsOf(trx, sql<{ id: string }>`select unnest(${[...ids]}::uuid[]) as id`);
}

/**
 * Makes a reader of the rows whose ids another query finds, in one round trip. That query comes in few texts, each worth
 * preparing (`storage/prepared.ts`).
 */
export function rowsOfFound<Row>(
  build: Build<Row>,
): (trx: WorkspaceTransaction, find: RawBuilder<{ id: string }>) => Promise<Row[]> {
  const texts = new Map<string, string>();
  return async (trx, find) => {
    const { sql: found, parameters } = find.compile(trx);
    const text =
      texts.get(found) ?? prepared(`with found as materialized (${found}) ${textOf(build(trx).compile())}`);
    texts.set(found, text);
    const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]));
    return rows;
  };
}

function textOf({ sql: text, parameters }: CompiledQuery): string {
  if (parameters.length === 0) return text;
  throw new Error(`a query for rows of found ids has ${parameters.length} parameters instead of none`);
}
