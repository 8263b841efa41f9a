// Which snippets fit what was typed. The page has this too, and nothing that reads what is stored.
import type { SnippetWords } from './snippet.ts';

export const snippetLimits = { name: 80, key: 24, text: 2_000, tags: 10, tag: 30, count: 500 } as const;

export interface SnippetToFind extends SnippetWords {
  uses: number;
}

/**
 * Those that have every word that was typed, best first: by key, by the beginning of the name, then by how often they are used.
 * With nothing typed all of them; a language that is written in comes before the others.
 */
export function findSnippets<Snippet extends SnippetToFind>(
  snippets: readonly Snippet[],
  typed: string,
  written: string | null,
): Snippet[] {
  const words = fold(typed).split(/\s+/u).filter(Boolean);
  const ranked = snippets.flatMap((snippet) => {
    const [key, name] = [fold(snippet.key), fold(snippet.name)];
    const all = `${key} ${name} ${fold(snippet.tags.join(' '))} ${fold(snippet.text)}`;
    if (!words.every((word) => all.includes(word))) return [];
    const [first = ''] = words;
    const near =
      words.length === 0 ? 0 : key === first ? 3 : key.startsWith(first) ? 2 : name.startsWith(first) ? 1 : 0;
    const isOther = snippet.lang !== null && written !== null && snippet.lang !== written;
    return [{ snippet, near, isOther }];
  });
  return ranked
    .toSorted(
      (a, b) => b.near - a.near || Number(a.isOther) - Number(b.isOther) || b.snippet.uses - a.snippet.uses,
    )
    .map(({ snippet }) => snippet);
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
