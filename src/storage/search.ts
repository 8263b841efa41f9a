// Asking for posts by the words in them, by the functions that may use the index (migrations/0007_search.sql).
import { sql } from 'kysely';
import { inCaseKey, type SearchQuestion } from '../domain/listening/search-text.ts';
import type { WorkspaceTransaction } from './database.ts';

/** The functions take this many keys. */
const keysAsked = 4;

/** As many as are asked for, the most telling first, repeated where there are fewer. */
function exactly(keys: readonly number[]): number[] {
  return Array.from({ length: keysAsked }, (_, at) => keys[at] ?? keys[0] ?? 0);
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
    select id from search.newest_posts(${likePatterns(question)}::text[], ${exactly(question.keys)}::int[],
      ${before}::uuid, ${limit}::int) as id`.execute(trx);
  return rows.map((row) => row.id);
}

/** For a query: ids of the cases with a post that contains every word, in no order. */
export function casesWith(question: SearchQuestion) {
  return sql<string>`(
    select case_post.case_id
    from search.posts_in_cases(${likePatterns(question)}::text[],
      ${exactly([inCaseKey, ...question.keys])}::int[]) as found (post_id)
    join case_post on case_post.workspace_id = (select current_workspace()) and case_post.post_id = found.post_id)`;
}

/** For a query over `support_case`: whether one of the case's posts contains every word. */
export function caseContains(question: SearchQuestion) {
  return sql<boolean>`exists (
    select from case_post join post_search using (workspace_id, post_id)
    where case_post.workspace_id = support_case.workspace_id and case_post.case_id = support_case.id
      and post_search.folded like all (${likePatterns(question)}::text[]))`;
}
