// Restores a backup: into an empty database, checked by its hashes, all of it or nothing.
import { createHash, type Hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { withClient } from '../client.ts';
import { isSqlState, translateFailure } from '../failures.ts';
import type { StorageLog } from '../log.ts';
import { migrate } from '../migrate.ts';
import { checkHead, document, expectSchema, readHead } from './head.ts';
import { copyIn, doubtOutbound, setSequences, takeDown, type RowsIn } from './load.ts';
import {
  keysName,
  keysSchema,
  manifestName,
  manifestSchema,
  picturesFolder,
  tablesFolder,
  type BackupHead,
  type BackupKeys,
  type BackupManifest,
  type TableSum,
} from './manifest.ts';
import type { StagedPictures } from './pictures.ts';
import {
  countTable,
  listTables,
  listWorkspaces,
  printSettings,
  readRows,
  type BackupTable,
  type TableCounter,
} from './tables.ts';
import { damaged, readTar, type TarEntry } from './tar.ts';

const decompress = promisify(gunzip);
const mostPieceBytes = 64 * 1024 * 1024;
const mostPictureBytes = 64 * 1024 * 1024;

export interface OpenedBackup {
  readonly head: BackupHead;
  /** What follows the head. */
  readonly entries: AsyncGenerator<TarEntry>;
}

/**
 * Reads the head, before any database is touched. Errors: `invalid_input` (no backup), `database_unsupported` (of a
 * newer program).
 */
export async function openBackup(source: AsyncIterable<Uint8Array>): Promise<OpenedBackup> {
  const entries = readTar(source);
  const head = await readHead(entries);
  await checkHead(head);
  return { head, entries };
}

export interface RestoreOptions {
  /** Connects as the owner of the tables. */
  readonly url: string;
  readonly backup: OpenedBackup;
  readonly pictures: StagedPictures;
  readonly log: StorageLog;
  /** Keeps the keys; called once, before the restore becomes true. It is not called for a backup without keys. */
  readonly keepKeys: (keys: BackupKeys) => Promise<void>;
  readonly progress?: (table: string, sum: TableSum) => void;
}

export interface RestoreSummary {
  readonly program: string;
  /** When the backup was written, ISO 8601 UTC. */
  readonly at: string;
  readonly rows: number;
  readonly tables: number;
  readonly pictures: number;
  readonly hasKeys: boolean;
  /** Sends that are looked up before anything else. */
  readonly doubted: number;
}

/**
 * Restores everything, in constant memory. Errors: `invalid_input` (no whole backup), `already_exists` (not empty),
 * `data_dir_in_use` (somebody works on the database), `database_unsupported` (written by a newer program, or the
 * database is newer than the backup), `database_unavailable`, `disk_full`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const { head, entries } = options.backup;
  try {
    await migrate({ url: options.url, log: options.log, upTo: head.schema.version });
    const summary = await withClient(options.url, async (client) => {
      await client.query(printSettings);
      await expectSchema(client, head);
      await client.query('begin');
      return fill(client, entries, head, options);
    });
    await withClient(options.url, (client) => client.query('analyze'));
    await migrate({ url: options.url, log: options.log });
    return summary;
  } catch (error) {
    if (isSqlState(error, '55P03')) throw inUse(error);
    throw translateFailure(error);
  } finally {
    await options.pictures.forget();
  }
}

function inUse(cause: unknown): AppError {
  return new AppError(
    'data_dir_in_use',
    'Somebody works on this database. Stop every Kizuki that uses it, then restore.',
    { where: 'DATABASE_URL', cause },
  );
}

interface Reading {
  readonly sums: Record<string, TableSum>;
  readonly pictureHash: Hash;
  pictures: BackupManifest['pictures'];
  keys: BackupKeys | null;
  manifest: BackupManifest | null;
}

async function fill(
  client: pg.Client,
  entries: AsyncGenerator<TarEntry>,
  head: BackupHead,
  options: RestoreOptions,
): Promise<RestoreSummary> {
  const tables = await expectTables(client, head);
  const putUp = await takeDown(client, tables);
  await client.query(`set local maintenance_work_mem = '256MB'`);
  const reading = await readEntries(client, entries, head, options);
  const manifest = compare(reading, head);
  for (const statement of putUp.filter((one) => !one.includes('row level security')))
    await client.query(statement);
  await expectSame(client, tables, manifest);
  await setSequences(client, manifest.sequences);
  const doubted = await doubtOutbound(client);
  for (const statement of putUp.filter((one) => one.includes('row level security')))
    await client.query(statement);
  // Before the commit: pictures and keys without rows harm nobody, rows without them would.
  await options.pictures.moveIn();
  if (reading.keys !== null) await options.keepKeys(reading.keys);
  await client.query('commit');
  const rows = Object.values(manifest.tables).reduce((total, sum) => total + sum.rows, 0);
  return {
    program: head.program,
    at: head.at,
    rows,
    tables: tables.length,
    pictures: manifest.pictures.count,
    hasKeys: reading.keys !== null,
    doubted,
  };
}

/** The tables of the head, as this database has them. */
async function expectTables(client: pg.Client, head: BackupHead): Promise<BackupTable[]> {
  const present = new Map((await listTables(client)).map((table) => [table.name, table]));
  return head.tables.map(({ name, columns }) => {
    const table = present.get(name);
    const lacking = columns.filter((column) => table?.columns.includes(column) !== true);
    if (table === undefined || lacking.length > 0)
      throw damaged(`the schema has no ${[name, ...lacking].join('.')}`);
    return { ...table, columns };
  });
}

async function readEntries(
  client: pg.Client,
  entries: AsyncGenerator<TarEntry>,
  head: BackupHead,
  options: RestoreOptions,
): Promise<Reading> {
  const reading: Reading = {
    sums: {},
    pictureHash: createHash('sha256'),
    pictures: { count: 0, bytes: 0, sha256: '' },
    keys: null,
    manifest: null,
  };
  const current: { table: OpenTable | null } = { table: null };
  const close = async (): Promise<void> => {
    const { table } = current;
    if (table === null) return;
    await table.rows.end();
    const sum = table.counter.sum();
    reading.sums[table.name] = sum;
    options.progress?.(table.name, sum);
    current.table = null;
  };
  for await (const entry of entries) {
    const name = tableOf(entry.name);
    if (name !== current.table?.name) await close();
    if (name === null) {
      await readOther(entry, reading, options);
      continue;
    }
    current.table ??= openTable(client, head, reading, name);
    const piece = await unpack(entry);
    current.table.counter.add(piece);
    await current.table.rows.write(piece);
  }
  await close();
  return reading;
}

interface OpenTable {
  readonly name: string;
  readonly rows: RowsIn;
  readonly counter: TableCounter;
}

function openTable(client: pg.Client, head: BackupHead, reading: Reading, name: string): OpenTable {
  const known = head.tables.find((table) => table.name === name);
  if (known === undefined || reading.sums[name] !== undefined)
    throw damaged(`the table ${name} is out of place`);
  return { name, rows: copyIn(client, name, known.columns), counter: countTable() };
}

async function unpack(entry: TarEntry): Promise<Buffer> {
  const packed = await entry.whole(mostPieceBytes);
  try {
    return await decompress(packed, { maxOutputLength: mostPieceBytes });
  } catch {
    throw damaged(`${entry.name} cannot be decompressed`);
  }
}

function tableOf(name: string): string | null {
  return name.startsWith(tablesFolder) ? (name.slice(tablesFolder.length).split('/')[0] ?? null) : null;
}

async function readOther(entry: TarEntry, reading: Reading, options: RestoreOptions): Promise<void> {
  if (entry.name === manifestName || entry.name === keysName) {
    const value = await document(entry);
    const parsed = (entry.name === manifestName ? manifestSchema : keysSchema).safeParse(value);
    if (!parsed.success) throw damaged(`${entry.name} does not say what it should`);
    if (entry.name === manifestName) reading.manifest = parsed.data as BackupManifest;
    else reading.keys = parsed.data as BackupKeys;
    return;
  }
  if (!entry.name.startsWith(picturesFolder)) throw damaged(`${entry.name} does not belong there`);
  const name = entry.name.slice(picturesFolder.length);
  const bytes = await entry.whole(mostPictureBytes);
  await options.pictures.put(name, bytes);
  reading.pictureHash.update(`${name}\0${String(bytes.length)}\0`).update(bytes);
  reading.pictures = {
    count: reading.pictures.count + 1,
    bytes: reading.pictures.bytes + bytes.length,
    sha256: '',
  };
}

/** What was read against what the manifest says was written. */
function compare(reading: Reading, head: BackupHead): BackupManifest {
  const { manifest, sums } = reading;
  if (manifest === null) throw damaged('it has no manifest at its end');
  for (const { name } of head.tables) {
    const written = manifest.tables[name];
    const read = sums[name] ?? countTable().sum();
    if (written?.sha256 !== read.sha256 || written.rows !== read.rows) {
      throw damaged(`the rows of ${name} are not those that were written`);
    }
  }
  const pictures = { ...reading.pictures, sha256: reading.pictureHash.copy().digest('hex') };
  if (JSON.stringify(pictures) !== JSON.stringify(manifest.pictures))
    throw damaged('the pictures are not those that were written');
  if (head.hasKeys && reading.keys === null) throw damaged('its keys are missing');
  return manifest;
}

/** Reads every table back: what the database holds now is what the backup says. */
async function expectSame(
  client: pg.Client,
  tables: readonly BackupTable[],
  manifest: BackupManifest,
): Promise<void> {
  const workspaces = await listWorkspaces(client);
  for (const table of tables) {
    const counter = countTable();
    for await (const piece of readRows(client, table, workspaces)) counter.add(piece);
    const { sha256, rows } = counter.sum();
    const written = manifest.tables[table.name];
    if (written?.sha256 === sha256) continue;
    throw new AppError(
      'internal',
      `The restored table ${table.name} has ${String(rows)} rows, the backup ${String(written?.rows)}, or they differ. ` +
        'Nothing was restored; keep the backup and report this.',
      { where: table.name },
    );
  }
}
