// Connected accounts as they are shown: with their limits, or the network's own where the account's are not known yet.
import type { AccountView } from '../../contract/views.ts';
import type { NetworkManifest, Prices } from '../../domain/post/manifest.ts';
import { costOfPost, SHARES, shortFor, type MicroUsd, type SpendState } from '../../domain/post/prices.ts';
import { ownHoursSchema } from '../../domain/hours/own-hours.ts';
import { accountRows, type AccountRow } from '../../storage/accounts.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { spendStates } from '../../storage/spending.ts';
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

const usd = (micro: MicroUsd): number => micro / 1_000_000;

function spendingView(state: SpendState, prices: Prices): NonNullable<AccountView['spending']> {
  const { spent, budget } = state;
  const cost = costOfPost(prices);
  return {
    todayUsd: usd(spent.day),
    monthUsd: usd(spent.month),
    dailyBudgetUsd: usd(budget.day),
    monthlyBudgetUsd: usd(budget.month),
    listeningStopped: shortFor(state, { cost, share: SHARES.listening }),
    readingStopped: shortFor(state, { cost, share: SHARES.reading }),
  };
}

interface Known {
  hours: unknown;
  spend: SpendState | undefined;
}

function accountViewOf(row: AccountRow, networks: Networks, { hours: stored, spend }: Known): AccountView {
  const manifest = networks.get(row.network)?.manifest;
  const limits = row.limits ?? manifest?.limits ?? silent;
  const read = ownHoursSchema.safeParse(stored);
  return {
    ...row,
    ownHours: read.success ? read.data : null,
    avatarUrl: avatarAddress('accounts', row.id, row.avatarUrl),
    limits,
    spending:
      manifest?.prices === undefined || spend === undefined ? null : spendingView(spend, manifest.prices),
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
  const spent = await spendStates(trx, nowMs, ids);
  return rows.map((row) =>
    accountViewOf(row, networks, { hours: ownHours.get(row.id) ?? null, spend: spent.get(row.id) }),
  );
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
