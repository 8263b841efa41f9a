// kizuki serve: runs the program, or only checks its configuration.
import type { Command, Context } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printTable } from '../output.ts';

async function check({ ports, io, json }: Context): Promise<void> {
  const settings = await ports.settings();
  if (json) {
    await io.out(`${JSON.stringify({ ok: true, settings })}\n`);
    return;
  }
  await printTable(
    io,
    settings.map(({ name, value, isInitial }) => [name, value, isInitial ? '' : 'set']),
  );
  await io.out('\nThe configuration holds.\n');
}

export const serve: Command = {
  name: 'serve',
  summary: 'Runs Kizuki until it is told to stop (the same as npm start).',
  details:
    'SIGTERM and SIGINT let work in hand end, then stop the embedded database. With --check nothing is started: the ' +
    'configuration is read, and every setting is shown as it takes effect, secrets hidden.',
  options: { check: { kind: 'flag', meaning: 'Only check the configuration.' } },
  examples: [
    'kizuki serve',
    'kizuki serve --check',
    'PORT=8080 KIZUKI_DATA_DIR=/var/lib/kizuki kizuki serve',
  ],
  async run(input, context) {
    if (input.flag('check')) await check(context);
    else await context.ports.serve();
    return exitCodes.ok;
  },
};
