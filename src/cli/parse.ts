// Turns arguments into a command and its input; what is not known is refused with what may have been meant.
import { AppError } from '../domain/errors.ts';
import { nearest } from '../domain/nearest.ts';
import { commonOptions, type Command, type Input, type OptionSpec } from './command.ts';

export type Parsed =
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'group'; readonly commands: readonly Command[] }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly input: Input; readonly json: boolean };

/** Reads the arguments after the program's name. Errors: `invalid_input` naming the argument. */
export function parseArguments(args: readonly string[], commands: readonly Command[]): Parsed {
  const [first] = args;
  if (first === undefined || isHelp(first)) return { kind: 'help', command: null };
  if (first === '--version' || first === '-v' || first === 'version') return { kind: 'version' };
  const asked = first === 'help' ? args.slice(1) : isHelp(args[1]) ? [first] : [];
  const group = asked.length === 1 ? commands.filter(({ name }) => name.startsWith(`${asked[0]} `)) : [];
  if (group.length > 0) return { kind: 'group', commands: group };
  if (first === 'help') {
    const rest = args.slice(1);
    return { kind: 'help', command: rest.length === 0 ? null : findCommand(rest, commands).command };
  }
  const { command, words } = findCommand(args, commands);
  const rest = args.slice(words);
  const separator = rest.indexOf('--');
  const before = separator === -1 ? rest : rest.slice(0, separator);
  if (before.some(isHelp)) return { kind: 'help', command };
  const { values, positionals } = split(rest, command);
  return {
    kind: 'run',
    command,
    input: inputOf(command, values, positionals),
    json: values.get('json') !== undefined,
  };
}

const isHelp = (arg: string | undefined): boolean => arg === '--help' || arg === '-h';

function findCommand(
  args: readonly string[],
  commands: readonly Command[],
): { command: Command; words: number } {
  const [first = '', second = ''] = args;
  const two = commands.find(({ name }) => name === `${first} ${second}`);
  if (two !== undefined) return { command: two, words: 2 };
  const one = commands.find(({ name }) => name === first);
  if (one !== undefined) return { command: one, words: 1 };
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0) {
    const choices = group.map(({ name }) => name.slice(first.length + 1));
    const said = second === '' || second.startsWith('-') ? '' : ` has no ${JSON.stringify(second)}; it`;
    throw refuse(
      `"kizuki ${first}"${said} takes one of ${choices.join(', ')}.${meant(second, choices)}`,
      'command',
    );
  }
  const names = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))];
  throw refuse(`There is no command ${JSON.stringify(first)}.${meant(first, names)}`, 'command');
}

function split(
  args: readonly string[],
  command: Command,
): { values: Map<string, string>; positionals: string[] } {
  const specs = { ...command.options, ...commonOptions };
  const values = new Map<string, string>();
  const positionals: string[] = [];
  const waiting = [...args];
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (arg === '--') {
      positionals.push(...waiting.splice(0));
    } else if (arg.startsWith('-') && arg !== '-') {
      const [name = '', ...more] = arg.replace(/^--?/u, '').split('=');
      const spec = arg.startsWith('--') ? specs[name] : undefined;
      if (spec === undefined) throw unknownOption(arg, name, command, Object.keys(specs));
      const given = more.length > 0 ? more.join('=') : undefined;
      values.set(name, valueOf(name, spec, given, waiting));
    } else positionals.push(arg);
  }
  return { values, positionals };
}

function valueOf(name: string, spec: OptionSpec, given: string | undefined, waiting: string[]): string {
  if (spec.kind === 'flag') {
    if (given !== undefined) throw refuse(`--${name} takes no value.`, `--${name}`);
    return 'true';
  }
  const next = waiting[0];
  const value = given ?? (next === undefined || next.startsWith('--') ? undefined : waiting.shift());
  if (value === undefined || value === '') {
    throw refuse(`--${name} needs a value: --${name} ${spec.value ?? 'VALUE'}`, `--${name}`);
  }
  if (spec.values !== undefined && !spec.values.includes(value)) {
    throw refuse(
      `--${name} is ${JSON.stringify(value)}; it must be one of ${spec.values.join(', ')}.${meant(value, spec.values)}`,
      `--${name}`,
    );
  }
  return value;
}

function unknownOption(arg: string, name: string, command: Command, known: readonly string[]): AppError {
  const near = nearest(name, known);
  const hint =
    near === null
      ? ` See "kizuki ${command.name} --help".`
      : ` Did you mean --${near}? See "kizuki ${command.name} --help".`;
  return refuse(`"kizuki ${command.name}" has no option ${arg.split('=')[0] ?? arg}.${hint}`, arg);
}

function inputOf(
  command: Command,
  values: ReadonlyMap<string, string>,
  positionals: readonly string[],
): Input {
  const takes = command.takes ?? [];
  const surplus = positionals[takes.length];
  if (surplus !== undefined) {
    throw refuse(
      `"kizuki ${command.name}" does not know what to do with ${JSON.stringify(surplus)}.`,
      surplus,
    );
  }
  const named: Record<string, string> = {};
  for (const [index, { name, meaning, isOptional = false }] of takes.entries()) {
    const value = positionals[index];
    if (value === undefined && isOptional) continue;
    if (value === undefined)
      throw refuse(`"kizuki ${command.name}" needs ${name}: ${lowerFirst(meaning)}`, name);
    named[name] = value;
  }
  for (const [name, spec] of Object.entries(command.options ?? {})) {
    if (spec.required === true && !values.has(name)) {
      throw refuse(
        `"kizuki ${command.name}" needs --${name} ${spec.value ?? 'VALUE'}: ${lowerFirst(spec.meaning)}`,
        `--${name}`,
      );
    }
  }
  const text = (name: string): string | null => values.get(name) ?? command.options?.[name]?.initial ?? null;
  return {
    positionals: named,
    flag: (name) => values.has(name),
    text,
    must: (name) => text(name) ?? '',
  };
}

function refuse(message: string, where: string): AppError {
  return new AppError('invalid_input', message, { where });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function meant(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  return near === null ? ` See "kizuki --help".` : ` Did you mean "${near}"?`;
}
