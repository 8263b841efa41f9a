// The head of a backup: what wrote it, and whether this program and this database can take it.
import type pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { migrationsDirectory, readMigrations } from '../migrate.ts';
import { backupFormat, headName, headSchema, type BackupHead } from './manifest.ts';
import { damaged, type TarEntry } from './tar.ts';

const mostDocumentBytes = 16 * 1024 * 1024;

/** The first entry. Errors: `invalid_input`, `database_unsupported` for a newer format. */
export async function readHead(entries: AsyncGenerator<TarEntry>): Promise<BackupHead> {
  const first = await entries.next();
  if (first.done === true || first.value.name !== headName)
    throw damaged(`it does not begin with ${headName}`);
  const value = await document(first.value);
  const format = (value as { format?: unknown }).format;
  if (typeof format === 'number' && format > backupFormat) {
    throw new AppError(
      'database_unsupported',
      `This backup has the format ${String(format)}; this program reads up to ${String(backupFormat)}. Restore it with ` +
        'the version of Kizuki that wrote it, or a newer one.',
      { where: 'file' },
    );
  }
  const parsed = headSchema.safeParse(value);
  if (!parsed.success) throw damaged(`${headName} does not say what it should`);
  return parsed.data;
}

/** A JSON entry. Errors: `invalid_input`. */
export async function document(entry: TarEntry): Promise<unknown> {
  try {
    return JSON.parse((await entry.whole(mostDocumentBytes)).toString('utf8'));
  } catch (error) {
    throw error instanceof SyntaxError ? damaged(`${entry.name} is no JSON`) : error;
  }
}

/** Whether this program knows the schema of the backup. Errors: `database_unsupported`. */
export async function checkHead(head: BackupHead): Promise<void> {
  const known = await readMigrations(migrationsDirectory);
  if (head.schema.version > known.length) {
    throw new AppError(
      'database_unsupported',
      `This backup was written by Kizuki ${head.program}, which is newer than this program: its schema has version ` +
        `${String(head.schema.version)}, the program knows ${String(known.length)}. Restore it with that version.`,
      { where: 'file' },
    );
  }
  for (const [index, { file, sha256 }] of head.schema.migrations.entries()) {
    if (known[index]?.sha256 === sha256) continue;
    throw new AppError(
      'database_unsupported',
      `This backup's schema was made by another text of the migration ${file} than this program has. Restore it with ` +
        `the version of Kizuki that wrote it (${head.program}).`,
      { where: file },
    );
  }
}

/** Whether the database has the schema of the backup. Errors: `database_unsupported`. */
export async function expectSchema(client: pg.Client, head: BackupHead): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    'select max(version) as version from public.schema_migration',
  );
  const version = rows[0]?.version ?? 0;
  if (version === head.schema.version) return;
  throw new AppError(
    'database_unsupported',
    `The database is at schema version ${String(version)}, the backup at ${String(head.schema.version)}, and a schema ` +
      'never goes back. Restore into a database without tables: an empty data directory, or a new database.',
    { where: 'DATABASE_URL' },
  );
}
