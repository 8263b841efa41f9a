// Asking for posts by the words in them, by the functions that may use the index (migrations/0007_search.sql).
import { sql, type RawBuilder } from 'kysely';
import { inCaseKey, type SearchQuestion } from '../domain/listening/search-text.ts';
import type { WorkspaceTransaction } from './database.ts';

/** More keys would take longer to look up than what they rule out takes to compare. */
const mostKeys = 12;

function fewKeys(keys: readonly number[]): number[] {
  return keys.slice(0, mostKeys);
}

function likePatterns(question: SearchQuestion): string[] {
  return question.patterns.map((pattern) => `%${pattern}%`);
}

/** Ids of the newest `limit` posts that contain every word, newest first, before the post `before` where given. */
export async function newestPostsWith(
  trx: WorkspaceTransaction,
  question: SearchQuestion,
  { before, limit }: { before: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from search.newest_posts(${likePatterns(question)}::text[], ${fewKeys(question.keys)}::int[],
      ${before}::uuid, ${limit}::int) as id`.execute(trx);
  return rows.map((row) => row.id);
}

/** A query for the ids of the cases with a post that contains every word, as often as there are such posts. */
export function casesWith(question: SearchQuestion): RawBuilder<{ case_id: string }> {
  return sql`
    select case_post.case_id
    from search.posts_in_cases(${likePatterns(question)}::text[],
      ${fewKeys([inCaseKey, ...question.keys])}::int[]) as found (post_id)
    join case_post on case_post.workspace_id = (select current_workspace()) and case_post.post_id = found.post_id`;
}

/** A condition: one of the case's posts contains every word. */
export function caseContains(question: SearchQuestion, caseId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select from case_post join post_search using (workspace_id, post_id)
    where case_post.case_id = ${caseId} and post_search.folded like all (${likePatterns(question)}::text[]))`;
}
