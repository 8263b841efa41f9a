// Snippets in the settings: made, changed, put away, brought in from a file and taken out as one.
import { IconTextPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { writeSnippets } from '../../../../domain/drafting/write-snippets.ts';
import { snippetsQuery } from '../../../api/drafting-queries.ts';
import { accountsQuery, workspaceQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { ListSection } from '../starting-points/list-section.tsx';
import { SnippetForm } from './snippet-form.tsx';
import { SnippetRow } from './snippet-row.tsx';

export function SnippetsSection(): ReactNode {
  const app = useApp();
  const snippets = useQuery(snippetsQuery(app));
  const workspace = useQuery(workspaceQuery(app));
  const accounts = useQuery(accountsQuery(app));
  const failed = [snippets, workspace, accounts].find((query) => query.isError);
  if (failed !== undefined) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!snippets.isSuccess || !workspace.isSuccess || !accounts.isSuccess) return <LoadingRows rows={5} />;
  const places = { brands: workspace.data.brands, accounts: accounts.data.rows };
  return (
    <ListSection
      kind="snippets"
      icon={<IconTextPlus />}
      rows={snippets.data.rows}
      write={(rows, format) => writeSnippets(rows, format, places)}
      renderForm={(done) => <SnippetForm snippet={null} places={places} done={done} />}
      renderRow={(snippet, allowed) => <SnippetRow snippet={snippet} places={places} allowed={allowed} />}
    />
  );
}
