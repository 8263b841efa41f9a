// A help article while it is written down, and how it is saved.
import type { ArticleView } from '../../../../contract/endpoints/articles.ts';
import { useApp } from '../../../app.tsx';
import { useWordsForm, type WordsForm } from '../starting-points/use-words-form.ts';

const valuesOf = (article: ArticleView | null) => ({
  title: article?.title ?? '',
  url: article?.url ?? '',
  text: article?.text ?? '',
  lang: article?.lang ?? '',
  brandId: article?.brandId ?? '',
});
type ArticleValues = ReturnType<typeof valuesOf>;
export type OpenArticleForm = WordsForm<ArticleValues>;

const bodyOf = ({ lang, brandId, ...words }: ArticleValues) => ({
  ...words,
  lang: lang === '' ? null : lang,
  brandId: brandId === '' ? null : brandId,
});

export function useArticleForm(article: ArticleView | null, done: () => void): OpenArticleForm {
  const { client } = useApp();
  return useWordsForm({
    kind: 'articles',
    row: article,
    valuesOf,
    create: (values, idempotencyKey) =>
      client.call('createArticle', { body: bodyOf(values) }, { idempotencyKey }),
    change: (values, { id, version }) =>
      client.call('changeArticle', { params: { id }, body: bodyOf(values) }, { ifMatch: version }),
    list: async () => (await client.call('listArticles', {})).rows,
    done,
  });
}
