// Help articles as they are offered where somebody asks what they answer: none that was put away, none whose address is gone.
import { sql } from 'kysely';
import { articleLimits } from '../domain/drafting/find-articles.ts';
import type { WorkspaceTransaction } from './database.ts';

/** Another one after any change of those in use, and of what is there. */
export async function articleStamp(trx: WorkspaceTransaction): Promise<string> {
  const { count, last, gone } = await trx
    .selectFrom('article')
    .select([
      sql<number>`count(*)::int`.as('count'),
      // By versions too: who began first may have committed last.
      sql<string | null>`max(changed_at)::text || ' ' || sum(version)::text`.as('last'),
      sql<string | null>`max(gone_at)::text || ' ' || count(gone_at)::text`.as('gone'),
    ])
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow();
  return `${String(count)} ${last ?? ''} ${gone ?? ''}`;
}

/** What those answer that are in use and there. */
export function articleTexts(trx: WorkspaceTransaction) {
  return trx
    .selectFrom('article')
    .select(['id', 'title', 'text', 'lang', 'brand_id as brandId'])
    .where('archived_at', 'is', null)
    .where('gone_at', 'is', null)
    .orderBy('id')
    .limit(articleLimits.count)
    .execute();
}

export interface OfferedArticle {
  id: string;
  title: string;
  url: string;
  text: string;
  lang: string | null;
}

/** Of these, those that may be offered now, by id. */
export async function articlesToOffer(
  trx: WorkspaceTransaction,
  ids: readonly string[],
): Promise<Map<string, OfferedArticle>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('article')
    .select(['id', 'title', 'url', 'text', 'lang'])
    .where('id', 'in', ids)
    .where('archived_at', 'is', null)
    .where('gone_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
