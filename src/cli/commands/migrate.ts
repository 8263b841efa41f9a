// kizuki migrate: shows at which version the database is, and brings it to the program's.
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printTable } from '../output.ts';

const status: Command = {
  name: 'migrate status',
  summary: 'Shows which migrations the database has; exit code 5 when some are pending.',
  examples: ['kizuki migrate status'],
  async run(_input, { ports, io, json }) {
    const migrations = await (await ports.migrations()).status();
    const pending = migrations.filter(({ appliedAt }) => appliedAt === null).length;
    if (json) await io.out(`${JSON.stringify({ pending, migrations })}\n`);
    else {
      await printTable(
        io,
        migrations.map(({ file, appliedAt }) => [file, appliedAt ?? 'pending']),
      );
      await io.out(
        pending === 0
          ? '\nThe database is up to date.\n'
          : `\n${String(pending)} pending: "kizuki migrate up".\n`,
      );
    }
    return pending === 0 ? exitCodes.ok : exitCodes.wanting;
  },
};

const up: Command = {
  name: 'migrate up',
  summary: 'Brings the database to the program’s version. Kizuki does this itself at every start.',
  details:
    'Each migration runs in a transaction of its own: one that fails leaves the database as it was before it.',
  examples: ['kizuki migrate up'],
  async run(_input, { ports, io, json }) {
    const applied = await (await ports.migrations()).up();
    if (json) await io.out(`${JSON.stringify({ applied })}\n`);
    else {
      for (const file of applied) await io.out(`${file}\n`);
      await io.out(applied.length === 0 ? 'There was nothing to do.\n' : 'The database is up to date.\n');
    }
    return exitCodes.ok;
  },
};

export const migrateCommands: readonly Command[] = [status, up];
