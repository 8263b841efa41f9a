// Writes the documents that follow from the code: configuration, errors, networks, commands. Run it as `node scripts/docs.ts`.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { commonOptions } from '../src/cli/command.ts';
import { commands } from '../src/cli/commands.ts';
import { exitCodeOf, exitMeanings } from '../src/cli/exit-codes.ts';
import { optionMeaning, optionUsage, usageOf } from '../src/cli/help.ts';
import { AppError, classOfCode, errorCodes } from '../src/domain/errors.ts';
import { variables } from '../src/main/config.ts';
import { statusOf } from '../src/server/problems.ts';
import { errorGuide } from './error-guide.ts';
import { table, written } from './markdown.ts';
import { renderNetworks } from './network-docs.ts';

const root = path.join(import.meta.dirname, '..');
/** Initial values that are no values but words stand in brackets. */
const initialOf = (initial: string): string =>
  /^\(.*\)$/u.test(initial) ? initial.slice(1, -1) : `\`${initial}\``;

function configuration(): string {
  const rows = variables.map(({ name, initial, meaning, example }) => [
    `\`${name}\``,
    initialOf(initial),
    meaning,
    `\`${example}\``,
  ]);
  return [
    '# Configuration',
    written,
    'Kizuki is configured by environment variables and nothing else. A value that does not fit stops the start, with its name, ' +
      'its fault and an example (exit code 2); so does a variable that begins with `KIZUKI_` and does not exist. An empty ' +
      'value counts as unset.',
    '`kizuki serve --check` reads the configuration, shows every setting as it takes effect with secrets hidden, and starts ' +
      'nothing. `kizuki doctor` also looks at what the settings point to.',
    table(['variable', 'initially', 'what it is', 'example'], rows),
  ].join('\n\n');
}

function errors(): string {
  const rows = errorCodes.map((code) => {
    const { meaning, remedy } = errorGuide[code];
    return [
      `\`${code}\``,
      String(statusOf(classOfCode(code))),
      String(exitCodeOf(new AppError(code, ''))),
      meaning,
      remedy,
    ];
  });
  return [
    '# Errors',
    written,
    'Every failure that Kizuki expects has a stable code. The API answers it as `application/problem+json` with `code`, ' +
      '`detail` (what was wrong and what to do), `where` (which part) and `reference` (the line in the log); commands print ' +
      'the same words, and with `--json` an object `{"error": {"code", "message", "where", "exitCode"}}` on standard error.',
    '“HTTP” is the status of an answer with this code, “exit” the exit code of a command that ends with it.',
    table(['code', 'HTTP', 'exit', 'what it means', 'what to do'], rows),
  ].join('\n\n');
}

function commandLine(): string {
  const sections = commands.map((command) => {
    const takes = (command.takes ?? []).map(({ name, meaning }) => [`\`${name}\``, meaning]);
    const options = Object.entries(command.options ?? {}).map(([name, spec]) => [
      `\`${optionUsage(name, spec)}\``,
      `${optionMeaning(spec)}${spec.required === true ? ' Must be given.' : ''}`,
    ]);
    const rows = [...takes, ...options];
    return [
      `## kizuki ${usageOf(command, false)}`,
      command.summary,
      ...(command.details === undefined ? [] : [command.details]),
      ...(rows.length === 0 ? [] : [table(['takes', 'what it is'], rows)]),
      `\`\`\`sh\n${command.examples.join('\n')}\n\`\`\``,
    ].join('\n\n');
  });
  return [
    '# Command line',
    written,
    'In the folder of Kizuki the command is `npx kizuki`, or `node bin/kizuki.mjs`; it brings its own Node. Commands read the ' +
      'same [configuration](configuration.md) as the program, so run them with the same environment and as the same user. They ' +
      'work while Kizuki runs, on the embedded database too; only `restore` needs it stopped.',
    'Every command also takes these. A secret is never an argument, where other users of the machine could read it.',
    table(
      ['option', 'what it is'],
      Object.entries(commonOptions).map(([name, { meaning }]) => [`\`--${name}\``, meaning]),
    ),
    '## Exit codes',
    table(
      ['code', 'meaning'],
      Object.entries(exitMeanings).map(([code, meaning]) => [code, meaning]),
    ),
    ...sections,
  ].join('\n\n');
}

/** The documents by their paths, as they should stand in the tree. */
export async function renderDocuments(): Promise<ReadonlyMap<string, string>> {
  const options = { ...(await resolveConfig(path.join(root, 'docs/cli.md'))), parser: 'markdown' };
  const found = new Map<string, string>();
  for (const [name, text] of [
    ['docs/configuration.md', configuration()],
    ['docs/errors.md', errors()],
    ['docs/cli.md', commandLine()],
    ...(await renderNetworks()),
  ] as const) {
    found.set(name, await format(text, options));
  }
  return found;
}

if (process.argv[1] === createRequire(import.meta.url).resolve('./docs.ts')) {
  for (const [name, text] of await renderDocuments()) {
    await writeFile(path.join(root, name), text);
    console.log(name);
  }
}
