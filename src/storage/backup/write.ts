// Writes a backup while the program runs: one consistent snapshot of the database, the pictures, and the keys.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type pg from 'pg';
import { withClient } from '../client.ts';
import { translateFailure } from '../failures.ts';
import {
  backupFormat,
  headName,
  keysName,
  manifestName,
  picturesFolder,
  tablesFolder,
  type BackupHead,
  type BackupKeys,
  type BackupManifest,
  type TableSum,
} from './manifest.ts';
import { listPictures, readPicture } from './pictures.ts';
import {
  countTable,
  listSequences,
  listTables,
  listWorkspaces,
  printSettings,
  readRows,
  type BackupTable,
} from './tables.ts';
import { tarEnd, tarHeader, tarPadding, type ByteSink } from './tar.ts';

const compress = promisify(gzip);

/** Rows are compressed in pieces of this size: it bounds the memory, and a tar entry needs its size in advance. */
const pieceBytes = 4 * 1024 * 1024;
/** The fastest: the disk is slower than a better one would be small. */
const compressionLevel = 1;

export interface BackupOptions {
  /** Connects as the owner of the tables. */
  readonly url: string;
  readonly sink: ByteSink;
  /** The version of the program. */
  readonly program: string;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly picturesDirectory: string;
  /** The keys the networks' tokens are sealed with; null leaves them out. */
  readonly keys: BackupKeys | null;
  /** Told after each table. */
  readonly progress?: (table: string, sum: TableSum) => void;
}

export interface BackupSummary {
  readonly schemaVersion: number;
  readonly rows: number;
  readonly tables: number;
  readonly pictures: number;
}

/**
 * Writes everything as one tar archive, in constant memory. Errors: `database_unavailable`, `disk_full`; what the sink
 * throws comes through.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  try {
    return await withClient(options.url, async (client) => {
      await client.query(printSettings);
      // Read only: it holds up nobody, and takes no transaction id that readers of the event log would wait for.
      await client.query('begin isolation level repeatable read read only');
      return await writeAll(client, options);
    });
  } catch (error) {
    throw translateFailure(error);
  }
}

async function writeAll(client: pg.Client, options: BackupOptions): Promise<BackupSummary> {
  const { sink, nowMs, keys } = options;
  const entry = async (name: string, body: Uint8Array): Promise<void> => {
    await sink.write(tarHeader(name, body.length, nowMs));
    await sink.write(body);
    await sink.write(tarPadding(body.length));
  };
  const json = (name: string, value: unknown): Promise<void> =>
    entry(name, Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8'));

  const tables = await listTables(client);
  const head = await headOf(client, tables, options);
  await json(headName, head);
  const workspaces = await listWorkspaces(client);
  const sums: Record<string, TableSum> = {};
  for (const table of tables) {
    const sum = await writeTable(client, table, workspaces, entry);
    sums[table.name] = sum;
    options.progress?.(table.name, sum);
  }
  // Pictures are written before the row that names them, so every one that the snapshot names is there by now.
  const pictures = await writePictures(options);
  const sequences = await listSequences(client);
  if (keys !== null) await json(keysName, keys);
  await json(manifestName, { tables: sums, sequences, pictures } satisfies BackupManifest);
  await sink.write(tarEnd);
  const rows = Object.values(sums).reduce((total, sum) => total + sum.rows, 0);
  return { schemaVersion: head.schema.version, rows, tables: tables.length, pictures: pictures.count };
}

async function headOf(
  client: pg.Client,
  tables: readonly BackupTable[],
  options: BackupOptions,
): Promise<BackupHead> {
  const { rows } = await client.query<{ file: string; sha256: string }>(
    'select name as file, sha256 from public.schema_migration order by version',
  );
  return {
    format: backupFormat,
    program: options.program,
    at: new Date(options.nowMs).toISOString(),
    schema: { version: rows.length, migrations: rows },
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
    hasKeys: options.keys !== null,
  };
}

async function writeTable(
  client: pg.Client,
  table: BackupTable,
  workspaces: readonly string[],
  entry: (name: string, body: Uint8Array) => Promise<void>,
): Promise<TableSum> {
  const counter = countTable();
  let number = 0;
  let pieces: Uint8Array[] = [];
  let held = 0;
  // One piece is compressed while the next is read.
  let compressing: Promise<Buffer> | null = null;
  const flush = async (): Promise<void> => {
    const before = compressing;
    compressing = held === 0 ? null : compress(Buffer.concat(pieces), { level: compressionLevel });
    // Whoever awaits it next sees its failure; until then it must not count as unhandled.
    compressing?.catch(() => undefined);
    pieces = [];
    held = 0;
    if (before === null) return;
    number += 1;
    await entry(`${tablesFolder}${table.name}/${String(number).padStart(6, '0')}.copy.gz`, await before);
  };
  for await (const piece of readRows(client, table, workspaces)) {
    counter.add(piece);
    pieces.push(piece);
    held += piece.length;
    if (held >= pieceBytes) await flush();
  }
  await flush();
  await flush();
  return counter.sum();
}

async function writePictures(options: BackupOptions): Promise<BackupManifest['pictures']> {
  const { sink, nowMs, picturesDirectory } = options;
  const hash = createHash('sha256');
  let count = 0;
  let bytes = 0;
  for await (const name of listPictures(picturesDirectory)) {
    const picture = await readPicture(picturesDirectory, name);
    // Removed since the directory was read: its row is gone too, or will not be missed.
    if (picture === null) continue;
    const { length } = picture;
    await sink.write(tarHeader(`${picturesFolder}${name}`, length, nowMs));
    await sink.write(picture);
    await sink.write(tarPadding(length));
    hash.update(`${name}\0${String(length)}\0`).update(picture);
    count += 1;
    bytes += length;
  }
  return { count, bytes, sha256: hash.digest('hex') };
}
