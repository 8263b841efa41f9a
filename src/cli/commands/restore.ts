// kizuki restore: fills an empty database from a backup, all of it or nothing.
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { grouped } from '../output.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'Restores a backup into an empty database: all of it, checked by its hashes, or nothing.',
  details:
    'Stop Kizuki first. The target is what the configuration names: an empty KIZUKI_DATA_DIR, or an empty database in ' +
    'DATABASE_URL. A backup of an older version is migrated. Everybody signs in again, and what was on its way to a ' +
    'network when the backup was written is looked up there before anything is sent.',
  takes: [{ name: 'FILE', meaning: 'A file that "kizuki backup" wrote; - reads from standard input.' }],
  examples: ['KIZUKI_DATA_DIR=/var/lib/kizuki-new kizuki restore /backups/kizuki-2026-11-21.tar'],
  async run(input, { ports, io, json }) {
    const file = input.positionals['FILE'] ?? '';
    const result = await (
      await ports.backups()
    ).restore(file === '-' ? null : file, {
      progress: (table, rows) => {
        if (!json && rows > 0) io.note(`  ${table}: ${grouped(rows)} rows`);
      },
    });
    if (json) await io.out(`${JSON.stringify({ file, ...result })}\n`);
    else {
      await io.out(
        `Restored ${grouped(result.rows)} rows of ${String(result.tables)} tables and ${grouped(result.pictures)} pictures, ` +
          `as they were at ${result.at} (Kizuki ${result.program}). All hashes are equal.\n`,
      );
      if (result.doubted > 0) {
        await io.out(
          `${grouped(result.doubted)} sends that were on their way are looked up before anything is sent.\n`,
        );
      }
      for (const sentence of result.advice) await io.out(`${sentence}\n`);
    }
    return exitCodes.ok;
  },
};
