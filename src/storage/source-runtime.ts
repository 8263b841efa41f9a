// What the listening worker reads and writes about sources: which are active, where they stand, how they do.
import { sql, type Kysely } from 'kysely';
import { appendEvent } from './events.ts';
import { asSystem, inWorkspace } from './database.ts';
import type { Database } from './tables.ts';

export interface ActiveSource {
  workspaceId: string;
  id: string;
  network: string;
  kind: string;
  accountId: string | null;
  config: Record<string, string>;
  cursor: string | null;
  /** Rises when it is paused, resumed or reconfigured. */
  version: number;
  /** Rises when its account is given new secrets; 0 where it has none. */
  connection: number;
}

/** All workspaces' ids, oldest first. */
export async function workspaceIds(db: Kysely<Database>): Promise<string[]> {
  const rows = await asSystem(db, (trx) => trx.selectFrom('workspace').select('id').orderBy('id').execute());
  return rows.map((row) => row.id);
}

/** Sources to listen to: active, and not of an account whose token is dead. */
export async function activeSources(db: Kysely<Database>, workspaceId: string): Promise<ActiveSource[]> {
  return inWorkspace(db, workspaceId, async (trx) => {
    const rows = await trx
      .selectFrom('source')
      .leftJoin('account', (join) =>
        join
          .onRef('account.workspace_id', '=', 'source.workspace_id')
          .onRef('account.id', '=', 'source.account_id'),
      )
      .select([
        'source.id',
        'source.network',
        'source.kind',
        'source.account_id',
        'source.config',
        'source.cursor',
        'source.version',
      ])
      .select(sql<number>`coalesce(account.connection, 0)`.as('connection'))
      .where('source.active', '=', true)
      .where('source.removed_at', 'is', null)
      .where((where) =>
        where.or([where('source.account_id', 'is', null), where('account.token_state', '=', 'ok')]),
      )
      .orderBy('source.id')
      .execute();
    return rows.map(({ account_id: accountId, ...row }) => ({ ...row, workspaceId, accountId }));
  });
}

/** Where a source is to resume: read anew before each connection. */
export async function sourceCursor(
  db: Kysely<Database>,
  workspaceId: string,
  id: string,
): Promise<string | null> {
  const row = await inWorkspace(db, workspaceId, (trx) =>
    trx.selectFrom('source').select('cursor').where('id', '=', id).executeTakeFirst(),
  );
  return row?.cursor ?? null;
}

export interface SourceCondition {
  state: 'starting' | 'listening' | 'backing_off' | 'stopped';
  errorCode: string | null;
  error: string | null;
  retryAt: string | null;
}

/** Writes down how a source does and shows it live. */
export async function setSourceCondition(
  db: Kysely<Database>,
  source: { workspaceId: string; id: string },
  condition: SourceCondition,
  at: string,
): Promise<void> {
  await inWorkspace(db, source.workspaceId, async (trx) => {
    await trx
      .updateTable('source')
      .set(({ ref }) => ({
        state: condition.state,
        last_error_code: condition.errorCode,
        last_error: condition.error,
        retry_at: condition.retryAt,
        ...(condition.state === 'listening' ? { connected_at: at } : {}),
        // Also where the first try after it fails: what was silent for want of budget was not silent of itself.
        ...(condition.errorCode === 'reads_spent'
          ? {}
          : {
              resumed_at: sql<string>`case when ${ref('last_error_code')} = 'reads_spent' then ${at} else ${ref('resumed_at')} end`,
            }),
      }))
      .where('id', '=', source.id)
      .where('active', '=', true)
      .execute();
    await appendEvent(trx, {
      workspaceId: source.workspaceId,
      at,
      actorId: null,
      type: `source.${condition.state}`,
      subject: 'source',
      subjectId: source.id,
      data: { errorCode: condition.errorCode },
    });
  });
}

/** Shows a source's new counts live, without any change of its condition. */
export async function showSource(
  db: Kysely<Database>,
  source: { workspaceId: string; id: string },
  at: string,
): Promise<void> {
  await inWorkspace(db, source.workspaceId, async (trx) => {
    const { workspaceId, id } = source;
    await appendEvent(trx, {
      workspaceId,
      at,
      actorId: null,
      type: 'source.heard',
      subject: 'source',
      subjectId: id,
    });
  });
}

/** Outbox rows nobody works on: due and queued, or claimed by a lease that ran out. The sweep gives them a job again. */
export async function strandedOutbound(
  db: Kysely<Database>,
  workspaceId: string,
  input: { now: string; leaseMs: number; maxAttempts: number; limit: number },
): Promise<string[]> {
  const rows = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('outbound')
      .select('id')
      .where('state', 'in', ['queued', 'sending', 'unknown'])
      .where(
        sql<boolean>`(state = 'queued' and not_before <= ${input.now}::timestamptz
          or state in ('sending', 'unknown') and attempts < ${input.maxAttempts}
            and coalesce(claimed_at, not_before) <= ${input.now}::timestamptz - ${input.leaseMs} * interval '1 ms')`,
      )
      .orderBy('not_before')
      .limit(input.limit)
      .execute(),
  );
  return rows.map((row) => row.id);
}
