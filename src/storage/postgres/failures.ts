// Turns what PostgreSQL said when it could not be initialised or started into an error that says what to do.
import { AppError } from '../../domain/errors.ts';

interface Known {
  readonly pattern: RegExp;
  readonly code: 'disk_full' | 'invalid_configuration' | 'database_unsupported' | 'database_unavailable';
  readonly advice: string;
}

const known: readonly Known[] = [
  {
    pattern:
      /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT|wrote only \d+ of|Check free disk space/i,
    code: 'disk_full',
    advice:
      'The disk is full. Free some space there, or move the data directory to a larger disk, and start again.',
  },
  {
    pattern: /Read-only file system|EROFS/i,
    code: 'invalid_configuration',
    advice: 'The file system is read-only. Put the data directory on one that can be written.',
  },
  {
    pattern: /Permission denied|EACCES|EPERM|wrong ownership|invalid permissions|could not access directory/i,
    code: 'invalid_configuration',
    advice:
      'Permission was denied. The directory must belong to the user who runs the database: start the program as the ' +
      'user who started it before, or give the directory to the present one (chown -R).',
  },
  {
    pattern: /ENOTDIR|EEXIST/,
    code: 'invalid_configuration',
    advice: 'There is a file where a directory should be. Give another data directory.',
  },
  {
    // What mkdir says on a read-only file system, too.
    pattern: /ENOENT.*mkdir/,
    code: 'invalid_configuration',
    advice: 'It cannot be made there: the disk is not mounted, or read-only. Give another data directory.',
  },
  {
    pattern: /incompatible with server|initialized by PostgreSQL version/i,
    code: 'database_unsupported',
    advice:
      'The data was written by another version of PostgreSQL. Start the version of Kizuki that wrote it.',
  },
  {
    pattern: /could not create shared memory|could not map anonymous shared memory|Cannot allocate memory/i,
    code: 'database_unavailable',
    advice:
      'There is not enough memory: the database needs about 200 MB. Free some, or allow the container more.',
  },
  {
    pattern: /PANIC|checkpoint record|invalid magic number|checksum/i,
    code: 'database_unavailable',
    advice:
      'Its files are damaged, so it stopped rather than lose more. Restore the newest backup ("kizuki restore").',
  },
  {
    pattern: /spawn .*ENOENT|cannot execute|error while loading|could not exec/i,
    code: 'database_unsupported',
    advice:
      'The program could not be run: its files are missing, or it was built for another system (Alpine and other ' +
      'musl systems are not supported). Run "npm ci" again, or set DATABASE_URL to a server of your own.',
  },
];

/**
 * The error for a failed step. `output` is what the server or the system said; its last lines are kept in the message.
 */
export function explainFailure(step: string, where: string, output: string, cause?: unknown): AppError {
  const found = known.find(({ pattern }) => pattern.test(output));
  const lines = output.split('\n');
  const telling = lines.filter((line) => /FATAL|PANIC|ERROR|could not/.test(line));
  const said = (telling.length > 0 ? telling : lines).slice(-3).join(' / ').slice(0, 600);
  const advice = found?.advice ?? 'Look at the log beside it for the reason.';
  return new AppError(
    found?.code ?? 'database_unavailable',
    `The embedded database could not ${step} (${where}). ${advice} It said: ${said || 'nothing'}`,
    { where, cause },
  );
}
