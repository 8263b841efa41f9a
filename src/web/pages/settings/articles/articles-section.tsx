// Help articles in the settings: made, changed, put away, brought in from a file and taken out as one.
import { IconLifebuoy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { writeArticles } from '../../../../domain/drafting/write-articles.ts';
import { articlesQuery } from '../../../api/drafting-queries.ts';
import { workspaceQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { ListSection } from '../starting-points/list-section.tsx';
import { ArticleForm } from './article-form.tsx';
import { ArticleRow } from './article-row.tsx';

export function ArticlesSection(): ReactNode {
  const app = useApp();
  const articles = useQuery(articlesQuery(app));
  const workspace = useQuery(workspaceQuery(app));
  const failed = [articles, workspace].find((query) => query.isError);
  if (failed !== undefined) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!articles.isSuccess || !workspace.isSuccess) return <LoadingRows rows={5} />;
  const { brands } = workspace.data;
  return (
    <ListSection
      kind="articles"
      icon={<IconLifebuoy />}
      rows={articles.data.rows}
      write={(rows, format) => writeArticles(rows, format, brands)}
      renderForm={(done) => <ArticleForm article={null} brands={brands} done={done} />}
      renderRow={(article, allowed) => <ArticleRow article={article} brands={brands} allowed={allowed} />}
    />
  );
}
