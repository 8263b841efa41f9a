// Drafts that a language model wrote, by the case they were asked for, and the newest of all.
import type { WorkspaceTransaction } from './database.ts';
import { uuidFloor } from './uuid.ts';

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

/** Across cases: what was written longer ago, or before so many others, nobody has at hand. */
const lateDays = 30;
const mostLate = 100;

/** The words of the newest in the workspace. `at`: ISO 8601. */
export async function lateModelDrafts(
  trx: Pick<WorkspaceTransaction, 'selectFrom'>,
  at: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('model_draft')
    .select('text')
    .where('id', '>=', uuidFloor(Date.parse(at) - lateDays * 24 * 3_600_000))
    .orderBy('id', 'desc')
    .limit(mostLate)
    .execute();
  return rows.map(({ text }) => text);
}
