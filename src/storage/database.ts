// The program's connections: a bounded pool, sessions with time limits, and transactions that see one workspace only.
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { isConnectionLost, translateFailure } from './failures.ts';
import type { StorageLog } from './log.ts';
import { preparedName } from './prepared.ts';
import type { Database } from './tables.ts';
import { programTypes } from './values.ts';

export interface DatabaseTarget {
  readonly url: string;
  /** Taken on by SET ROLE in every session, when the URL's user is not the program's role already. */
  readonly role?: string | undefined;
}

export interface DatabaseOptions extends DatabaseTarget {
  readonly log: StorageLog;
  /** Most connections at once. */
  readonly poolSize?: number;
  /** A single statement may take this long. */
  readonly statementTimeoutMs?: number;
  /** A transaction may stand idle this long before the server ends it: its locks hold up others. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

export interface OpenDatabase {
  readonly db: Kysely<Database>;
  /** The pool beneath, for what kysely does not do (COPY, LISTEN). Its failures are not translated. */
  readonly pool: pg.Pool;
  /** Waits for the work in hand and closes all connections. */
  close(): Promise<void>;
}

export type WorkspaceTransaction = Transaction<Database>;

const connectTimeoutMs = 10_000;

/**
 * Opens a pool; connections are made when they are needed. Values come as `values.ts` says. Queries and transactions
 * fail with AppError `database_unavailable` (retryable) or `disk_full` when the server is the reason.
 */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const pool = openPool(options);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: translating(pool) }) });
  return { db, pool, close: () => db.destroy().then(() => (pool.ended ? undefined : pool.end())) };
}

/** The pool alone. */
export function openPool(options: DatabaseOptions): pg.Pool {
  const settings = sessionSettings(options);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: connectTimeoutMs,
    // A connection is a process of the server: those that only the chores' common minute needed end soon.
    idleTimeoutMillis: 5_000,
    keepAlive: true,
    // A transaction's first statement goes out behind its opening, without waiting for the answer to that.
    pipeline: true,
    application_name: options.applicationName ?? 'kizuki',
    types: programTypes,
    // By statements, not by start parameters: a pooler in between (PgBouncer) refuses those it does not know.
    onConnect: (client) => client.query(settings) as unknown as void,
  });
  pool.on('error', (error) => {
    // Connections that end while we close them are no news.
    if (pool.ending) return;
    // An idle connection broke. The pool has dropped it; whoever needs one next gets a new one or the error.
    options.log.warn({ error: error.message }, 'a connection to the database was lost');
  });
  // The error of a connection in use fails the query in hand too; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function sessionSettings(options: DatabaseOptions): string {
  const settings = [
    `set timezone = 'UTC'`,
    `set statement_timeout = ${options.statementTimeoutMs ?? 15_000}`,
    `set idle_in_transaction_session_timeout = ${options.idleInTransactionTimeoutMs ?? 15_000}`,
  ];
  if (options.role !== undefined) settings.push(`set role ${pg.escapeIdentifier(options.role)}`);
  return settings.join('; ');
}

function translating(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw translateFailure(error);
      });
      const known = wrapped.get(client) ?? translatingClient(client);
      wrapped.set(client, known);
      return known;
    },
  };
}

function translatingClient(client: pg.PoolClient): PostgresPoolClient {
  let broken = false;
  /** A transaction was asked for, and goes to the server with its first statement: one round trip less. */
  let opening = false;
  /** The opening is on its way. Should it fail, nothing after it does anything: no setting, no rows. */
  let opened: Promise<unknown> | null = null;
  const send = async (statement: pg.QueryConfig): Promise<pg.QueryResult> => {
    const before = opened;
    opened = null;
    try {
      const [result] = await Promise.all([client.query(statement), before]);
      return result;
    } catch (error) {
      // The server says goodbye before it hangs up: in between the pool would lend the dead connection once more.
      broken ||= isConnectionLost(error);
      throw translateFailure(error);
    }
  };
  const wrapper = {
    async query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
      if (text === 'begin') {
        opening = true;
        return nothing;
      }
      const opens = opening;
      opening = false;
      if (!opens) return send(statementOf(text, values));
      if (text === 'commit' || text === 'rollback') return nothing;
      if (text === setting) {
        opened = client.query(`begin; ${withLiterals(values)}`);
        // Whoever sends next is told.
        opened.catch(() => {});
        return nothing;
      }
      await send({ text: 'begin' });
      return send(statementOf(text, values));
    },
    release: (destroy?: boolean) => client.release(destroy === true || broken),
  };
  // Kysely asks for more overloads than it uses without a cursor.
  return wrapper as unknown as PostgresPoolClient;
}

/** What a transaction of a workspace begins with. */
const setting = 'select set_config($1, $2, true)';

/** Several statements in one text take no parameters. */
function withLiterals(values: readonly unknown[]): string {
  const [name, value] = values.map((each) => pg.escapeLiteral(String(each)));
  return `select set_config(${name}, ${value}, true)`;
}

/** The answer to a statement that had nothing to do. */
const nothing: pg.QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] };

function statementOf(text: string, values: readonly unknown[]): pg.QueryConfig {
  const name = preparedName(text);
  const statement = { text, values: [...values] };
  return name === null ? statement : { name, ...statement };
}

/** Runs `work` in a transaction that sees and writes the rows of one workspace only. */
export function inWorkspace<T>(
  db: Kysely<Database>,
  workspaceId: string,
  work: (trx: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  return withSetting(db, 'kizuki.workspace_id', workspaceId, work);
}

/** The same for work that only reads: what was read is answered while the transaction still ends. */
export function readInWorkspace<T>(
  db: Kysely<Database>,
  workspaceId: string,
  work: (trx: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    inWorkspace(db, workspaceId, async (trx) => resolve(await work(trx))).catch(reject);
  });
}

/** Runs `work` in a transaction that sees what belongs to a user across workspaces: which ones they are a member of. */
export function asUser<T>(
  db: Kysely<Database>,
  userId: string,
  work: (trx: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  return withSetting(db, 'kizuki.user_id', userId, work);
}

/** Runs `work` in a transaction that sees which workspaces there are, and nothing else of them: for the workers. */
export function asSystem<T>(
  db: Kysely<Database>,
  work: (trx: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  return withSetting(db, 'kizuki.system', 'on', work);
}

function withSetting<T>(
  db: Kysely<Database>,
  name: string,
  value: string,
  work: (trx: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    // Local to the transaction: the connection goes back to the pool without it.
    await trx.executeQuery(CompiledQuery.raw(setting, [name, value]));
    return work(trx);
  });
}
