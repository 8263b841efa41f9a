// What a reply can begin with here, as one list to go through with the arrow keys: snippets, help articles, then how similar cases were answered.
import type { ArticleView } from '../../../../../contract/endpoints/articles.ts';
import type { ModelDraftView, SnippetView, Suggestions } from '../../../../../contract/endpoints/drafting.ts';
import type { AccountView } from '../../../../../contract/views.ts';
import { articleText, findArticles } from '../../../../../domain/drafting/find-articles.ts';
import { findSnippets } from '../../../../../domain/drafting/find-snippets.ts';
import type { StartingPoint } from '../../../../../domain/drafting/starting-point.ts';

export type OfferedArticle = Pick<ArticleView, 'id' | 'title' | 'url' | 'text' | 'lang'>;

export interface BeginItem {
  point: StartingPoint;
  /** What is put in. */
  text: string;
  lang: string | null;
  from:
    | { snippet: SnippetView }
    | { article: OfferedArticle }
    | { answer: Suggestions['answers'][number] }
    | { model: ModelDraftView };
}

/** What a language model wrote for this very reply. */
export function modelItem(model: ModelDraftView, lang: string | null): BeginItem {
  return { point: { kind: 'model', id: model.id }, text: model.text, lang, from: { model } };
}

/** With nothing typed, so many snippets stand before the answers; the others are found by typing. */
export const mostUntyped = 5;

/** Of the articles that typing finds. */
const mostArticles = 5;

/** Those for replies as this account, by what was typed. `lang`: of the post that is answered. */
export function snippetItems(
  snippets: readonly SnippetView[],
  typed: string,
  { account, lang }: { account: Pick<AccountView, 'id' | 'brandId'> | undefined; lang: string | null },
): BeginItem[] {
  const held = snippets.filter(
    ({ archivedAt, accountId, brandId }) =>
      archivedAt === null &&
      (accountId === null || accountId === account?.id) &&
      (brandId === null || brandId === account?.brandId),
  );
  const toFind = held.map((snippet) => ({ ...snippet, uses: snippet.use.sent }));
  return findSnippets(toFind, typed, lang).map((snippet) => ({
    point: { kind: 'snippet', id: snippet.id },
    text: snippet.text,
    lang: snippet.lang,
    from: { snippet },
  }));
}

/** With nothing typed those that fit what was asked; else those of all that have every word that was typed. */
export function articleItems(
  { offered, all }: { offered: readonly OfferedArticle[]; all: readonly ArticleView[] },
  typed: string,
  { account, lang }: { account: Pick<AccountView, 'brandId'> | undefined; lang: string | null },
): BeginItem[] {
  const held = all.filter(
    ({ archivedAt, goneAt, brandId }) =>
      archivedAt === null && goneAt === null && (brandId === null || brandId === account?.brandId),
  );
  const found: readonly OfferedArticle[] =
    typed.trim() === '' ? offered : findArticles(held, typed, lang).slice(0, mostArticles);
  return found.map((article) => ({
    point: { kind: 'article', id: article.id },
    text: articleText(article),
    lang: article.lang,
    from: { article },
  }));
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The answers that have every word that was typed, as similar as they came. */
export function answerItems(answers: Suggestions['answers'], typed: string): BeginItem[] {
  const words = fold(typed).split(/\s+/u).filter(Boolean);
  return answers
    .filter(({ question, text }) => {
      const all = fold(`${question} ${text}`);
      return words.every((word) => all.includes(word));
    })
    .map((answer) => ({
      point: { kind: 'answer', id: answer.id },
      text: answer.text,
      lang: answer.lang,
      from: { answer },
    }));
}
