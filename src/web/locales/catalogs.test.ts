// Proves that both languages have the same messages with the same arguments, that code uses exactly these, and that the
// first page asks for none that comes later.
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { partOf } from '../i18n/parts.ts';
import en from './en.json';
import ja from './ja.json';

const catalogs: Record<string, Record<string, string>> = { en, ja };
const sources = import.meta.glob<string>(['/src/**/*.{ts,tsx}', '!**/*.test.{ts,tsx}'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const code = Object.values(sources).join('\n');

const WEB = '/src/web/';

/** Whether a text names a message, written out or put together from a beginning and an end. */
function naming(text: string): (id: string) => boolean {
  const whole = new Set([...text.matchAll(/(?<=['"])[a-z][\w.]*(?=['"])/gi)].map(([id]) => id));
  const families = [...text.matchAll(/`([a-z][\w.]*\.)\$\{[^}]+\}([\w.]*)`/gi)];
  return (id) =>
    whole.has(id) ||
    families.some(([, start = '', end = '']) => start !== '' && id.startsWith(start) && id.endsWith(end));
}

/** All that the browser may run before a page is opened with `withWords`: reached by any other import from the start. */
function reachedFirst(): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (name: string): void => {
    const text = sources[name];
    // Outside the web app a text in quotes may look like an id, and nothing speaks to people.
    if (text === undefined || !name.startsWith(WEB) || found.has(name)) return;
    found.set(name, text);
    const imports = text.matchAll(/(withWords\(\s*\(\) =>\s*)?(?:from |import |import\()'(\.[^']+)'/g);
    for (const [, later, to = ''] of imports) {
      if (later === undefined) visit(new URL(to, `file://${name}`).pathname);
    }
  };
  visit(`${WEB}main.tsx`);
  return found;
}

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** Arguments of a message with the way each is formatted (plural, number, date, tag …). */
function argumentsOf(ast: Ast): string[] {
  const names: string[] = [];
  for (const part of ast) {
    // Types 0 and 7 are literal text and `#`: everything else names an argument.
    const kind: number = part.type;
    if (kind === 0 || kind === 7) continue;
    if ('value' in part) names.push(`${part.value}:${kind}`);
    if ('options' in part)
      for (const option of Object.values(part.options)) names.push(...argumentsOf(option.value));
    if ('children' in part) names.push(...argumentsOf(part.children));
  }
  return [...new Set(names)].toSorted();
}

/** Where one language needs no plural, a plain number says the same: both are numbers. */
function kinds(text: string, locale: string): string[] {
  const ast = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst();
  const numbers = argumentsOf(ast).map((name) => name.replace(/:(?:2|6)$/, ':number'));
  return [...new Set(numbers)].toSorted();
}

describe('message catalogs', () => {
  test('have exactly the same ids', () => {
    expect(Object.keys(ja).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  test('have the same arguments in each message', () => {
    const read = (locale: string): Record<string, string[]> =>
      Object.fromEntries(
        Object.entries(catalogs[locale] ?? {}).map(([id, text]) => [id, kinds(text, locale)]),
      );
    expect(read('ja')).toEqual(read('en'));
  });

  test('have no empty message', () => {
    for (const catalog of Object.values(catalogs)) {
      expect(Object.entries(catalog).filter(([, text]) => text.trim() === '')).toEqual([]);
    }
  });

  test('have every id that code asks for', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)];
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.map((match) => match[1]).filter((id) => id !== undefined && !(id in en))).toEqual([]);
  });

  test('have no id that nothing uses', () => {
    const used = naming(code);
    expect(Object.keys(en).filter((id) => !used(id))).toEqual([]);
  });

  test('have every id of the first page in the part that comes first', () => {
    const reached = reachedFirst();
    expect([...reached.keys()]).toContain(`${WEB}pages/candidates/filter-menu.tsx`);
    expect([...reached.keys()]).not.toContain(`${WEB}pages/cases/cases-page.tsx`);
    const later = Object.keys(en).filter((id) => partOf(id) === 'later');
    expect(later.length).toBeGreaterThan(500);
    const missing = [...reached].flatMap(([name, text]) =>
      later.filter(naming(text)).map((id) => [name, id]),
    );
    expect(missing).toEqual([]);
  });
});
