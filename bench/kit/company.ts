// A company that has listened for a month: its posts, candidates, ledger and cases, poured straight into the tables.
import type pg from 'pg';
import { withClient } from '../../src/storage/client.ts';
import { fillCases, planCases } from './company-cases.ts';
import { fillPosts, fillWindow } from './company-posts.ts';
import { copyRows } from './copy.ts';
import { idAt, monthMs } from './ids.ts';
import { seeded } from './posts.ts';

export interface Company {
  workspaceId: string;
  userIds: string[];
  brandIds: string[];
  monitorIds: string[];
  /** Ours, by network. */
  accounts: Record<string, string>;
}

export interface CompanySize {
  posts: number;
  candidates: number;
  cases: number;
  /** Posts in the window for dry runs. */
  window: number;
}

const networks = ['bluesky', 'bluesky', 'bluesky', 'mastodon'] as const;
const agents = 8;

/**
 * Fills an empty, migrated database. `adminUrl` must be a superuser's: checks and triggers are off while it writes, and
 * the two large indexes are built afterwards.
 */
export async function fillCompany(adminUrl: string, size: CompanySize, nowMs: number): Promise<Company> {
  return withClient(adminUrl, async (client) => {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    const random = seeded(20_261_121);
    const company = await people(client, nowMs);
    const authors = await identities(client, company, Math.max(100, Math.floor(size.posts / 25)), nowMs);
    const indexes = await dropLargeIndexes(client);
    const cases = planCases(size, authors.length, random, nowMs);
    await fillPosts(client, company, { size, authors, cases, random, nowMs });
    await fillCases(client, company, { authors, cases, random });
    await fillWindow(client, company, { count: size.window, random, nowMs });
    for (const index of indexes) await client.query(index);
    await client.query(
      `insert into ledger_tally (workspace_id, day, state, change)
       select workspace_id, (entered_at at time zone 'UTC')::date, tally_state(state, priority), count(*) from inbound_ledger group by 1, 2, 3`,
    );
    for (const [tally, place] of [
      ['heard_tally', 'post'],
      ['window_tally', 'window_post'],
    ]) {
      const others =
        place === 'post' ? `where account_id is null and deleted_at is null and visibility = 'public'` : '';
      await client.query(
        `insert into ${tally} (workspace_id, quarter, seen_quarter, id, change) overriding system value
         select workspace_id, heard_quarter(id), extract(epoch from date_bin('15 minutes', seen_at, 'epoch')) / 900, 0, count(*)
         from ${place} ${others} group by 1, 2, 3`,
      );
    }
    await client.query('vacuum (analyze)');
    return company;
  });
}

async function dropLargeIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; is: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as is from pg_index
     where indexrelid in ('post_search_keys'::regclass, 'inbound_ledger_facets'::regclass)`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ is }) => is);
}

async function people(client: pg.Client, nowMs: number): Promise<Company> {
  const id = (): string => idAt(nowMs - monthMs);
  const company = {
    workspaceId: id(),
    userIds: Array.from({ length: agents }, id),
    brandIds: [id(), id(), id()],
    monitorIds: Array.from({ length: 12 }, id),
    accounts: { bluesky: id(), mastodon: id() },
  };
  const { workspaceId: workspace_id, userIds, brandIds, monitorIds } = company;
  await copyRows(client, 'workspace', [{ id: workspace_id, name: 'Bench', slug: workspace_id }]);
  await copyRows(
    client,
    'app_user',
    userIds.map((id, at) => ({ id, email: `${id}@example.org`, name: `Agent ${at}`, password_hash: '' })),
  );
  await copyRows(
    client,
    'membership',
    userIds.map((user_id) => ({ workspace_id, user_id, role: 'agent' })),
  );
  await copyRows(
    client,
    'brand',
    brandIds.map((id, at) => ({ workspace_id, id, name: `Brand ${at}` })),
  );
  const monitors = monitorIds.map((id, at) => {
    const brand_id = brandIds[at % brandIds.length] ?? null;
    return { workspace_id, id, brand_id, name: `Monitor ${at}`, query: 'x' };
  });
  await copyRows(client, 'monitor', monitors);
  const accounts = Object.entries(company.accounts).map(([network, id]) => {
    const us = { server: 'example.org', native_id: 'us', handle: 'us.example.org' };
    return { workspace_id, id, brand_id: brandIds[0] ?? null, network, ...us };
  });
  await copyRows(client, 'account', accounts);
  return company;
}

export interface SeedAuthor {
  id: string;
  nativeId: string;
  network: string;
  /** Null where the network has not said. */
  followers: number | null;
}

async function identities(
  client: pg.Client,
  { workspaceId: workspace_id }: Company,
  count: number,
  nowMs: number,
): Promise<SeedAuthor[]> {
  const first_seen_at = new Date(nowMs - monthMs).toISOString();
  const random = seeded(20_261_122);
  const authors = Array.from({ length: count }, (_, nth): SeedAuthor => {
    const id = idAt(nowMs - monthMs);
    // Half are followed by fewer than 150, one in a hundred by more than 25,000; of a third nothing is known.
    const followers = random() < 1 / 3 ? null : Math.floor(150 * 10 ** (normal(random) * 0.95));
    return {
      id,
      nativeId: `did:plc:${id}`,
      network: networks[nth % networks.length] ?? 'bluesky',
      followers,
    };
  });
  const rows = authors.map(({ id, nativeId: native_id, network, followers }, nth) => {
    const profile = {
      handle: `person${nth}.example.org`,
      display_name: `Person ${nth}`,
      avatar_url: `https://cdn.example.org/avatar/${id}/large`,
      bio: 'Likes coffee, trains and quiet rooms.',
    };
    return { workspace_id, id, network, native_id, ...profile, followers, first_seen_at };
  });
  await copyRows(client, 'identity', rows);
  return authors;
}

/** About a draw from the normal distribution of mean 0 and deviation 1. */
function normal(random: () => number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random();
  return sum;
}
