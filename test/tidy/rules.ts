// The rules of style that hold for each file by itself, each with an example that breaks it.
import { isBarrel } from './functions.ts';
import { countLines, isCode, isProduct } from './tree.ts';

export type Rule = {
  name: string;
  applies: (path: string) => boolean;
  /** What is wrong with the file, one sentence each, or nothing. */
  problems: (text: string, path: string) => string[];
  /** A file that breaks the rule: proves that the rule can fail. */
  broken: { path: string; text: string };
};

/** This file, which names what it looks for, and so cannot be looked through itself. */
export const RULES_FILE = 'test/tidy/rules.ts';

export const MAX_LINES = 400;

/** Lines for tools, not for readers, that may stand above the opening sentence. */
const FOR_TOOLS = /^(?:#!.*|\/\/\/.*|\/\/ ?(?:@|oxlint-|prettier-|eslint-).*|)$/;

/** The text of the comment that a file opens with, on one line; empty when it opens with anything else. */
export function openingComment(text: string): string {
  const lines = text.split('\n');
  while (lines[0] !== undefined && FOR_TOOLS.test(lines[0].trim())) lines.shift();
  const rest = lines.join('\n');
  if (rest.startsWith('/*')) {
    return rest
      .slice(2, rest.indexOf('*/'))
      .replace(/^[ *]+/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
  }
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const comment = lines.slice(0, end === -1 ? lines.length : end);
  return comment
    .map((line) => line.slice(2).trim())
    .join(' ')
    .trim();
}

/** The given pattern's lines in a text, with their numbers. */
function linesWith(pattern: RegExp, text: string, what: string): string[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`line ${index + 1} ${what}`] : []));
}

const LEFTOVER = /\b(?:TODO|FIXME|HACK|XXX)\b/;
const SILENCED = /@ts-(?:ignore|nocheck)/;
const FOCUSED = /\b(?:it|test|describe|suite)(?:\.\w+)*\.only\(/;
const ENVIRONMENT = /\bprocess\??\.env\b|['"]node:process['"]|\{[^}]*\benv\b[^}]*\} = process\b/;
const MACHINE_PATH = /(?<![\w.@-])\/(?:work\/|root(?:\/|["'`\s]|$))/;

const anyCode = { path: 'src/domain/example.ts' };
const opening = '// An example that breaks one rule.\n';

export const RULES: readonly Rule[] = [
  {
    name: 'a file opens with a sentence that says what it is',
    applies: (path) => isCode(path) && !path.endsWith('.d.ts'),
    problems: (text) => {
      const comment = openingComment(text);
      if (comment === '') return ['does not open with a comment'];
      return /^\S+(?: \S+){2,}?[.!?](?:\s|$)/.test(comment)
        ? []
        : [`opens with "${comment}", which is no sentence`];
    },
    broken: { ...anyCode, text: "import { z } from 'zod';\n" },
  },
  {
    name: `a file has at most ${MAX_LINES} lines`,
    // Locale files are words, as many as the interface has.
    applies: (path) => isCode(path) && !path.startsWith('src/web/locales/'),
    problems: (text) => (countLines(text) > MAX_LINES ? [`has ${countLines(text)} lines: split it`] : []),
    broken: { ...anyCode, text: opening.repeat(MAX_LINES + 1) },
  },
  {
    name: 'only src/main/config.ts reads the environment',
    applies: (path) => isProduct(path) && path !== 'src/main/config.ts',
    problems: (text) => linesWith(ENVIRONMENT, text, 'reads the environment: take the value as an argument'),
    broken: { ...anyCode, text: `${opening}export const port = process.env['PORT'];\n` },
  },
  {
    name: 'nothing is left for later in a comment',
    applies: (path) => isCode(path) || path.endsWith('.sql'),
    problems: (text) => linesWith(LEFTOVER, text, 'leaves work for later: do it, or file an issue'),
    broken: { ...anyCode, text: `${opening}// TODO later\n` },
  },
  {
    name: 'types are not silenced',
    applies: isCode,
    problems: (text) => linesWith(SILENCED, text, 'silences the compiler'),
    broken: { ...anyCode, text: `${opening}// @ts-ignore\n` },
  },
  {
    name: 'no file only hands on what others export',
    applies: (path) => isCode(path) && /\.tsx?$/.test(path),
    problems: (text, path) => (isBarrel(path, text) ? ['is a barrel: import the real files instead'] : []),
    broken: { ...anyCode, text: `${opening}export { a } from './a.ts';\nexport type { B } from './b.ts';\n` },
  },
  {
    name: 'no path of one particular machine',
    applies: () => true,
    problems: (text) => linesWith(MACHINE_PATH, text, "names a path of somebody's machine"),
    broken: { path: 'docs/example.md', text: 'See /root/notes\n' },
  },
  {
    name: 'no test runs alone',
    applies: (path) => isCode(path),
    problems: (text) => linesWith(FOCUSED, text, 'runs alone, so the others do not run'),
    broken: {
      path: 'src/domain/example.test.ts',
      text: `${opening}test.concurrent.only('a', () => {});\n`,
    },
  },
  {
    name: 'a test is named and placed so that vitest finds it',
    applies: (path) => /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path),
    problems: (_text, path) =>
      /^(?:src\/.*\.test\.tsx?|(?:scripts|bench|test)\/.*\.test\.ts)$/.test(path)
        ? []
        : ['is in no project of vitest'],
    broken: { path: 'test/e2e/inbox.spec.ts', text: opening },
  },
];
