// Connected accounts as they are shown: with their limits, or the network's own where the account's are not known yet.
import type { AccountView } from '../../contract/views.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { ownHoursSchema } from '../../domain/hours/own-hours.ts';
import { accountRows, type AccountRow } from '../../storage/accounts.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { notFound } from '../../storage/versions.ts';
import { avatarAddress } from '../media/address.ts';
import type { NetworkPort } from '../ports.ts';

type Networks = ReadonlyMap<string, NetworkPort>;

/** Nothing can be said as an account whose network this program no longer speaks. */
const silent: NetworkManifest['limits'] = {
  post: { unit: 'graphemes', max: 0, maxBytes: 0 },
  dm: { unit: 'graphemes', max: 0, maxBytes: 0 },
  images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
};

function accountViewOf(row: AccountRow, networks: Networks, stored: unknown): AccountView {
  const limits = row.limits ?? networks.get(row.network)?.manifest.limits ?? silent;
  // The networks spoken so far cost nothing.
  const read = ownHoursSchema.safeParse(stored);
  return {
    ...row,
    ownHours: read.success ? read.data : null,
    avatarUrl: avatarAddress('accounts', row.id, row.avatarUrl),
    limits,
    spentUsd: 0,
  };
}

/** With `ids`, only those. */
export async function readAccountViews(
  trx: WorkspaceTransaction,
  nowMs: number,
  networks: Networks,
  ids?: readonly string[],
): Promise<AccountView[]> {
  const rows = await accountRows(trx, nowMs, ids);
  const hours = await trx.selectFrom('account_hours').select(['account_id', 'own_hours']).execute();
  const ownHours = new Map(hours.map((row) => [row.account_id, row.own_hours]));
  return rows.map((row) => accountViewOf(row, networks, ownHours.get(row.id) ?? null));
}

/** Errors: `not_found`. */
export async function readAccountView(
  trx: WorkspaceTransaction,
  nowMs: number,
  networks: Networks,
  id: string,
): Promise<AccountView> {
  const view = (await readAccountViews(trx, nowMs, networks, [id]))[0];
  if (view === undefined) throw notFound('account');
  return view;
}
