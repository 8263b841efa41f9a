// Queries for rows by their ids, built and planned once: either takes as long as reading the rows of a page.
import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { prepared } from '../../storage/prepared.ts';

type Built<Row> = { compile(): CompiledQuery<Row> };

/**
 * Makes a reader of rows by id. `build` compares a column with what it is given, which stands for "any of the ids",
 * and uses no other parameter. Without ids nothing is asked.
 */
export function rowsByIds<Row>(
  build: (trx: WorkspaceTransaction, anyOfIds: RawBuilder<string>) => Built<Row>,
): (trx: WorkspaceTransaction, ids: readonly string[]) => Promise<Row[]> {
  let text: string | undefined;
  return async (trx, ids) => {
    if (ids.length === 0) return [];
    text ??= prepared(textOf(build(trx, sql`any(${[]}::uuid[])`).compile()));
    const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(text, [[...ids]]));
    return rows;
  };
}

function textOf({ sql: text, parameters }: CompiledQuery): string {
  if (parameters.length === 1) return text;
  throw new Error(`a query by ids has ${parameters.length} parameters instead of the ids alone`);
}
