// Which migrations a database has and which are pending, without changing anything.
import { AppError } from '../domain/errors.ts';
import { withClient } from './client.ts';
import { isSqlState, translateFailure } from './failures.ts';
import { migrationsDirectory, readMigrations } from './migrate.ts';

export interface MigrationState {
  readonly file: string;
  /** ISO 8601 UTC; null while it is pending. */
  readonly appliedAt: string | null;
}

interface Applied {
  version: number;
  name: string;
  sha256: string;
  at: Date;
}

/**
 * The program's migrations in order. Errors: `database_unsupported` for a database that is newer than the program or
 * has another text of a migration, `database_unavailable`.
 */
export async function migrationState(url: string): Promise<MigrationState[]> {
  const known = await readMigrations(migrationsDirectory);
  const applied = await readApplied(url);
  const newest = applied.at(-1);
  if (newest !== undefined && newest.version > known.length) {
    throw new AppError(
      'database_unsupported',
      `The database is newer than this program: it has the migration ${newest.name}. Start the newer version of Kizuki.`,
      { where: newest.name },
    );
  }
  const byVersion = new Map(applied.map((row) => [row.version, row]));
  return known.map(({ version, file, sha256 }) => {
    const row = byVersion.get(version);
    if (row !== undefined && row.sha256 !== sha256) {
      throw new AppError(
        'database_unsupported',
        `The migration ${file} was changed after it had been applied here. Put its old text back.`,
        { where: file },
      );
    }
    return { file, appliedAt: row?.at.toISOString() ?? null };
  });
}

async function readApplied(url: string): Promise<Applied[]> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<Applied>(
        'select version, name, sha256, applied_at as at from public.schema_migration order by version',
      );
      return rows;
    });
  } catch (error) {
    // No migration was ever applied.
    if (isSqlState(error, '42P01')) return [];
    throw translateFailure(error);
  }
}
