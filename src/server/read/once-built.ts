// Queries for rows by their ids, built and planned once: either takes as long as reading the rows of a page.
import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { prepared } from '../../storage/prepared.ts';

/** Makes the query; `anyOfIds` is compared with a column, and the query has no other parameter. */
type Build<Row> = (
  trx: WorkspaceTransaction,
  anyOfIds: RawBuilder<string>,
) => { compile(): CompiledQuery<Row> };

/** Makes a reader of rows by id. Without ids nothing is asked. */
export function rowsByIds<Row>(
  build: Build<Row>,
): (trx: WorkspaceTransaction, ids: readonly string[]) => Promise<Row[]> {
  let text: string | undefined;
  return async (trx, ids) => {
    if (ids.length === 0) return [];
    text ??= prepared(textOf(build(trx, sql`any(${[]}::uuid[])`).compile(), 1));
    const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(text, [[...ids]]));
    return rows;
  };
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
      texts.get(found) ?? prepared(textOf(build(trx, sql`any(array(${find}))`).compile(), parameters.length));
    texts.set(found, text);
    const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]));
    return rows;
  };
}

function textOf({ sql: text, parameters }: CompiledQuery, expected: number): string {
  if (parameters.length === expected) return text;
  throw new Error(`a query by ids has ${parameters.length} parameters instead of ${expected}`);
}
