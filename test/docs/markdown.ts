// Reads what the tests of the documents ask for out of Markdown: headings, links, tables, commands, words of the interface.
import { posix } from 'node:path';

/** The text without its fenced code, so that a `#` in a shell example is no heading and `](` no link. */
export const withoutCode = (text: string): string =>
  text.replaceAll(/^(?:```|~~~)[^\n]*\n[\s\S]*?^(?:```|~~~)\s*$/gmu, '');

/** The fenced code blocks, in order. */
export const codeBlocks = (text: string): string[] =>
  [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```\s*$/gmu)].map((match) => match[1] ?? '');

export interface Heading {
  level: number;
  text: string;
}

export function headings(text: string): Heading[] {
  return [...withoutCode(text).matchAll(/^(#{1,6}) +(.+?) *$/gmu)].map((match) => ({
    level: match[1]?.length ?? 0,
    text: match[2] ?? '',
  }));
}

/** The anchors of a document as GitHub makes them; a heading that stands twice gets a number. */
export function anchors(text: string): string[] {
  const seen = new Map<string, number>();
  return headings(text).map((heading) => {
    const plain = heading.text.replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1').replaceAll(/[`*]/gu, '');
    const slug = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

export interface Link {
  /** As it is written. */
  target: string;
  /** From the root of the repository; null when the link stays in its document. */
  path: string | null;
  /** Without `#`; empty when the whole document is meant. */
  anchor: string;
  isImage: boolean;
}

/** Links and images that stay in the repository, in Markdown and in HTML. */
export function relativeLinks(text: string, path: string): Link[] {
  const prose = withoutCode(text).replaceAll(/`[^`\n]*`/gu, '');
  const written = [
    ...prose.matchAll(/(!?)\[[^\]]*\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/gu),
    ...prose.matchAll(/()^\[[^\]]+\]:\s*(\S+)/gmu),
    ...prose.matchAll(/(<img\b[^>]*?\bsrc=)"([^"]+)"/gu),
    ...prose.matchAll(/(<source\b[^>]*?\bsrcset=)"([^"\s]+)/gu),
    ...prose.matchAll(/(<a\b[^>]*?\bhref=)"([^"]+)"/gu),
  ];
  return written
    .map((match) => ({ kind: match[1] ?? '', target: match[2] ?? '' }))
    .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/iu.test(target))
    .map(({ kind, target }) => {
      const [file = '', anchor = ''] = decodeURIComponent(target).split('#');
      const from = file.startsWith('/') ? '' : posix.dirname(path);
      return {
        target,
        path: file === '' ? null : posix.join(from, file),
        anchor,
        isImage: kind === '!' || kind.startsWith('<img') || kind.startsWith('<source'),
      };
    });
}

/** Names of npm scripts that a text tells its reader to run. */
export function npmScripts(text: string): string[] {
  const run = [...text.matchAll(/\bnpm run (?:--?[\w-]+ )*([\w:-]+)/gu)].map((match) => match[1] ?? '');
  const own = [...text.matchAll(/\bnpm (start|test|stop|restart)\b/gu)].map((match) => match[1] ?? '');
  return [...new Set([...run, ...own])];
}

/** The cells of each row of each table; the first row is the header. */
export function tables(text: string): string[][][] {
  const found: string[][][] = [];
  let open: string[][] | null = null;
  for (const line of withoutCode(text).split('\n')) {
    if (!line.startsWith('|')) {
      open = null;
      continue;
    }
    if (/^\|[\s:|-]+\|\s*$/u.test(line)) continue;
    if (open === null) found.push((open = []));
    const cells = line
      .trim()
      .slice(1, -1)
      .split(/(?<!\\)\|/u);
    open.push(cells.map((cell) => cell.trim().replaceAll(String.raw`\|`, '|')));
  }
  return found;
}

/** What a cell says inside its backticks; the cell itself when it has none. */
export const unticked = (cell: string): string => /^`+ ?(.*?) ?`+$/u.exec(cell)?.[1] ?? cell;

/** Words set in bold. */
export const boldWords = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\*\*([^*]+)\*\*/gu)].map((match) =>
    (match[1] ?? '').replaceAll(/\s+/gu, ' '),
  );

/**
 * Bold words whose stars Markdown shows as stars: it does not open or close bold between a letter and a punctuation
 * mark, which text without spaces runs into.
 */
export const brokenBold = (text: string): string[] => {
  const isMark = (char: string): boolean => /^[\p{P}\p{S}]$/u.test(char);
  const isLetter = (char: string): boolean => /^[^\s\p{P}\p{S}]$/u.test(char);
  const prose = withoutCode(text);
  return [...prose.matchAll(/\*\*([^*]+)\*\*/gu)]
    .filter((match) => {
      const word = match[1] ?? '';
      const before = prose.charAt(match.index - 1);
      const after = prose.charAt(match.index + match[0].length);
      return (isMark(word.charAt(0)) && isLetter(before)) || (isMark(word.slice(-1)) && isLetter(after));
    })
    .map((match) => match[0]);
};
