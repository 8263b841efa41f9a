// The exports port of the command line, over storage.
import type { ExportKind, ExportsPort } from '../../cli/ports.ts';
import { exportColumns, exportRows } from '../../storage/exports.ts';
import { allWorkspaces } from '../../storage/user-admin.ts';
import type { Config } from '../config.ts';
import { expectDatabase, reachDatabase } from './database.ts';
import { noWorkspace, onlyWorkspace, pickWorkspace } from './users.ts';

/** Makes the port. */
export function createExports(config: Pick<Config, 'dataDir' | 'databaseUrl'>): ExportsPort {
  return {
    columns: exportColumns,
    async *rows(kind: ExportKind, { workspace: wanted, since, unmasked }) {
      expectDatabase(config);
      const reached = await reachDatabase(config);
      try {
        const { db } = reached.open();
        const all = await allWorkspaces(db);
        const workspace = wanted === null ? onlyWorkspace(all) : pickWorkspace(all, wanted);
        if (workspace === null) throw noWorkspace(all, wanted ?? '');
        const at = new Date().toISOString();
        yield* exportRows(db, { kind, workspaceId: workspace.id, since, unmasked, at });
      } finally {
        await reached.close();
      }
    },
  };
}
