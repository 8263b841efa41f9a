// A help article in the settings: where it is, what it answers, and what can be done with it.
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ArticleView } from '../../../../contract/endpoints/articles.ts';
import type { BrandView } from '../../../../contract/brand-views.ts';
import { articleQuery } from '../../../api/drafting-queries.ts';
import { useApp } from '../../../app.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { History } from '../starting-points/history.tsx';
import { ListRow } from '../starting-points/list-row.tsx';
import classes from '../starting-points/starting-points.module.css';
import { useArchive } from '../starting-points/use-archive.ts';
import { ArticleForm } from './article-form.tsx';

interface ArticleRowProps {
  article: ArticleView;
  brands: readonly BrandView[];
  allowed: boolean;
}

export function ArticleRow({ article, brands, allowed }: ArticleRowProps): ReactNode {
  const { client } = useApp();
  const archive = useArchive<ArticleView>('articles', article.title, (row, archived) => {
    const { id, version, title, url, text, lang, brandId } = row;
    const body = { title, url, text, lang, brandId, archived };
    return client.call('changeArticle', { params: { id }, body }, { ifMatch: version });
  });
  return (
    <ListRow
      of={{ ...article, name: article.title }}
      allowed={allowed}
      archive={(archived) => archive(article, archived)}
      renderForm={(done) => <ArticleForm article={article} brands={brands} done={done} />}
      history={<ArticleHistory id={article.id} />}
    >
      <Said article={article} brands={brands} />
    </ListRow>
  );
}

function ArticleHistory({ id }: { id: string }): ReactNode {
  const query = useQuery(articleQuery(useApp(), id));
  return (
    <History
      query={query}
      renderWords={({ title, url, text }) => (
        <>
          <b>{title}</b> {url}
          <br />
          {text}
        </>
      )}
    />
  );
}

function Said({ article, brands }: Pick<ArticleRowProps, 'article' | 'brands'>): ReactNode {
  const { t, format } = useI18n();
  const { title, url, text, lang, brandId, goneAt } = article;
  const brand = brands.find(({ id }) => id === brandId);
  return (
    <>
      <div className={classes['head']}>
        <h3 lang={lang ?? undefined}>{title}</h3>
        {brand !== undefined && <span className={classes['fact']}>{brand.name}</span>}
        {lang !== null && <span className={classes['fact']}>{format.language(lang)}</span>}
        {goneAt !== null && <span className={classes['fact']}>{t('settings.articles.gone')}</span>}
      </div>
      <p className={classes['text']}>
        <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm">
          {url}
        </Anchor>
      </p>
      <p className={classes['text']} lang={lang ?? undefined}>
        {text}
      </p>
    </>
  );
}
