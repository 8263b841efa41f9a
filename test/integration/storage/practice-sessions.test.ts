// Which practice sessions are listed: the newest of each member, whatever the others did.
import { expect, test } from 'vitest';
import { inWorkspace, type WorkspaceTransaction } from '../../../src/storage/database.ts';
import { endSession, insertSession, sessionRows } from '../../../src/storage/practice-sessions.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { makeWorkspace, startedAt } from './work/fixture.ts';

const database = testDatabase();

test('the many sessions of one member hide no session of another, not even one that goes on', async () => {
  const { id: workspaceId, users } = await makeWorkspace(database().db);
  const begin = async (trx: WorkspaceTransaction, userId: string, hour: number): Promise<string> => {
    const at = new Date(Date.parse(startedAt) + hour * 3_600_000).toISOString();
    const id = newId();
    await insertSession(trx, { workspaceId, id, userId, at, runIds: [newId()] });
    return id;
  };
  await inWorkspace(database().db, workspaceId, async (trx) => {
    const own = await begin(trx, users.owner, 0);
    const others: string[] = [];
    for (let hour = 1; hour <= 4; hour += 1) {
      const id = await begin(trx, users.agent, hour);
      await endSession(trx, id, [], startedAt);
      others.unshift(id);
    }
    const listed = async (userId: string | null): Promise<string[]> =>
      (await sessionRows(trx, userId, 2)).map(({ id }) => id);
    expect(await listed(null)).toEqual([...others.slice(0, 2), own]);
    expect(await listed(users.owner)).toEqual([own]);
    expect(await listed(users.agent)).toEqual(others.slice(0, 2));
  });
});
