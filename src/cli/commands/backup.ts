// kizuki backup: writes everything into one file, while Kizuki runs.
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { grouped, sizeOf } from '../output.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'Writes the database, the pictures and the keys into one file, while Kizuki runs.',
  details:
    'The file is a tar archive of one consistent moment, readable by its owner only (mode 0600). It is NOT encrypted, ' +
    'and unless --without-keys is given it holds the keys that the networks’ tokens are sealed with: keep it as safe ' +
    'as the server itself, or encrypt it on its way. Left out: who is signed in, and the rolling window of posts that ' +
    'matched nothing.',
  takes: [{ name: 'FILE', meaning: 'A file that is not there yet; - writes to standard output.' }],
  options: {
    'without-keys': {
      kind: 'flag',
      meaning:
        'Leave the keys out; a restore then needs them from elsewhere, or the accounts connected again.',
    },
  },
  examples: [
    'kizuki backup /backups/kizuki-$(date +%F).tar',
    'kizuki backup - | age -r age1… > kizuki.tar.age',
  ],
  async run(input, { ports, io, json }) {
    const file = input.positionals['FILE'] ?? '';
    const withKeys = !input.flag('without-keys');
    const result = await (
      await ports.backups()
    ).write(file === '-' ? null : file, {
      withKeys,
      progress: (table, rows) => {
        if (!json && rows > 0) io.note(`  ${table}: ${grouped(rows)} rows`);
      },
    });
    const summary = `${grouped(result.rows)} rows of ${String(result.tables)} tables and ${grouped(result.pictures)} pictures, ${sizeOf(result.bytes)}`;
    // Standard output is the backup itself when no file is named.
    if (json && file !== '-') await io.out(`${JSON.stringify({ file, ...result })}\n`);
    else io.note(`Backed up ${summary}.`);
    if (!json) {
      io.note(
        result.hasKeys
          ? 'The backup is not encrypted and holds the secret keys: keep it as safe as the server.'
          : 'The backup is not encrypted. It holds no keys: keep them elsewhere, or the accounts must be connected again.',
      );
    }
    return exitCodes.ok;
  },
};
