// The workspace as the stages see it: settings, active monitors, and who is there to work.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { may } from '../../domain/access/policy.ts';
import type { MonitorToMatch } from '../../domain/listening/matcher.ts';
import { settingsFrom, type WorkspaceSettings } from '../../domain/workspace/settings.ts';
import { notFound } from '../versions.ts';
import type { WorkScope } from './scope.ts';

export type ActiveMonitor = MonitorToMatch & { brandId: string | null };

export interface MemberRecord {
  userId: string;
  onShift: boolean;
  languages: string[];
  /** Assigned to them and not closed. */
  openCases: number;
  lastAssignedAt: string | null;
  maySend: boolean;
}

export function createWorkspaceStore(scope: WorkScope) {
  return {
    settings: () => readSettings(scope),
    monitors: () => readMonitors(scope),
    monitorsKey: () => readMonitorsKey(scope),
    members: () => readMembers(scope),
    brandNames: () => readBrandNames(scope),
    touchAssigned: (userId: string, at: string) => touchAssigned(scope, userId, at),
  };
}

async function readSettings({ trx, workspaceId }: WorkScope): Promise<WorkspaceSettings> {
  const row = await trx
    .selectFrom('workspace')
    .select('settings')
    .where('id', '=', workspaceId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('workspace');
  return settingsFrom(row.settings);
}

/** Active monitors, and the key that `monitorsKey` answers for just these. */
async function readMonitors({ trx }: WorkScope): Promise<{ key: string; monitors: ActiveMonitor[] }> {
  const monitors = await trx
    .selectFrom('monitor')
    .select(['id', 'version', 'query', 'brand_id as brandId'])
    .where('active', '=', true)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute();
  // The same sum as in readMonitorsKey, but of the rows just read: two queries may see two states.
  const listed = monitors.map(({ id, version }) => `${id} ${version}`).join(',');
  return { key: createHash('sha256').update(listed).digest('hex'), monitors };
}

async function readMonitorsKey({ trx }: WorkScope): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(id || ' ' || version, ',' order by id), ''), 'UTF8')), 'hex') as key
    from monitor where active and archived_at is null`.execute(trx);
  return rows[0]?.key ?? '';
}

async function readMembers({ trx, workspaceId }: WorkScope): Promise<MemberRecord[]> {
  const rows = await trx
    .selectFrom('membership')
    .select((select) => [
      'membership.user_id as userId',
      'membership.role',
      'membership.on_shift as onShift',
      'membership.languages',
      'membership.last_assigned_at as lastAssignedAt',
      select
        .selectFrom('support_case')
        .select(sql<number>`count(*)::int`.as('open'))
        .whereRef('support_case.workspace_id', '=', 'membership.workspace_id')
        .whereRef('support_case.assignee_id', '=', 'membership.user_id')
        .where('support_case.state', 'in', ['open', 'waiting_customer'])
        .as('openCases'),
    ])
    // The policy also shows a person's memberships elsewhere.
    .where('membership.workspace_id', '=', workspaceId)
    .where('membership.removed_at', 'is', null)
    .orderBy('membership.user_id')
    .execute();
  return rows.map(({ role, openCases, ...member }) => ({
    ...member,
    openCases: openCases ?? 0,
    maySend: may(role, 'work.send'),
  }));
}

async function readBrandNames({ trx }: WorkScope): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; names: string[] }>`
    select b.id, array_prepend(b.name, coalesce(
      (select array_agg(n.name order by p.id, n.nth)
       from product as p, unnest(array_prepend(p.name, p.aliases)) with ordinality as n (name, nth)
       where p.brand_id = b.id and p.archived_at is null), '{}')) as names
    from brand as b where b.archived_at is null`.execute(trx);
  return new Map(rows.map(({ id, names }) => [id, names]));
}

async function touchAssigned({ trx, workspaceId }: WorkScope, userId: string, at: string): Promise<void> {
  await trx
    .updateTable('membership')
    .set({ last_assigned_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute();
}
