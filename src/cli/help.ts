// The help: what commands there are, and what one of them takes.
import { commonOptions, type Command, type OptionSpec } from './command.ts';
import { exitMeanings } from './exit-codes.ts';

const width = 96;

/** All commands in one screen. */
export function helpOfAll(commands: readonly Command[]): string {
  const names = commands.map((command) => [usageOf(command, false), command.summary] as const);
  return [
    'Kizuki finds people who are stuck, answers them, and follows it to the end.',
    '',
    'Usage: kizuki COMMAND [options]',
    '',
    ...columns(names),
    '',
    'Exit codes:',
    ...columns(Object.entries(exitMeanings)),
    '',
    '"kizuki COMMAND --help" says what a command takes. Settings come from the environment: docs/configuration.md.',
    '',
  ].join('\n');
}

/** The commands that begin with the same word. */
export function helpOfGroup(commands: readonly Command[]): string {
  const lines = columns(commands.map((command) => [usageOf(command, false), command.summary] as const));
  return [...lines, '', '"kizuki COMMAND --help" says what each takes.', ''].join('\n');
}

/** One command in full. */
export function helpOf(command: Command): string {
  const lines = [command.summary, '', `Usage: kizuki ${usageOf(command, true)}`];
  if (command.details !== undefined) lines.push('', ...wrap(command.details, width));
  const takes = command.takes ?? [];
  if (takes.length > 0)
    lines.push('', ...columns(takes.map(({ name, meaning }) => [name, meaning] as const)));
  const options = Object.entries({ ...command.options, ...commonOptions });
  lines.push(
    '',
    ...columns(options.map(([name, spec]) => [optionUsage(name, spec), optionMeaning(spec)] as const)),
  );
  lines.push('', 'Examples:', ...command.examples.map((example) => `  ${example}`), '');
  return lines.join('\n');
}

/** `user create --email ADDRESS …`, as it stands after the program's name. */
export function usageOf(command: Command, withOptions: boolean): string {
  const parts = [command.name, ...(command.takes ?? []).map(nameOf)];
  if (withOptions) {
    for (const [name, spec] of Object.entries(command.options ?? {})) {
      parts.push(spec.required === true ? optionUsage(name, spec) : `[${optionUsage(name, spec)}]`);
    }
  }
  return parts.join(' ');
}

/** `FILE`, or `[FILE]` where it may be left out. */
function nameOf({ name, isOptional = false }: { name: string; isOptional?: boolean }): string {
  return isOptional ? `[${name}]` : name;
}

/** `--email ADDRESS`. */
export function optionUsage(name: string, spec: OptionSpec): string {
  return spec.kind === 'flag' ? `--${name}` : `--${name} ${spec.values?.join('|') ?? spec.value ?? 'VALUE'}`;
}

/** The meaning with the initial value. */
export function optionMeaning(spec: OptionSpec): string {
  return spec.initial === undefined ? spec.meaning : `${spec.meaning} Without it: ${spec.initial}.`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(34, Math.max(...rows.map(([name]) => name.length)) + 2);
  return rows.flatMap(([name, meaning]) => {
    const lines = wrap(meaning, width - left - 2);
    const head = `  ${name.padEnd(left)}`;
    const rest = lines.slice(1).map((line) => `  ${' '.repeat(left)}${line}`);
    if (name.length >= left) return [`  ${name}`, `  ${' '.repeat(left)}${lines[0] ?? ''}`, ...rest];
    return [`${head}${lines[0] ?? ''}`, ...rest];
  });
}

function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u)) {
    if (line !== '' && line.length + word.length + 1 > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}
