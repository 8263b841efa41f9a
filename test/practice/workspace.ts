// A workspace for tests of the practice network.
import { randomUUID } from 'node:crypto';
import { inWorkspace } from '../../src/storage/database.ts';
import { insertWorkspace } from '../../src/storage/workspace.ts';
import type { TestDatabase } from '../harness/database.ts';

/** Makes an empty workspace and returns its id. */
export async function makeWorkspace(database: TestDatabase): Promise<string> {
  const workspaceId = randomUUID();
  const at = new Date().toISOString();
  await inWorkspace(database.db, workspaceId, (trx) =>
    insertWorkspace(
      trx,
      { workspaceId, actorId: null, at },
      { name: 'Minamo', slug: `minamo-${workspaceId.slice(0, 8)}`, settings: {} },
    ),
  );
  return workspaceId;
}
