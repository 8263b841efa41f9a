// The practice network's settings, running stories and faults, as PostgreSQL keeps them.
import { sql, type Selectable } from 'kysely';
import {
  initialSettings,
  type PracticeFault,
  type PracticeRun,
  type PracticeSettings,
} from '../../domain/practice/records.ts';
import type { PracticeClock } from '../../domain/practice/store.ts';
import type { WorkspaceTransaction } from '../database.ts';
import type { PracticeRunTable } from '../practice-tables.ts';

export async function settings(trx: WorkspaceTransaction): Promise<PracticeSettings> {
  const row = await trx.selectFrom('practice_network').select('settings').executeTakeFirst();
  return { ...initialSettings, ...row?.settings };
}

export async function saveSettings(
  trx: WorkspaceTransaction,
  workspaceId: string,
  next: PracticeSettings,
): Promise<void> {
  const stored = JSON.stringify(next);
  await trx
    .insertInto('practice_network')
    .values({ workspace_id: workspaceId, settings: stored, next_start_at: null })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ settings: stored }))
    .execute();
}

export async function clock(trx: WorkspaceTransaction): Promise<PracticeClock> {
  const row = await trx
    .selectFrom('practice_network')
    .select(['next_start_at', 'started'])
    .executeTakeFirst();
  return { nextStartAt: row?.next_start_at ?? null, started: row?.started ?? 0 };
}

export async function saveClock(
  trx: WorkspaceTransaction,
  workspaceId: string,
  next: PracticeClock,
): Promise<void> {
  const columns = { next_start_at: next.nextStartAt, started: next.started };
  await trx
    .insertInto('practice_network')
    .values({ workspace_id: workspaceId, ...columns })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(columns))
    .execute();
}

function toRun(row: Selectable<PracticeRunTable>): PracticeRun {
  return {
    id: row.id,
    storyId: row.story_id,
    seed: row.seed,
    fills: row.fills,
    cast: row.actors,
    labels: row.labels,
    oursId: row.ours_id,
    accountId: row.account_id,
    play: row.play,
    done: row.done,
    heardSeq: row.heard_seq,
    ownClock: row.own_clock,
    tickedAt: row.ticked_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
  };
}

function toColumns(run: Omit<PracticeRun, 'id'>) {
  return {
    story_id: run.storyId,
    seed: run.seed,
    fills: JSON.stringify(run.fills),
    actors: JSON.stringify(run.cast),
    labels: JSON.stringify(run.labels),
    ours_id: run.oursId,
    account_id: run.accountId,
    play: JSON.stringify(run.play),
    done: run.done,
    heard_seq: run.heardSeq,
    own_clock: run.ownClock,
    ticked_at: run.tickedAt,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    outcome: run.outcome,
  };
}

export async function addRun(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  run: Omit<PracticeRun, 'id'>,
): Promise<PracticeRun> {
  await trx
    .insertInto('practice_run')
    .values({ workspace_id: workspaceId, id, ...toColumns(run) })
    .execute();
  return { ...run, id };
}

export async function runs(
  trx: WorkspaceTransaction,
  choice: { running: boolean; limit: number },
): Promise<PracticeRun[]> {
  let query = trx.selectFrom('practice_run').selectAll().orderBy('place', 'desc').limit(choice.limit);
  if (choice.running) query = query.where('ended_at', 'is', null);
  return (await query.execute()).map(toRun);
}

export async function run(
  trx: WorkspaceTransaction,
  id: string,
  hold: 'hold' | 'read',
): Promise<PracticeRun | null> {
  let query = trx.selectFrom('practice_run').selectAll().where('id', '=', id);
  // Whoever else holds it is doing this run's work: there is nothing to wait for.
  if (hold === 'hold') query = query.forUpdate().skipLocked();
  const row = await query.executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

export async function saveRun(trx: WorkspaceTransaction, saved: PracticeRun): Promise<void> {
  await trx.updateTable('practice_run').set(toColumns(saved)).where('id', '=', saved.id).execute();
}

export async function faults(trx: WorkspaceTransaction): Promise<PracticeFault[]> {
  const rows = await trx.selectFrom('practice_fault').selectAll().orderBy('place').execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    area: row.area,
    every: row.every,
    times: row.times,
    delayMs: row.delay_ms,
  }));
}

export async function addFault(
  trx: WorkspaceTransaction,
  workspaceId: string,
  id: string,
  fault: Omit<PracticeFault, 'id'>,
): Promise<PracticeFault> {
  await trx
    .insertInto('practice_fault')
    .values({
      workspace_id: workspaceId,
      id,
      kind: fault.kind,
      area: fault.area,
      every: fault.every,
      times: fault.times,
      delay_ms: fault.delayMs,
    })
    .execute();
  return { ...fault, id };
}

export async function removeFaults(trx: WorkspaceTransaction, id?: string): Promise<void> {
  const query = trx.deleteFrom('practice_fault');
  await (id === undefined ? query : query.where('id', '=', id)).execute();
}

export async function hitFault(trx: WorkspaceTransaction, id: string): Promise<boolean> {
  const counted = await trx
    .updateTable('practice_fault')
    .set({ calls: sql`calls + 1` })
    .where('id', '=', id)
    .returning(['calls', 'every', 'times'])
    .executeTakeFirst();
  if (counted === undefined || counted.calls % counted.every !== 0) return false;
  if (counted.times === null) return true;
  if (counted.times <= 1) await removeFaults(trx, id);
  else
    await trx
      .updateTable('practice_fault')
      .set({ times: counted.times - 1 })
      .where('id', '=', id)
      .execute();
  return true;
}
