// Style as a test: what a reviewer would otherwise have to say again, checked over the whole tree.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { isAccepted, renderThirdParty } from '../scripts/third-party.ts';
import { measureFunctions } from './tidy/functions.ts';
import { openingComment, RULES, RULES_FILE } from './tidy/rules.ts';
import { countLines, isProduct, listFiles, listFolders, read, ROOT } from './tidy/tree.ts';

/** What the tree may still have too much of. Only ever lower these numbers; the aim is 0. */
const RATCHET = { filesOver300Lines: 9, functionsOver70Lines: 16 };
const LONG_FILE_LINES = 300;
const LONG_FUNCTION_LINES = 70;

/** The terms of the glossary, used to the letter in code, interface and documents. */
const TERMS =
  'post author person identity mention monitor match judgement decision case assignee team persona guideline draft ' +
  'outbound ledger incident campaign voice department measure workspace brand account candidate source attachment ' +
  'rolling-window';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

// Reads and parses every file: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const files = listFiles();
const checked = files.filter((path) => path !== RULES_FILE);
const exists = (path: string): boolean => existsSync(join(ROOT, path));

describe.each(RULES)('$name', ({ applies, problems, broken }) => {
  test('holds everywhere', () => {
    expect(
      checked.filter(applies).flatMap((path) => problems(read(path), path).map((it) => `${path} ${it}`)),
    ).toEqual([]);
  });

  test('can fail', () => {
    expect(applies(broken.path)).toBe(true);
    expect(problems(broken.text, broken.path)).not.toEqual([]);
  });
});

test('migrations are numbered one after the other', () => {
  const numbers = files
    .flatMap((path) => /^src\/storage\/migrations\/(\d{4})_[a-z0-9_]+\.sql$/u.exec(path)?.[1] ?? [])
    .toSorted();
  expect(numbers).toEqual(numbers.map((_, index) => String(index + 1).padStart(4, '0')));
});

test('the opening sentence is found below a line for tools, and in a block', () => {
  expect(openingComment('#!/usr/bin/env node\n// Starts it,\n// twice.\nconst a = 1;\n')).toBe(
    'Starts it, twice.',
  );
  expect(openingComment('/**\n * Starts it,\n * twice.\n */\nconst a = 1;\n')).toBe('Starts it, twice.');
  expect(openingComment('const a = 1; // Late.\n')).toBe('');
});

describe('long files and functions become fewer, never more', () => {
  const product = files.filter(isProduct).filter((path) => !path.startsWith('src/web/locales/'));

  test(`at most ${RATCHET.filesOver300Lines} files have more than ${LONG_FILE_LINES} lines`, () => {
    const long = product
      .map((path) => ({ path, lines: countLines(read(path)) }))
      .filter(({ lines }) => lines > LONG_FILE_LINES);
    const list = long.map(({ path, lines }) => `${path} (${lines})`).join('\n  ');
    expect(long.length, `too many long files; split one of\n  ${list}`).toBeLessThanOrEqual(
      RATCHET.filesOver300Lines,
    );
  });

  test(`at most ${RATCHET.functionsOver70Lines} functions have more than ${LONG_FUNCTION_LINES} lines`, () => {
    const long = product.flatMap((path) =>
      measureFunctions(path, read(path))
        .filter(({ lines }) => lines > LONG_FUNCTION_LINES)
        .map(({ name, line, lines }) => `${path}:${line} ${name} (${lines})`),
    );
    expect(long.length, `too many long functions; split one of\n  ${long.join('\n  ')}`).toBeLessThanOrEqual(
      RATCHET.functionsOver70Lines,
    );
  });

  test('functions of every form are measured', () => {
    const text = 'function a() {\n}\nconst b = () => {\n\n};\nclass C {\n  d() {\n    return 1;\n  }\n}\n';
    expect(measureFunctions('example.ts', text)).toEqual([
      { name: 'a', line: 1, lines: 2 },
      { name: 'b', line: 3, lines: 3 },
      { name: 'd', line: 7, lines: 3 },
    ]);
  });
});

describe('lists agree with what they list', () => {
  test.skipIf(!exists('src/networks/registry.ts'))(
    'src/networks/registry.ts names every network, and no other',
    () => {
      const imported = [...read('src/networks/registry.ts').matchAll(/from '\.\/([\w-]+)\//g)].map(
        (match) => match[1] ?? '',
      );
      const networks = listFolders('src/networks').filter((name) => name !== 'kit');
      expect([...new Set(imported)].filter((name) => name !== 'kit').toSorted()).toEqual(networks);
    },
  );

  test('decisions are numbered without gaps and indexed with their titles', () => {
    const decisions = files
      .filter((path) => /^docs\/adr\/(?!README)/.test(path))
      .map((path) => path.slice('docs/adr/'.length));
    expect(decisions.length).toBeGreaterThan(0);
    expect(decisions.map((name) => name.slice(0, 5))).toEqual(
      decisions.map((_, index) => `${String(index + 1).padStart(4, '0')}-`),
    );
    const index = read('docs/adr/README.md');
    for (const name of decisions) {
      const number = name.slice(0, 4);
      const title = /^# \d+\. (.+)$/m.exec(read(`docs/adr/${name}`))?.[1];
      expect(title, `docs/adr/${name} has no title of the form "# ${Number(number)}. Title"`).toBeDefined();
      expect(index.replace(/ +/g, ' '), `docs/adr/README.md lacks ${name}`).toContain(
        `| [${number}](${name}) | ${title} |`,
      );
    }
  });

  test('the glossary has every term', () => {
    const glossary = read('docs/glossary.md');
    const missing = TERMS.split(' ').filter((term) => !glossary.includes(`| **${term.replace('-', ' ')}** `));
    expect(missing).toEqual([]);
  });

  test('every file and table that the glossary names exists', () => {
    const named = [...read('docs/glossary.md').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    const paths = named.filter((name) => name.startsWith('src/'));
    const tables = named.filter((name) => /^[a-z_]+$/.test(name));
    const migrations = files.filter((path) => path.startsWith('src/storage/migrations/')).map(read);
    const created = new Set(
      migrations.flatMap((sql) =>
        [...sql.matchAll(/^create (?:unlogged )?table (\w+)/gm)].map((match) => match[1]),
      ),
    );
    expect(paths.length * tables.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !exists(path))).toEqual([]);
    expect(tables.filter((table) => !created.has(table))).toEqual([]);
  });

  test('THIRD_PARTY.md is what `npm run third-party` writes', () => {
    expect(read('THIRD_PARTY.md'), 'out of date: run `npm run third-party`').toBe(renderThirdParty());
  });

  test('a licence that nobody has looked at is refused', () => {
    expect(() => renderThirdParty([{ name: 'a', version: '1.0.0', licence: 'SSPL-1.0' }])).toThrow(
      'a@1.0.0 (SSPL-1.0)',
    );
    expect(() => renderThirdParty([{ name: 'a', version: '1.0.0', licence: '' }])).toThrow('none stated');
    expect(isAccepted('MIT OR SSPL-1.0')).toBe(true);
    expect(isAccepted('MIT AND SSPL-1.0')).toBe(false);
  });

  test('the lockfile has every package for every system, without which `npm ci` refuses it', () => {
    const lock = lockSchema.parse(JSON.parse(read('package-lock.json'))).packages;
    const missing = Object.entries(lock).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => {
        // npm looks beside the package, then in each folder above it.
        const folders = path
          .split('/node_modules/')
          .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
        return ![...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`].some(
          (it) => it in lock,
        );
      }),
    );
    expect(missing, 'take the newest version whose builds the registry serves for all systems').toEqual([]);
  });

  test('the lockfile and npm settings name no registry', () => {
    expect(read('package-lock.json')).not.toContain('"resolved": "http');
    expect(read('.npmrc')).not.toMatch(/registry\s*=\s*\S*:\/\//);
  });
});
