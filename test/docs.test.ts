// Holds the documents to the program: links, commands, variables, keys, roles, query examples, words of the interface.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { may, roles, type Permission } from '../src/domain/access/policy.ts';
import { compileQuery } from '../src/domain/listening/matcher.ts';
import { preparePost } from '../src/domain/listening/prepared-post.ts';
import { stories } from '../src/domain/practice/stories/registry.ts';
import { variables } from '../src/main/config.ts';
import { loadDetector } from '../src/main/language.ts';
import { tellLanguage } from '../src/domain/language/tell.ts';
import { commandIds, commands, keyLabels } from '../src/web/keyboard/commands.ts';
import en from '../src/web/locales/en.json' with { type: 'json' };
import ja from '../src/web/locales/ja.json' with { type: 'json' };
import {
  anchors,
  boldWords,
  brokenBold,
  codeBlocks,
  headings,
  npmScripts,
  relativeLinks,
  tables,
  unticked,
} from './docs/markdown.ts';
import { listFiles, read, ROOT } from './tidy/tree.ts';

const detectLanguage = await loadDetector();

const documents = listFiles().filter((path) => /^(?:[^/]+|docs\/.*)\.md$/u.test(path));
const exists = (path: string): boolean => existsSync(join(ROOT, path));
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

/** The guides with the words by which their tables are found. */
const guides = [
  {
    path: 'docs/guide.md',
    catalog: en as Record<string, string>,
    finds: 'Finds',
    keys: 'Key',
    story: 'story',
    lang: 'en',
    role: 'May',
    yes: 'yes',
  },
  {
    path: 'docs/guide.ja.md',
    catalog: ja as Record<string, string>,
    finds: '見つける投稿',
    keys: 'キー',
    story: 'シナリオ',
    lang: 'ja',
    role: 'できること',
    yes: '○',
  },
] as const;

test('the tests look at documents', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'README.ja.md', 'docs/guide.md']));
});

describe.each(documents)('%s', (path) => {
  const text = read(path);

  test('its links, anchors and pictures lead somewhere', () => {
    const dead = relativeLinks(text, path).filter((link) => {
      const target = link.path ?? path;
      if (!exists(target)) return true;
      return link.anchor !== '' && target.endsWith('.md') && !anchors(read(target)).includes(link.anchor);
    });
    expect(dead.map((link) => link.target)).toEqual([]);
  });

  test('its bold words are shown as bold', () => {
    expect(brokenBold(text)).toEqual([]);
  });

  test('the files it names exist', () => {
    const named = [...text.matchAll(/`((?:src|test|bench|scripts|docs|bin)\/[\w./-]+)`/gu)].map(
      (match) => match[1] ?? '',
    );
    expect(named.filter((name) => !exists(name))).toEqual([]);
  });

  test('its npm commands exist', () => {
    expect(npmScripts(text).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('its variables exist', () => {
    const known: string[] = [...variables.map((variable) => variable.name), 'KIZUKI_SHARED'];
    const named = [...text.matchAll(/\bKIZUKI_[A-Z]+(?:_[A-Z]+)*\b/gu)].map((match) => match[0]);
    expect([...new Set(named)].filter((name) => !known.includes(name))).toEqual([]);
  });
});

/** What two languages of one document must share: the outline, the pictures but for their language, the code. */
function shapeOf(path: string): unknown {
  const text = read(path);
  return {
    outline: headings(text).map((heading) => heading.level),
    pictures: relativeLinks(text, path)
      .filter((link) => link.isImage)
      .map((link) => link.target.replace(/\b(?:ja|en)-/u, '')),
    tables: tables(text).map((table) => ({ rows: table.length, columns: table[0]?.length })),
    code: codeBlocks(text).map((block) => block.split('\n').filter((line) => !line.startsWith('#')).length),
  };
}

describe.each([
  ['README.md', 'README.ja.md'],
  ['docs/guide.md', 'docs/guide.ja.md'],
  ['docs/query-language.md', 'docs/query-language.ja.md'],
  ['docs/networks.md', 'docs/networks.ja.md'],
  ['docs/channel.md', 'docs/channel.ja.md'],
])('%s and %s', (english, japanese) => {
  test('have the same structure', () => {
    expect(shapeOf(japanese)).toEqual(shapeOf(english));
  });
});

describe.each(['README.md', 'README.ja.md'])('%s', (path) => {
  test('gives the variables with the values they begin with', () => {
    const rows = tables(read(path))
      .flatMap((table) => table.slice(1))
      .filter(([first = '']) => variables.some((variable) => variable.name === unticked(first)));
    expect(rows.length).toBeGreaterThanOrEqual(6);
    for (const [name = '', initial = ''] of rows) {
      const variable = variables.find((each) => each.name === unticked(name));
      if (variable?.initial.startsWith('(') === false)
        expect([name, initial]).toEqual([name, `\`${variable.initial}\``]);
    }
  });
});

describe.each(guides)('$path', ({ path, catalog, finds, keys, story, lang, role, yes }) => {
  const text = read(path);
  const tablesBegun = (word: string): string[][][] => tables(text).filter(([head]) => head?.[0] === word);

  test('names what the interface shows as it is shown', () => {
    const shown = new Set(Object.values(catalog));
    const words = boldWords(text);
    expect(words.length).toBeGreaterThan(40);
    expect([...new Set(words)].filter((word) => !shown.has(word))).toEqual([]);
  });

  test('lists every key as it is', () => {
    const rows = tablesBegun(keys).flatMap((table) => table.slice(1));
    const expected = commandIds.map((id) => {
      const labels = keyLabels(commands[id].key, false).map((label) => `<kbd>${label}</kbd>`);
      return `${labels.join(' ')} ${catalog[`command.${id}`] ?? ''}`;
    });
    expect(rows.map(([key = '', does = '']) => `${key} ${does}`)).toEqual(expected);
  });

  test('says who may do what as the policy does', () => {
    const [table] = tablesBegun(role);
    const rows = (table ?? []).slice(1);
    const permissionOf = (cell: string): Permission => cell.match(/`([\w.]+)`/u)?.[1] as Permission;
    expect(rows.length).toBeGreaterThan(10);
    for (const [what = '', ...cells] of rows) {
      const granted = roles.map((one) => may(one, permissionOf(what)));
      expect([what, ...cells.map((cell) => cell === yes)]).toEqual([what, ...granted]);
    }
  });

  test('trains with stories that there are', () => {
    const cells = tables(text)
      .filter(([head]) => head?.[1] === story)
      .flatMap((table) => table.slice(1).map((row) => row[1] ?? ''));
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/gu)].map((match) => match[1]));
    const told = stories.filter((each) => each.lang === lang).map((each) => each.title[lang]);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((title) => title === undefined || !told.includes(title))).toEqual([]);
  });

  test.each([path, path.replace('guide', 'query-language')])(
    'has in %s query examples that find what they say, and pass over the rest',
    (document) => {
      const rows = tables(read(document))
        .filter(([head]) => head?.[1] === finds)
        .flatMap((table) => table.slice(1));
      expect(rows.length).toBeGreaterThan(8);
      for (const [query = '', found = '', passed = ''] of rows) {
        expect([query, found, matches(unticked(query), found)]).toEqual([query, found, true]);
        expect([query, passed, matches(unticked(query), passed)]).toEqual([query, passed, false]);
      }
    },
  );
});

/** Whether a query matches a post of this text, with tags, mentions and links as a network would name them. */
function matches(query: string, text: string): boolean {
  const compiled = compileQuery(query);
  if (!compiled.ok)
    throw new Error(`${query}: ${compiled.problems.map((problem) => problem.message).join(' ')}`);
  const prepared = preparePost({
    network: 'bluesky',
    kind: 'post',
    author: { handle: '' },
    text,
    lang: tellLanguage({ text }, detectLanguage),
    mentions: [...text.matchAll(/@([\w.-]+)/gu)].map((match) => ({ handle: match[1] ?? '' })),
    hashtags: [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map((match) => match[1] ?? ''),
    links: text.match(/https?:[!-~]+/gu) ?? [],
    media: [],
  });
  return compiled.query.match(prepared) !== null;
}

describe('the tests of documents can fail', () => {
  test('links, anchors and pictures are seen in all their forms', () => {
    const text =
      '# A b: c\n[x](no.md#a)\n![y](<p.png>)\n<img src="q.png">\n```\n[z](w.md)\n```\n`[v](u.md)`\n[i](http://e.example/)';
    expect(
      relativeLinks(text, 'docs/d.md').map(({ path, anchor, isImage }) => [path, anchor, isImage]),
    ).toEqual([
      ['docs/no.md', 'a', false],
      ['docs/p.png', '', true],
      ['docs/q.png', '', true],
    ]);
    expect(anchors(`${text}\n## A b: c`)).toEqual(['a-b-c', 'a-b-c-1']);
  });

  test('commands, bold words and tables are read', () => {
    expect(brokenBold('これは**太字。**です。 **太字（他）** は')).toEqual(['**太字。**']);
    expect(boldWords('a **b\nc** d')).toEqual(['b c']);
    expect(npmScripts('`npm ci && npm start`, npm run --silent bench:x, npm test')).toEqual([
      'bench:x',
      'start',
      'test',
    ]);
    expect(tables('| a | b |\n| - | - |\n| `x \\| y` | 2 |')).toEqual([
      [
        ['a', 'b'],
        ['`x | y`', '2'],
      ],
    ]);
  });
});
