// The command line understands what it should, and says of the rest what may have been meant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { helpOf, helpOfAll, helpOfGroup } from './help.ts';
import { parseArguments } from './parse.ts';

const make: Command = {
  name: 'thing make',
  summary: 'Makes.',
  takes: [{ name: 'FILE', meaning: 'The file.' }],
  options: {
    name: { kind: 'text', value: 'NAME', required: true, meaning: 'Its name.' },
    kind: { kind: 'text', values: ['big', 'small'], initial: 'small', meaning: 'Its size.' },
    loud: { kind: 'flag', meaning: 'With noise.' },
  },
  examples: [],
  run: () => Promise.resolve(exitCodes.ok),
};
const list: Command = { ...make, name: 'thing list', takes: [], options: {} };

function parsed(...args: string[]) {
  const result = parseArguments(args, [make, list]);
  if (result.kind !== 'run') throw new Error(`it is ${result.kind}`);
  return result;
}

describe('what is understood', () => {
  it('options in both spellings, anywhere, and positionals', () => {
    const { input, json } = parsed(
      'thing',
      'make',
      '--name',
      'a b',
      'x.tar',
      '--kind=big',
      '--loud',
      '--json',
    );
    expect(input.positionals).toEqual({ FILE: 'x.tar' });
    expect([input.must('name'), input.text('kind'), input.flag('loud'), json]).toEqual([
      'a b',
      'big',
      true,
      true,
    ]);
  });

  it('initial values, values that begin with a dash, and - as a file', () => {
    const { input } = parsed('thing', 'make', '-', '--name', '-5');
    expect(input.positionals['FILE']).toBe('-');
    expect([input.must('name'), input.text('kind'), input.flag('loud')]).toEqual(['-5', 'small', false]);
  });

  it('everything after -- as it is', () => {
    expect(parsed('thing', 'make', '--name=n', '--', '--loud').input.positionals['FILE']).toBe('--loud');
  });

  it('requests for help and the version', () => {
    expect(parseArguments([], [make]).kind).toBe('help');
    expect(parseArguments(['thing', 'make', '--help'], [make])).toEqual({ kind: 'help', command: make });
    expect(parseArguments(['help', 'thing', 'make'], [make])).toEqual({ kind: 'help', command: make });
    expect(parseArguments(['--version'], [make]).kind).toBe('version');
  });

  it('asks about commands that begin with the same word', () => {
    const group = { kind: 'group', commands: [make, list] };
    expect(parseArguments(['thing', '--help'], [make, list])).toEqual(group);
    expect(parseArguments(['help', 'thing'], [make, list])).toEqual(group);
    expect(helpOfGroup([make, list])).toContain('thing list');
  });
});

describe('what is refused', () => {
  it.each([
    [['thign'], /no command "thign". Did you mean "thing"\?/],
    [['thing'], /takes one of make, list/],
    [['thing', 'mak'], /has no "mak"; it takes one of make, list. Did you mean "make"\?/],
    [['thing', 'make', 'f', '--name', 'n', '--lout'], /no option --lout. Did you mean --loud\?/],
    [['thing', 'make', 'f', '--name', 'n', '-l'], /no option -l/],
    [['thing', 'make', 'f', '--name', 'n', '--password=x'], /no option --password\. See/],
    [['thing', 'make', 'f', '--name'], /--name needs a value: --name NAME/],
    [['thing', 'make', 'f', '--name', '--loud'], /--name needs a value/],
    [['thing', 'make', 'f'], /needs --name NAME: its name\./],
    [['thing', 'make', '--name', 'n'], /needs FILE: the file\./],
    [['thing', 'make', 'f', 'g', '--name', 'n'], /does not know what to do with "g"/],
    [
      ['thing', 'make', 'f', '--name', 'n', '--kind', 'bgi'],
      /must be one of big, small. Did you mean "big"\?/,
    ],
    [['thing', 'make', 'f', '--name', 'n', '--loud=yes'], /--loud takes no value/],
  ])('%j', (args, says) => {
    expect(() => parseArguments(args, [make, list])).toThrow(says);
  });

  it('anything at all is either understood or refused as wrong use', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'thing',
        'make',
        'list',
        '--name',
        '--kind',
        '--loud',
        '--',
        '-',
        '--json',
        '--help',
        '=',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), (args) => {
        try {
          parseArguments(args, [make, list]);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toBe('invalid_input');
        }
      }),
    );
  });
});

describe('the help', () => {
  it('names every command, and fits a terminal', () => {
    const all = helpOfAll(commands);
    for (const { name } of commands) expect(all).toContain(name);
    const lines = [all, ...commands.map(helpOf)].flatMap((text) => text.split('\n'));
    const long = lines.filter((line) => line.length > 120 && !line.includes('kizuki user create --'));
    expect(long).toEqual([]);
  });

  it('has no option that takes a secret', () => {
    const names = commands.flatMap(({ options }) =>
      Object.entries(options ?? {}).filter(
        ([name, { kind }]) => kind === 'text' && /pass|secret|token|key/u.test(name),
      ),
    );
    expect(names).toEqual([]);
  });
});
