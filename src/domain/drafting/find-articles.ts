// Help articles as a reply can begin with one: what is put in, and which fit what was typed. The page has this too, and nothing that reads what is stored.

export const articleLimits = { title: 120, url: 500, text: 2_000, count: 500 } as const;

/** Less of a question in it (0 to 1), an article answers something else (`npm run eval:suggest`). */
export const leastFit = 0.25;

export interface ArticleWords {
  title: string;
  /** http or https. */
  url: string;
  /** What it answers: a summary, or its text. */
  text: string;
  /** ISO 639-1; null: for readers of any language. */
  lang: string | null;
}

const japanese = /[\p{sc=Hiragana}\p{sc=Katakana}]/u;

/**
 * What a reply begins with: a blank for an answer in one's own words, then the link. While the blank is open it cannot be
 * sent: a link alone is no answer.
 */
export function articleText({ title, url, lang }: Omit<ArticleWords, 'text'>): string {
  return lang === 'ja' || (lang === null && japanese.test(title))
    ? `{自分の言葉で}\n「${title}」\n${url}`
    : `{in your own words}\n${title}:\n${url}`;
}

/** Those that have every word that was typed, in their order; a language that is written in comes before the others. */
export function findArticles<Article extends ArticleWords>(
  articles: readonly Article[],
  typed: string,
  written: string | null,
): Article[] {
  const words = fold(typed).split(/\s+/u).filter(Boolean);
  const isOther = ({ lang }: Article): number =>
    Number(lang !== null && written !== null && lang !== written);
  return articles
    .filter(({ title, url, text }) => {
      const all = fold(`${title} ${url} ${text}`);
      return words.every((word) => all.includes(word));
    })
    .toSorted((a, b) => isOther(a) - isOther(b));
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
