// The backups port of the command line: files in and out, the keys beside the database, the embedded server when needed.
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { createReadStream, rmSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { BackupsPort } from '../../cli/ports.ts';
import { AppError } from '../../domain/errors.ts';
import type { BackupKeys } from '../../storage/backup/manifest.ts';
import { stagePictures } from '../../storage/backup/pictures.ts';
import { openBackup, restoreBackup } from '../../storage/backup/read.ts';
import type { ByteSink } from '../../storage/backup/tar.ts';
import { inWorkspace } from '../../storage/database.ts';
import { migrationState } from '../../storage/migration-state.ts';
import { writeBackup } from '../../storage/backup/write.ts';
import type { Database } from '../../storage/tables.ts';
import { allWorkspaces } from '../../storage/user-admin.ts';
import type { Config } from '../config.ts';
import { keepRestoredKeys, keysForBackup, noKeys } from './backup-keys.ts';
import { commandLog, expectDatabase, withDatabase } from './database.ts';

export interface BackupStreams {
  /** Standard output, waiting while the reader is slow. */
  readonly out: (bytes: Uint8Array) => Promise<void>;
  readonly stdin: AsyncIterable<Uint8Array>;
}

/** Makes the port. */
export function createBackups(config: Config, version: string, streams: BackupStreams): BackupsPort {
  const picturesDirectory = path.join(config.dataDir, 'pictures');
  return {
    async write(file, { withKeys, progress }) {
      expectDatabase(config);
      return withDatabase(config, async ({ ownerUrl, open: openAsProgram }) => {
        // Of whatever version it is: before an upgrade is when a backup is wanted most.
        const states = await migrationState(ownerUrl);
        if (states.every(({ appliedAt }) => appliedAt === null)) throw nothingThere();
        const keys = withKeys ? await keysForBackup(config) : null;
        if (withKeys && keys === null && (await hasSecrets(openAsProgram().db))) throw noKeys(config.dataDir);
        const target = file === null ? toStream(streams.out) : await toFile(file);
        try {
          const summary = await writeBackup({
            url: ownerUrl,
            sink: target.sink,
            program: version,
            nowMs: Date.now(),
            picturesDirectory,
            keys,
            progress: (table, { rows }) => progress(table, rows),
          });
          const bytes = await target.finish();
          return { ...summary, bytes, hasKeys: keys !== null };
        } catch (error) {
          await target.discard();
          throw explainFile(error, file);
        }
      });
    },
    async restore(file, { progress }) {
      const source: AsyncIterable<Uint8Array> =
        file === null ? streams.stdin : createReadStream(file, { highWaterMark: 1024 * 1024 });
      // Before a database is started or made for it.
      const backup = await openBackup(source).catch((error: unknown) => {
        throw explainFile(error, file);
      });
      const advice: string[] = [];
      const staging = path.join(config.dataDir, `restoring-${randomBytes(4).toString('hex')}`);
      const keepKeys = async (keys: BackupKeys): Promise<void> => {
        advice.push(...(await keepRestoredKeys(config, keys)));
      };
      const summary = await withDatabase(
        config,
        ({ ownerUrl }) =>
          restoreBackup({
            url: ownerUrl,
            backup,
            pictures: stagePictures(picturesDirectory, staging),
            log: commandLog,
            keepKeys,
            progress: (table, { rows }) => progress(table, rows),
          }),
        { alone: true },
      );
      if (!summary.hasKeys) {
        advice.push(
          'The backup holds no keys: put yours back (secret.key in the data directory, or KIZUKI_SECRET_KEYS), or connect the accounts again.',
        );
      }
      return { ...summary, advice };
    },
  };
}

/** Whether any account's secrets are kept. */
async function hasSecrets(db: Kysely<Database>): Promise<boolean> {
  for (const { id } of await allWorkspaces(db)) {
    const row = await inWorkspace(db, id, (trx) =>
      trx.selectFrom('account').select('id').where('secrets', 'is not', null).limit(1).executeTakeFirst(),
    );
    if (row !== undefined) return true;
  }
  return false;
}

function nothingThere(): AppError {
  return new AppError('not_found', 'There is nothing of Kizuki in the database yet, so nothing to back up.');
}

interface Target {
  readonly sink: ByteSink;
  /** Makes it last; answers its size in bytes. */
  finish(): Promise<number>;
  discard(): Promise<void>;
}

function toStream(out: BackupStreams['out']): Target {
  let written = 0;
  return {
    sink: {
      async write(bytes) {
        written += bytes.length;
        await out(bytes);
      },
    },
    finish: () => Promise.resolve(written),
    discard: () => Promise.resolve(),
  };
}

/** Under another name until it is whole: half a backup must never look like one. */
async function toFile(file: string): Promise<Target> {
  const unfinished = `${file}.unfinished`;
  await refuseExisting(file);
  let handle: FileHandle;
  try {
    handle = await open(unfinished, 'wx', 0o600);
  } catch (error) {
    throw explainFile(error, unfinished);
  }
  const stopWatching = onEnd(() => rmSync(unfinished, { force: true }));
  let written = 0;
  return {
    sink: {
      async write(bytes) {
        written += bytes.length;
        for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten;
      },
    },
    async finish() {
      await handle.sync();
      await handle.close();
      await rename(unfinished, file);
      stopWatching();
      return written;
    },
    async discard() {
      await handle.close().catch(() => undefined);
      await rm(unfinished, { force: true });
      stopWatching();
    },
  };
}

/** Does `work` when the program is told to end, and lets it end of that; answers how to stop watching. */
function onEnd(work: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const end = (signal: NodeJS.Signals): void => {
    work();
    stop();
    process.kill(process.pid, signal);
  };
  const stop = (): void => signals.forEach((signal) => process.off(signal, end));
  for (const signal of signals) process.on(signal, end);
  return stop;
}

async function refuseExisting(file: string): Promise<void> {
  const there = await open(file, 'r').then(
    async (handle) => {
      await handle.close();
      return true;
    },
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (!there) return;
  throw new AppError(
    'already_exists',
    `${file} is there already. A backup never writes over a file; name another.`,
    {
      where: 'FILE',
    },
  );
}

/** What the system said about the file, as an error that says what to do. */
function explainFile(error: unknown, file: string | null): unknown {
  if (error instanceof AppError || file === null) return error;
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'disk_full',
        `There is no space left for ${file}. Free some, or name another disk.`,
        {
          where: 'FILE',
          cause: error,
        },
      );
    case 'EEXIST':
      return new AppError(
        'already_exists',
        `${file} is there already: another backup is being written, or one was cut off. Remove it when none runs.`,
        { where: 'FILE', cause: error },
      );
    case 'ENOENT':
      return new AppError('not_found', `${file} cannot be opened: there is no such file or folder.`, {
        where: 'FILE',
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
    case 'ENOTDIR':
      return new AppError(
        'invalid_input',
        `${file} cannot be opened (${code}). Name a file that may be used.`,
        {
          where: 'FILE',
          cause: error,
        },
      );
    default:
      return error;
  }
}
