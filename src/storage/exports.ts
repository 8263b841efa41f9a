// Reading posts, cases and the ledger for export: in batches by key, so that any number of rows takes the same memory.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { maskPersonalData } from '../domain/personal-data/personal-data.ts';
import { tell } from './change.ts';
import { inWorkspace } from './database.ts';
import type { Database } from './tables.ts';

export type ExportKind = 'posts' | 'cases' | 'ledger';
export type ExportRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

const batchRows = 1_000;

interface Source {
  /** Names in the export, in order, with what they are in SQL. */
  readonly columns: Readonly<Record<string, string>>;
  readonly from: string;
  /** Rows are read in the order of this unique column, which is that of time. */
  readonly key: string;
  /** What "since" looks at. */
  readonly time: string;
}

const author = {
  author_native_id: 'identity.native_id',
  author_handle: 'identity.handle',
  author_name: 'identity.display_name',
};
const identityOf = (table: string): string =>
  `join identity on identity.workspace_id = ${table}.workspace_id and identity.id = ${table}.identity_id`;

const sources: Record<ExportKind, Source> = {
  posts: {
    columns: {
      id: 'post.id',
      network: 'post.network',
      native_id: 'post.native_id',
      url: 'post.url',
      kind: 'post.kind',
      visibility: 'post.visibility',
      ...author,
      ours: 'post.account_id is not null',
      lang: 'post.lang',
      text: 'post.text',
      hashtags: 'post.hashtags',
      links: 'post.links',
      reply_to: 'post.reply_to',
      root: 'post.root',
      reposts: 'post.reposts',
      created_at: 'post.created_at',
      seen_at: 'post.seen_at',
      edited_at: 'post.edited_at',
      deleted_at: 'post.deleted_at',
    },
    from: `post ${identityOf('post')}`,
    key: 'post.id',
    time: 'post.seen_at',
  },
  cases: {
    columns: {
      id: 'support_case.id',
      number: 'support_case.number',
      state: 'support_case.state',
      outcome: 'support_case.outcome',
      brand: 'brand.name',
      network: 'support_case.network',
      ...author,
      lang: 'support_case.lang',
      origin: 'support_case.origin',
      assignee: 'assignee.email',
      first_post_at: 'support_case.first_post_at',
      first_seen_at: 'support_case.first_seen_at',
      opened_at: 'support_case.opened_at',
      first_answer_at: 'support_case.first_answer_at',
      first_reaction_ms: 'support_case.first_reaction_ms',
      first_reaction_business_ms: 'support_case.first_reaction_business_ms',
      last_inbound_at: 'support_case.last_inbound_at',
      last_outbound_at: 'support_case.last_outbound_at',
      waiting_since: 'support_case.waiting_since',
      closed_at: 'support_case.closed_at',
      is_conversation: 'support_case.is_conversation',
    },
    from: `support_case ${identityOf('support_case')}
      left join brand on brand.workspace_id = support_case.workspace_id and brand.id = support_case.brand_id
      left join app_user as assignee on assignee.id = support_case.assignee_id`,
    key: 'support_case.id',
    time: 'support_case.opened_at',
  },
  ledger: {
    columns: {
      post_id: 'entry.post_id',
      network: 'entry.network',
      native_id: 'post.native_id',
      url: 'post.url',
      visibility: 'post.visibility',
      ...author,
      lang: 'entry.lang',
      text: 'post.text',
      brand: 'brand.name',
      origin: 'entry.origin',
      state: 'entry.state',
      reason: 'entry.reason',
      note: 'entry.note',
      case_number: 'support_case.number',
      decided_by: 'decider.email',
      decided_at: 'entry.decided_at',
      later_until: 'entry.later_until',
      entered_at: 'entry.entered_at',
      settled_at: 'entry.settled_at',
    },
    from: `inbound_ledger as entry
      join post on post.workspace_id = entry.workspace_id and post.id = entry.post_id
      ${identityOf('post')}
      left join brand on brand.workspace_id = entry.workspace_id and brand.id = entry.brand_id
      left join support_case on support_case.workspace_id = entry.workspace_id and support_case.id = entry.case_id
      left join app_user as decider on decider.id = entry.decided_by`,
    key: 'entry.post_id',
    time: 'entry.entered_at',
  },
};

/** The names of a kind's columns, in order. */
export function exportColumns(kind: ExportKind): readonly string[] {
  return Object.keys(sources[kind].columns);
}

/** What people wrote; the rest are facts and names they go by in public. */
const written = ['text', 'note', 'links', 'hashtags'];

function masked(row: ExportRow): ExportRow {
  const shown = { ...row };
  for (const name of written) {
    const value = row[name];
    if (typeof value === 'string') shown[name] = maskPersonalData(value);
    else if (Array.isArray(value)) shown[name] = value.map((each: string) => maskPersonalData(each));
  }
  return shown;
}

export interface ExportInput {
  kind: ExportKind;
  workspaceId: string;
  /** ISO 8601 UTC. */
  since: string | null;
  /** Why personal data stays readable; null: its kind stands in its place. */
  unmasked: string | null;
  /** ISO 8601 UTC: when it is done. */
  at: string;
}

/**
 * Batches, oldest first. Each batch is read anew, so the export holds up nobody. That it was done, and whether and why
 * personal data was left readable, is kept in the workspace's history before the first row is given.
 */
export async function* exportRows(
  db: Kysely<Database>,
  input: ExportInput,
): AsyncGenerator<readonly ExportRow[]> {
  const { kind, workspaceId, since, unmasked, at } = input;
  const source = sources[kind];
  await inWorkspace(db, workspaceId, (trx) =>
    tell(trx, { workspaceId, actorId: null, at }, 'workspace.exported', workspaceId, {
      kind,
      since,
      unmasked,
    }),
  );
  let after: string | null = null;
  for (;;) {
    const statement = batchOf(source, since, after);
    const { rows } = await inWorkspace(db, workspaceId, (trx) => statement.execute(trx));
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ export_key: _, ...row }) => (unmasked === null ? masked(row) : row));
    if (rows.length < batchRows) return;
    after = String(last['export_key']);
  }
}

function batchOf(source: Source, since: string | null, after: string | null): RawBuilder<ExportRow> {
  const { columns, from, key, time } = source;
  // Identifiers and joins are this file's own; only the values come from outside, and they are parameters.
  const list = Object.entries(columns).map(([name, is]) => `${is} as "${name}"`);
  const conditions = [
    ...(after === null ? [] : [sql`${sql.raw(key)} > ${after}`]),
    ...(since === null ? [] : [sql`${sql.raw(time)} >= ${since}::timestamptz`]),
  ];
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  return sql<ExportRow>`select ${sql.raw([...list, `${key} as export_key`].join(', '))} from ${sql.raw(from)}
    ${where} order by ${sql.raw(key)} limit ${sql.raw(String(batchRows))}`;
}
