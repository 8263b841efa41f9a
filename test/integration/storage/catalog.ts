// What the catalog says about the tables, and one row per workspace in each of them, whatever columns it has.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  /** An identity or computed column: it cannot be written. */
  readonly generated: boolean;
}

export interface Reference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly targets: readonly string[];
}

export interface Table {
  readonly name: string;
  /** Row-level security is enabled, and holds for the owner too. */
  readonly secured: boolean;
  readonly forced: boolean;
  readonly policies: number;
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
  /** `CHECK` constraints as SQL. */
  readonly checks: readonly string[];
}

/** All tables of the schema `public`, partitions included, by name. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
       (select count(*)::int from pg_policy where polrelid = c.oid) as policies,
       (select jsonb_agg(jsonb_build_object(
            'name', a.attname, 'type', format_type(a.atttypid, null), 'notNull', a.attnotnull,
            'hasDefault', a.atthasdef, 'generated', a.attidentity <> '' or a.attgenerated <> '') order by a.attnum)
        from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select coalesce(jsonb_agg(jsonb_build_object('table', f.confrelid::regclass::text,
            'columns', (select jsonb_agg(attname order by n) from unnest(f.conkey) with ordinality as k (num, n)
                        join pg_attribute on attrelid = f.conrelid and attnum = num),
            'targets', (select jsonb_agg(attname order by n) from unnest(f.confkey) with ordinality as k (num, n)
                        join pg_attribute on attrelid = f.confrelid and attnum = num))), '[]')
        from pg_constraint as f where f.conrelid = c.oid and f.contype = 'f') as references,
       (select coalesce(jsonb_agg(pg_get_constraintdef(k.oid)), '[]')
        from pg_constraint as k where k.conrelid = c.oid and k.contype = 'c') as checks
     from pg_class as c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname`,
  );
  return rows;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Puts a row per workspace into every table, referenced tables first. When a new table has a rule that the generated
 * values break, the error names the table: give `valueFor` what it needs.
 */
export async function fillEveryTable(
  client: pg.ClientBase,
  tables: readonly Table[],
  workspaces: readonly string[],
): Promise<void> {
  const rows = new Map<string, Row>();
  for (const table of referencedFirst(tables)) {
    if (table.name === 'schema_migration') continue; // it has its rows
    for (const [index, workspace] of workspaces.entries()) {
      const row = rowFor(table, workspace, index, (name) => rows.get(`${name} ${workspace}`));
      rows.set(`${table.name} ${workspace}`, await insert(client, table.name, row));
    }
  }
}

function referencedFirst(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const ready = [...waiting].filter((table) =>
      table.references.every(
        (each) => each.table === table.name || ![...waiting].some((w) => w.name === each.table),
      ),
    );
    // Tables that refer to each other: take any, its nullable reference stays empty.
    for (const table of ready.length > 0 ? ready : [...waiting].slice(0, 1)) {
      ordered.push(table);
      waiting.delete(table);
    }
  }
  return ordered;
}

function rowFor(
  table: Table,
  workspace: string,
  index: number,
  filled: (table: string) => Row | undefined,
): Row {
  const row: Record<string, unknown> = {};
  for (const column of table.columns) {
    if (column.generated) continue;
    const isWorkspace =
      column.name === 'workspace_id' || (table.name === 'workspace' && column.name === 'id');
    if (isWorkspace) row[column.name] = workspace;
    else if (column.notNull && !column.hasDefault) row[column.name] = valueFor(table, column, index);
  }
  for (const reference of table.references) {
    const target = filled(reference.table);
    if (!target) continue;
    for (const [position, column] of reference.columns.entries()) {
      row[column] = target[reference.targets[position] ?? ''];
    }
  }
  return row;
}

function valueFor(table: Table, column: Column, index: number): unknown {
  if (column.type.endsWith('[]')) return '{}';
  switch (column.type) {
    case 'uuid':
      return randomUUID();
    case 'integer':
    case 'bigint':
    case 'smallint':
    case 'real':
    case 'double precision':
    case 'numeric':
      return index + 1;
    case 'boolean':
      return false;
    case 'json':
    case 'jsonb':
      return '[]';
    case 'bytea':
      return Buffer.from(`${table.name} ${column.name} ${index}`);
    case 'date':
    case 'timestamp with time zone':
      return '2026-11-21 09:30:00+00';
    default:
      return allowedBy(table.checks, column.name) ?? `${table.name} ${column.name} ${index}`;
  }
}

/** The first of the values that a check such as `state in ('open', 'closed')` allows; one with a condition allows it for some rows only. */
function allowedBy(checks: readonly string[], column: string): string | undefined {
  for (const check of checks.filter((one) => !one.includes('CASE'))) {
    const found = new RegExp(`\\(\\(*"?${column}"?\\)* = ANY \\(+ARRAY\\['([^']*)'`).exec(check);
    if (found) return found[1];
  }
  return undefined;
}

async function insert(client: pg.ClientBase, table: string, row: Row): Promise<Row> {
  const columns = Object.keys(row);
  const names = columns.map((name) => pg.escapeIdentifier(name)).join(', ');
  const places = columns.map((_, position) => `$${position + 1}`).join(', ');
  try {
    const { rows } = await client.query<Row>(
      `insert into ${pg.escapeIdentifier(table)} (${names}) values (${places}) returning *`,
      Object.values(row),
    );
    return rows[0] ?? {};
  } catch (error) {
    const { message, detail } = error as pg.DatabaseError;
    throw new Error(
      `The table ${table} could not be filled for this test: ${message}${detail ? ` (${detail})` : ''}`,
      {
        cause: error,
      },
    );
  }
}
