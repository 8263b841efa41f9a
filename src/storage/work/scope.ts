// What every store of a transaction shares: the transaction, its workspace, its time and its source of ids.
import type { WorkspaceTransaction } from '../database.ts';

export interface WorkScope {
  trx: WorkspaceTransaction;
  workspaceId: string;
  /** UUIDv7. */
  newId(): string;
  /** The time of the transaction's work, ISO 8601 UTC. */
  at: string;
}
