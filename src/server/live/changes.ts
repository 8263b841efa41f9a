// Turns logged events into changes: the newest row of every subject they are about, read in bulk.
import type { LiveChange } from '../../contract/live.ts';
import { casesOfPosts } from '../../storage/case-posts.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import type { EventSubject } from '../../storage/events.ts';
import type { LoggedEvent } from '../../storage/live-events.ts';
import { monitorRows } from '../../storage/monitors.ts';
import { sourceRows } from '../../storage/sources.ts';
import { memberRows } from '../../storage/team.ts';
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { NetworkPort, WorkRows } from '../ports.ts';
import { readAccountViews } from '../present/account.ts';
import { workspaceViewOf } from '../present/settings.ts';

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
  const { rows, networks } = reader;
  const nowMs = reader.now();
  const idsOf = (subject: EventSubject): string[] => [...(subjects.get(subject) ?? [])];
  const changes: LiveChange[] = [];

  const ledger = idsOf('ledger');
  if (ledger.length > 0) {
    const found = byId(await rows.ledgerRows(trx, ledger), (row) => row.post.id);
    for (const id of ledger) changes.push({ kind: 'ledger', id, row: found.get(id) ?? null });
  }
  const posts = idsOf('post');
  if (posts.length > 0) {
    const found = byId(await rows.postRows(trx, posts), (row) => row.id);
    const cases = await casesOfPosts(trx, posts);
    for (const id of posts) {
      changes.push({ kind: 'post', id, caseIds: cases.get(id) ?? [], row: found.get(id) ?? null });
    }
  }
  const cases = idsOf('case');
  if (cases.length > 0) {
    const found = byId(await rows.caseRows(trx, cases), (row) => row.id);
    for (const id of cases) changes.push({ kind: 'case', id, row: found.get(id) ?? null });
  }
  const outbound = idsOf('outbound');
  if (outbound.length > 0) {
    const found = byId(await rows.outboundRows(trx, outbound), (row) => row.id);
    for (const id of outbound) {
      const row = found.get(id) ?? null;
      changes.push({ kind: 'outbound', id, caseId: row?.caseId ?? null, row });
      // What an account sent today stands beside it.
      if (row !== null) addSubject(subjects, 'account', row.accountId);
    }
  }
  const notes = idsOf('note');
  for (const { caseId, ...row } of notes.length === 0 ? [] : await rows.noteRows(trx, notes)) {
    changes.push({ kind: 'note', id: row.id, caseId, row });
  }
  const members = idsOf('member');
  if (members.length > 0) {
    const found = byId(await memberRows(trx, members), (row) => row.userId);
    for (const id of members) changes.push({ kind: 'member', id, row: found.get(id) ?? null });
  }
  const monitors = idsOf('monitor');
  if (monitors.length > 0) {
    const found = byId(await monitorRows(trx, nowMs, monitors), (row) => row.id);
    for (const id of monitors) changes.push({ kind: 'monitor', id, row: found.get(id) ?? null });
  }
  const accounts = idsOf('account');
  if (accounts.length > 0) {
    const found = byId(await readAccountViews(trx, nowMs, networks, accounts), (row) => row.id);
    for (const id of accounts) changes.push({ kind: 'account', id, row: found.get(id) ?? null });
  }
  const sources = idsOf('source');
  if (sources.length > 0) {
    const found = byId(await sourceRows(trx, nowMs, sources), (row) => row.id);
    for (const id of sources) changes.push({ kind: 'source', id, row: found.get(id) ?? null });
  }
  for (const id of idsOf('practice')) changes.push({ kind: 'practice', id });
  // Brands and products are read with the workspace.
  if (subjects.has('workspace') || subjects.has('brand') || subjects.has('product')) {
    const row = workspaceViewOf(await readWorkspaceRow(trx, workspaceId));
    changes.push({ kind: 'workspace', id: workspaceId, row });
  }
  return changes;
}

function byId<T>(rows: readonly T[], idOf: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [idOf(row), row]));
}
