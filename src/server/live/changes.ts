// Turns logged events into changes: the newest row of every subject they are about, read in bulk.
import type { LiveChange } from '../../contract/live.ts';
import { casesOfPosts } from '../../storage/case-posts.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import type { EventSubject } from '../../storage/events.ts';
import type { LoggedEvent } from '../../storage/live-events.ts';
import { monitorRows } from '../../storage/monitors.ts';
import { sourceRows } from '../../storage/sources.ts';
import { spikeRows } from '../../storage/spikes.ts';
import { memberRows } from '../../storage/team.ts';
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { NetworkPort, WorkRows } from '../ports.ts';
import { readAccountViews } from '../present/account.ts';
import { workspaceViewOf } from '../present/settings.ts';
import { spikeViewOf } from '../present/spike.ts';

export interface ChangeReader {
  rows: WorkRows;
  networks: ReadonlyMap<string, NetworkPort>;
  now(): number;
}

/** Subjects by kind, each id once. */
export type Subjects = Map<EventSubject, Set<string>>;

/** What a batch of events is about. */
export function subjectsOf(events: readonly Pick<LoggedEvent, 'subject' | 'subjectId'>[]): Subjects {
  const subjects: Subjects = new Map();
  for (const { subject, subjectId } of events) addSubject(subjects, subject, subjectId);
  return subjects;
}

export function addSubject(subjects: Subjects, subject: EventSubject, id: string): void {
  const ids = subjects.get(subject);
  if (ids === undefined) subjects.set(subject, new Set([id]));
  else ids.add(id);
}

/** How many rows a browser would have to take in. */
export function sizeOf(subjects: Subjects): number {
  let size = 0;
  for (const ids of subjects.values()) size += ids.size;
  return size;
}

/** Reads the newest rows; a subject without one is gone (`null`). */
export async function readChanges(
  reader: ChangeReader,
  trx: WorkspaceTransaction,
  workspaceId: string,
  subjects: Subjects,
): Promise<LiveChange[]> {
  const changes = await readWork(reader.rows, trx, subjects);
  for (const change of changes) {
    // What an account sent today stands beside it.
    if (change.kind === 'outbound' && change.row !== null)
      addSubject(subjects, 'account', change.row.accountId);
  }
  changes.push(...(await readSettings(reader, trx, subjects)));
  for (const id of idsOf(subjects, 'practice')) changes.push({ kind: 'practice', id });
  for (const id of idsOf(subjects, 'judging')) changes.push({ kind: 'judging', id });
  for (const id of idsOf(subjects, 'identity')) changes.push({ kind: 'identity', id });
  for (const id of idsOf(subjects, 'view')) changes.push({ kind: 'view', id });
  for (const id of idsOf(subjects, 'persona')) changes.push({ kind: 'persona', id });
  // Brands and products are read with the workspace.
  if (subjects.has('workspace') || subjects.has('brand') || subjects.has('product')) {
    const row = workspaceViewOf(await readWorkspaceRow(trx, workspaceId));
    changes.push({ kind: 'workspace', id: workspaceId, row });
  }
  return changes;
}

/** The daily work: ledger, posts, cases, sends, notes. */
async function readWork(
  rows: WorkRows,
  trx: WorkspaceTransaction,
  subjects: Subjects,
): Promise<LiveChange[]> {
  const ledger = await newest(
    subjects,
    'ledger',
    (ids) => rows.ledgerRows(trx, ids),
    (row) => row.post.id,
  );
  const posts = await newest(
    subjects,
    'post',
    (ids) => rows.postRows(trx, ids),
    (row) => row.id,
  );
  const casesOf =
    posts.length === 0 ? new Map<string, string[]>() : await casesOfPosts(trx, idsOf(subjects, 'post'));
  const outbound = await newest(
    subjects,
    'outbound',
    (ids) => rows.outboundRows(trx, ids),
    (row) => row.id,
  );
  // A case says whether a reply in it waits for approval.
  for (const { row } of outbound) {
    if (row !== null && row.approval !== null && row.caseId !== null)
      addSubject(subjects, 'case', row.caseId);
  }
  const cases = await newest(
    subjects,
    'case',
    (ids) => rows.caseRows(trx, ids),
    (row) => row.id,
  );
  const noteIds = idsOf(subjects, 'note');
  const notes = noteIds.length === 0 ? [] : await rows.noteRows(trx, noteIds);
  return [
    ...ledger.map(({ id, row }): LiveChange => ({ kind: 'ledger', id, row })),
    ...posts.map(({ id, row }): LiveChange => ({ kind: 'post', id, caseIds: casesOf.get(id) ?? [], row })),
    ...cases.map(({ id, row }): LiveChange => ({ kind: 'case', id, row })),
    ...outbound.map(({ id, row }): LiveChange => ({
      kind: 'outbound',
      id,
      caseId: row?.caseId ?? null,
      row,
    })),
    ...notes.map(({ caseId, ...row }): LiveChange => ({ kind: 'note', id: row.id, caseId, row })),
  ];
}

/** What the work is done with: members, monitors, accounts, sources. */
async function readSettings(
  { networks, now }: ChangeReader,
  trx: WorkspaceTransaction,
  subjects: Subjects,
): Promise<LiveChange[]> {
  const nowMs = now();
  const members = await newest(
    subjects,
    'member',
    (ids) => memberRows(trx, ids),
    (row) => row.userId,
  );
  const monitors = await newest(
    subjects,
    'monitor',
    (ids) => monitorRows(trx, nowMs, ids),
    (row) => row.id,
  );
  const accounts = await newest(
    subjects,
    'account',
    (ids) => readAccountViews(trx, nowMs, networks, ids),
    (row) => row.id,
  );
  const sources = await newest(
    subjects,
    'source',
    (ids) => sourceRows(trx, nowMs, ids),
    (row) => row.id,
  );
  const spikes = await newest(
    subjects,
    'spike',
    async (ids) => (await spikeRows(trx, { ids })).map(spikeViewOf),
    (row) => row.id,
  );
  return [
    ...members.map(({ id, row }): LiveChange => ({ kind: 'member', id, row })),
    ...monitors.map(({ id, row }): LiveChange => ({ kind: 'monitor', id, row })),
    ...accounts.map(({ id, row }): LiveChange => ({ kind: 'account', id, row })),
    ...sources.map(({ id, row }): LiveChange => ({ kind: 'source', id, row })),
    ...spikes.map(({ id, row }): LiveChange => ({ kind: 'spike', id, row })),
  ];
}

function idsOf(subjects: Subjects, subject: EventSubject): string[] {
  return [...(subjects.get(subject) ?? [])];
}

/** The newest row of every subject of one kind, `null` where there is none any more. */
async function newest<T>(
  subjects: Subjects,
  subject: EventSubject,
  read: (ids: string[]) => Promise<T[]>,
  idOf: (row: T) => string,
): Promise<{ id: string; row: T | null }[]> {
  const ids = idsOf(subjects, subject);
  if (ids.length === 0) return [];
  const found = new Map((await read(ids)).map((row) => [idOf(row), row]));
  return ids.map((id) => ({ id, row: found.get(id) ?? null }));
}
