// Runs one command line: arguments in, an exit code out.
import type { Command, Io } from './command.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import { helpOf, helpOfAll, helpOfGroup } from './help.ts';
import { failureText } from './output.ts';
import { parseArguments } from './parse.ts';
import type { Ports } from './ports.ts';

/** Runs it; failures are written to standard error. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly Command[],
  ports: Ports,
  io: Io,
): Promise<ExitCode> {
  try {
    const parsed = parseArguments(args, commands);
    switch (parsed.kind) {
      case 'help':
        await io.out(parsed.command === null ? helpOfAll(commands) : helpOf(parsed.command));
        return exitCodes.ok;
      case 'group':
        await io.out(helpOfGroup(parsed.commands));
        return exitCodes.ok;
      case 'version':
        await io.out(`${await ports.version()}\n`);
        return exitCodes.ok;
      case 'run':
        return await parsed.command.run(parsed.input, { ports, io, json: parsed.json });
    }
  } catch (error) {
    // Who reads us has had enough (| head): that is no failure.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return exitCodes.ok;
    io.note(failureText(error, args.includes('--json')));
    return exitCodeOf(error);
  }
}
