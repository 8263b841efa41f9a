// The hours that hold for an account in a transaction.
import { holdingHours, type HoldingHours } from '../domain/hours/own-hours.ts';
import type { WorkTx } from './ports.ts';

/** The account's own where it has some, otherwise the workspace's; null where they cannot be read. */
export async function hoursOf(tx: WorkTx, accountId: string | null): Promise<HoldingHours | null> {
  const { timeZone, businessHours } = await tx.workspace.settings();
  const workspace = { timeZone, businessHours };
  const stored = accountId === null ? null : await tx.hours.of(accountId);
  const hours = holdingHours(stored?.ownHours ?? null, workspace);
  return 'fault' in hours ? null : hours;
}
