// What each source brought by the hour, to hold what it brings now against; and the alarm that stands for it.
import { sql } from 'kysely';
import { quietLookBackDays, type Quiet } from '../domain/listening/quiet.ts';
import { appendEvent } from './events.ts';
import type { WorkspaceTransaction } from './database.ts';

export interface SourceToHold {
  id: string;
  createdAt: string;
  /** When it listened again after a pause that was meant. */
  resumedAt: string | null;
  /** Connected, and not paused: only then is silence out of the ordinary. */
  isListening: boolean;
  quiet: Quiet | null;
  /** By the hour's beginning in epoch milliseconds. */
  byHour: Map<number, number>;
}

const hourMs = 3_600_000;

/** Every source that was not removed, with its hours of the last four weeks. */
export async function sourcesToHold(trx: WorkspaceTransaction, nowMs: number): Promise<SourceToHold[]> {
  const rows = await trx
    .selectFrom('source')
    .select(['id', 'created_at as createdAt', 'resumed_at as resumedAt', 'active', 'state', 'quiet'])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  const since = new Date(nowMs - (quietLookBackDays + 2) * 24 * hourMs).toISOString();
  const counts = await trx
    .selectFrom('heard_count')
    .select(['source_id', 'hour', 'heard'])
    .where('hour', '>=', since)
    .where('source_id', '=', sql<string>`any(${rows.map((row) => row.id)}::uuid[])`)
    .execute();
  const bySource = new Map(rows.map((row) => [row.id, new Map<number, number>()]));
  for (const { source_id: id, hour, heard } of counts) bySource.get(id)?.set(Date.parse(hour), heard);
  return rows.map(({ active, state, ...row }) => ({
    ...row,
    isListening: active && state === 'listening',
    byHour: bySource.get(row.id) ?? new Map<number, number>(),
  }));
}

/** Raises the alarm, changes what it says, or ends it, and shows that live. */
export async function setQuiet(
  trx: WorkspaceTransaction,
  { workspaceId, at }: { workspaceId: string; at: string },
  sourceId: string,
  quiet: Quiet | null,
): Promise<void> {
  await trx
    .updateTable('source')
    .set({ quiet: quiet === null ? null : JSON.stringify(quiet) })
    .where('id', '=', sourceId)
    .execute();
  await appendEvent(trx, {
    workspaceId,
    at,
    actorId: null,
    type: quiet === null ? 'source.as_usual' : 'source.quiet',
    subject: 'source',
    subjectId: sourceId,
    data: { ...quiet },
  });
}
