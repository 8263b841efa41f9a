// Merges one live change into one thing the browser holds, so that it equals a fresh read of the server.
import type { LiveChange } from '../../contract/live.ts';
import type { SpikeView } from '../../contract/spike-view.ts';
import type {
  AccountView,
  CaseDetail,
  CaseRow,
  LedgerEntryView,
  MemberView,
  MonitorView,
  OutboundView,
  PostView,
  SessionView,
  SourceView,
  ThreadPost,
  WorkspaceView,
} from '../../contract/views.ts';
import type { CandidateFilter, CaseFilter, LedgerFilter, OutboundFilter } from '../api/keys.ts';
import { applyToCase } from './apply-to-case.ts';
import {
  candidateFits,
  caseFits,
  caseOrder,
  entryOrder,
  ledgerFits,
  outboundFits,
  outboundOrder,
} from './fits.ts';
import { find, mapRows, place, without, type Ordered, type Pages } from './pages.ts';

export interface Context {
  /** Who is signed in: lists of one's own cases depend on it. */
  userId: string;
}

type Key = readonly unknown[];
interface Versioned {
  version: number;
}

/** A row that was read after the change happened is newer than it: changes may arrive late, never backwards. */
export function newer<T extends Versioned>(held: T | undefined, row: T): T {
  return held !== undefined && held.version > row.version ? held : row;
}

interface ListRule<Row extends Versioned> {
  order: Ordered<Row>;
  fits: (row: Row) => boolean;
}

function intoList<Row extends Versioned>(
  held: Pages<Row>,
  id: string,
  row: Row | null,
  rule: ListRule<Row>,
): Pages<Row> {
  if (row === null) return without(held, id, rule.order.idOf);
  const best = newer(find(held, id, rule.order.idOf), row);
  return rule.fits(best) ? place(held, best, rule.order) : without(held, id, rule.order.idOf);
}

function intoRows<Row>(
  held: { rows: Row[] },
  id: string,
  row: Row | null,
  idOf: (row: Row) => string,
): { rows: Row[] } {
  const rest = held.rows.filter((candidate) => idOf(candidate) !== id);
  if (row === null) return { ...held, rows: rest };
  if (rest.length === held.rows.length) return { ...held, rows: [...rest, row] };
  return { ...held, rows: held.rows.map((candidate) => (idOf(candidate) === id ? row : candidate)) };
}

function entryRule(kind: unknown, filter: unknown): ListRule<LedgerEntryView> {
  if (kind === 'candidates') {
    const wanted = filter as CandidateFilter;
    return { order: entryOrder(wanted.order), fits: (entry) => candidateFits(entry, wanted) };
  }
  return { order: entryOrder(), fits: (entry) => ledgerFits(entry, filter as LedgerFilter) };
}

function applyToEntries(key: Key, data: Pages<LedgerEntryView>, change: LiveChange): Pages<LedgerEntryView> {
  if (change.kind === 'ledger') return intoList(data, change.id, change.row, entryRule(key[0], key[1]));
  if (change.kind !== 'post') return data;
  const post = change.row;
  return mapRows(data, (entry) =>
    entry.post.id === change.id && post !== null ? { ...entry, post } : entry,
  );
}

function applyToCases(key: Key, data: Pages<CaseRow>, change: LiveChange, context: Context): Pages<CaseRow> {
  if (change.kind !== 'case') return data;
  const filter = key[1] as CaseFilter;
  const order = caseOrder(filter);
  const unknown = find(data, change.id, order.idOf) === undefined;
  if (filter.q !== undefined && unknown) return data;
  const fits = (row: CaseRow): boolean => caseFits(row, filter, context.userId);
  return intoList(data, change.id, change.row, { order, fits });
}

function threadPostOf(held: ThreadPost, post: PostView): ThreadPost {
  const { text, media, deletedAt } = post;
  return { ...held, text, media, deletedAt };
}

function applyToThread<T extends { posts: ThreadPost[] }>(data: T, change: LiveChange): T {
  if (change.kind !== 'post' || !data.posts.some((post) => post.id === change.id)) return data;
  const row = change.row;
  const posts =
    row === null
      ? data.posts.filter((post) => post.id !== change.id)
      : data.posts.map((post) => (post.id === change.id ? threadPostOf(post, row) : post));
  return { ...data, posts };
}

interface EntryDetail {
  entry: LedgerEntryView;
}

function applyToEntry(data: EntryDetail, change: LiveChange): EntryDetail {
  if (change.kind === 'ledger' && change.id === data.entry.post.id && change.row !== null) {
    return { ...data, entry: newer(data.entry, change.row) };
  }
  if (change.kind === 'post' && change.id === data.entry.post.id && change.row !== null) {
    return { ...data, entry: { ...data.entry, post: change.row } };
  }
  return data;
}

function applyToWorkspace(
  data: { workspace: WorkspaceView },
  change: LiveChange,
): { workspace: WorkspaceView } {
  if (change.kind !== 'workspace' || change.id !== data.workspace.id) return data;
  return { ...data, workspace: newer(data.workspace, change.row) };
}

function applyToSession(data: SessionView | null, change: LiveChange): SessionView | null {
  if (data === null) return data;
  if (change.kind === 'workspace' && data.workspace?.id === change.id) {
    return { ...data, workspace: newer(data.workspace, change.row) };
  }
  if (change.kind === 'member' && change.id === data.user.id && change.row !== null) {
    return data.role === change.row.role ? data : { ...data, role: change.row.role };
  }
  return data;
}

/** What `data`, held under `key`, is after `change`; the same object when the change does not touch it. */
export function applyChange(key: Key, data: unknown, change: LiveChange, context: Context): unknown {
  if (data === undefined) return data;
  switch (key[0]) {
    case 'candidates':
    case 'ledger':
      return applyToEntries(key, data as Pages<LedgerEntryView>, change);
    case 'entry':
      return applyToEntry(data as EntryDetail, change);
    case 'thread':
    case 'author':
      return applyToThread(data as { posts: ThreadPost[] }, change);
    case 'cases':
      return applyToCases(key, data as Pages<CaseRow>, change, context);
    case 'case':
      return applyToCase(data as CaseDetail, change);
    case 'outbound':
      return change.kind === 'outbound'
        ? intoList(data as Pages<OutboundView>, change.id, change.row, {
            order: outboundOrder,
            fits: (row) => outboundFits(row, key[1] as OutboundFilter),
          })
        : data;
    case 'workspace':
      return applyToWorkspace(data as { workspace: WorkspaceView }, change);
    case 'session':
      return applyToSession(data as SessionView | null, change);
    default:
      return applyToRows(key, data, change);
  }
}

/** Newest first, as the server reads them. */
function applyToSpikes(
  held: { rows: SpikeView[] },
  { id, row }: Extract<LiveChange, { kind: 'spike' }>,
): { rows: SpikeView[] } {
  const known = held.rows.find((each) => each.id === id);
  const rows = held.rows.filter((each) => each.id !== id);
  if (row !== null) rows.push(newer(known, row));
  const order = (a: SpikeView, b: SpikeView): number =>
    `${a.since} ${a.id}` < `${b.since} ${b.id}` ? 1 : -1;
  return { ...held, rows: rows.toSorted(order) };
}

function applyToRows(key: Key, data: unknown, change: LiveChange): unknown {
  if (key[0] === 'monitors' && change.kind === 'monitor') {
    return intoRows(data as { rows: MonitorView[] }, change.id, change.row, (row) => row.id);
  }
  if (key[0] === 'accounts' && change.kind === 'account') {
    return intoRows(data as { rows: AccountView[] }, change.id, change.row, (row) => row.id);
  }
  if (key[0] === 'sources' && change.kind === 'source') {
    return intoRows(data as { rows: SourceView[] }, change.id, change.row, (row) => row.id);
  }
  if (key[0] === 'spikes' && change.kind === 'spike')
    return applyToSpikes(data as { rows: SpikeView[] }, change);
  if (key[0] === 'members' && change.kind === 'member') {
    return intoRows(data as { rows: MemberView[] }, change.id, change.row, (row) => row.userId);
  }
  return data;
}

/** How often we wrote to somebody counts what goes out now. */
function contactsOf(caseId: string | null, identityOf: (caseId: string) => string | undefined): Key[] {
  const identityId = caseId === null ? undefined : identityOf(caseId);
  return identityId === undefined ? [] : [['identity', identityId]];
}

/** What a change makes out of date without saying how: to be read again. `identityOf` tells whose a case is that was read. */
export function outdatedBy(change: LiveChange, identityOf: (caseId: string) => string | undefined): Key[] {
  switch (change.kind) {
    case 'ledger':
      return [['ledgerCounts'], ['entry', change.id], ['advice', change.id]];
    case 'post':
      return change.caseIds.map((id) => ['case', id]);
    case 'account':
      return [['case'], ['networks']];
    case 'monitor':
      return [['monitor', change.id], ['spikes']];
    case 'workspace':
      return [['workspace']];
    case 'practice':
      return [['practice']];
    case 'judging':
      return [['judging']];
    case 'identity':
      return [['identity', change.id], ['advice'], ['replyContext']];
    case 'view':
      return [['views']];
    case 'persona':
      return [['personas'], ['personaVersions', change.id], ['replyContext']];
    case 'outbound':
      // What we send on the practice network stands there, and tells nobody itself.
      return [
        ...(change.row?.state === 'sent' ? [['practice'], ...contactsOf(change.caseId, identityOf)] : []),
        ...(change.row?.approval === null ? [] : [['approvals']]),
      ];
    case 'case':
    case 'note':
    case 'source':
    case 'member':
    case 'spike':
      return [];
  }
}
