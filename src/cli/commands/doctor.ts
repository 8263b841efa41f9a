// kizuki doctor: looks at everything Kizuki stands on, and says of each what to do.
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Check } from '../ports.ts';

export const doctor: Command = {
  name: 'doctor',
  summary:
    'Checks configuration, disk, database, keys, networks, accounts, sources and outbox, and says what to do.',
  details:
    'Nothing is changed. It works while Kizuki runs; when it does not run, the embedded database is started for the ' +
    'time of the check. Each line is ok, warn, fail or skip; the exit code is 5 when one of them is fail.',
  options: {
    offline: { kind: 'flag', meaning: 'Do not ask the servers of networks and the mail server.' },
  },
  examples: ['kizuki doctor', 'kizuki doctor --offline --json'],
  async run(input, { ports, io, json }) {
    const checks: Check[] = [];
    for await (const check of await ports.doctor({ offline: input.flag('offline') })) {
      checks.push(check);
      if (json) continue;
      await io.out(`${check.state.padEnd(4)}  ${check.name}: ${check.found}\n`);
      if (check.advice !== null) await io.out(`      → ${check.advice}\n`);
    }
    const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length;
    const failed = count('fail');
    if (json) await io.out(`${JSON.stringify({ ok: failed === 0, checks })}\n`);
    else {
      await io.out(
        `\n${String(count('ok'))} ok, ${String(count('warn'))} to look at, ${String(failed)} failed\n`,
      );
    }
    return failed === 0 ? exitCodes.ok : exitCodes.wanting;
  },
};
