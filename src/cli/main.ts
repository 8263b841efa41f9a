// The kizuki command: hands the commands what they need of the program, each part only when it is asked for.
import type { Io } from './command.ts';
import { commands } from './commands.ts';
import type { Ports } from './ports.ts';
import { runCommandLine } from './run.ts';

/** Resolves when the bytes are on their way, so that a slow reader slows us instead of filling the memory. */
function write(bytes: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error == null ? resolve() : reject(error)));
  });
}

const io: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  out: write,
  note: (line) => void process.stderr.write(`${line}\n`),
};

async function configuration() {
  const { readConfig } = await import('../main/config.ts');
  return readConfig();
}

const ports: Ports = {
  async version() {
    const { programVersion } = await import('../main/version.ts');
    return programVersion();
  },
  async serve() {
    const { serve } = await import('../main/serve.ts');
    await serve();
  },
  async settings() {
    const { effectiveSettings } = await import('../main/commands/settings.ts');
    return effectiveSettings();
  },
  async doctor(options) {
    const { examine } = await import('../main/commands/doctor.ts');
    return examine(options);
  },
  async migrations() {
    const { createMigrations } = await import('../main/commands/migrations.ts');
    return createMigrations(await configuration());
  },
  async users() {
    const { createUsers } = await import('../main/commands/users.ts');
    return createUsers(await configuration());
  },
  async backups() {
    const { createBackups } = await import('../main/commands/backups.ts');
    return createBackups(await configuration(), await ports.version(), {
      out: write,
      stdin: process.stdin,
    });
  },
  async exports() {
    const { createExports } = await import('../main/commands/exports.ts');
    return createExports(await configuration());
  },
  async languages() {
    const { loadLanguages } = await import('../main/commands/languages.ts');
    return loadLanguages();
  },
  async models() {
    const { loadModels } = await import('../main/judging.ts');
    return loadModels();
  },
  async acts() {
    const { loadActs } = await import('../main/acts.ts');
    return loadActs();
  },
};

// A reader that went away (| head) is told by the failed write; the event alone would end the process with a stack.
process.stdout.on('error', () => undefined);
// Where nobody reads what is said of the work (2>&1 | head), the work goes on.
process.stderr.on('error', () => undefined);

const code = await runCommandLine(process.argv.slice(2), commands, ports, io);
// At once: what a network library still holds open must not hold up the shell.
process.exit(code);
