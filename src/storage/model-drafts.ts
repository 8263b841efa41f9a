// Drafts that a language model wrote, by the case they were asked for.
import type { WorkspaceTransaction } from './database.ts';

/** The newest count: nobody asks so often and sends the first of them. */
const mostCompared = 50;

/** Their words, newest first. */
export async function modelDraftsIn(
  trx: Pick<WorkspaceTransaction, 'selectFrom'>,
  caseId: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('model_draft')
    .select('text')
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(mostCompared)
    .execute();
  return rows.map(({ text }) => text);
}
