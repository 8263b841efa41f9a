// Snippets in the settings: made, changed, put away, brought in from a file and taken out as one.
import { Button, Group, Menu } from '@mantine/core';
import { IconDownload, IconPlus, IconTextPlus, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { writeSnippets } from '../../../../domain/drafting/write-snippets.ts';
import type { FileFormat } from '../../../../domain/drafting/table-file.ts';
import { snippetsQuery } from '../../../api/drafting-queries.ts';
import { accountsQuery, workspaceQuery } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { EmptyState, ErrorState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import settings from '../settings.module.css';
import { ImportDialog } from './import-dialog.tsx';
import { SnippetForm } from './snippet-form.tsx';
import { SnippetRow } from './snippet-row.tsx';
import classes from './snippets.module.css';
import type { Places } from './whose.ts';

const typeOf = { csv: 'text/csv;charset=utf-8', ndjson: 'application/x-ndjson' } as const;

function saveFile(name: string, format: FileFormat, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: typeOf[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function SnippetsSection(): ReactNode {
  const app = useApp();
  const snippets = useQuery(snippetsQuery(app));
  const workspace = useQuery(workspaceQuery(app));
  const accounts = useQuery(accountsQuery(app));
  const failed = [snippets, workspace, accounts].find((query) => query.isError);
  if (failed !== undefined) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!snippets.isSuccess || !workspace.isSuccess || !accounts.isSuccess) return <LoadingRows rows={5} />;
  const places = { brands: workspace.data.brands, accounts: accounts.data.rows };
  return <Snippets rows={snippets.data.rows} places={places} />;
}

function Snippets({ rows, places }: { rows: readonly SnippetView[]; places: Places }): ReactNode {
  const { t } = useI18n();
  const allowed = useMay('guideline.change');
  const [open, setOpen] = useState<'add' | 'import' | null>(null);
  const close = (): void => setOpen(null);
  const inUse = rows.filter(({ archivedAt }) => archivedAt === null);
  const away = rows.filter(({ archivedAt }) => archivedAt !== null);
  const add = (
    <Button
      size="compact-sm"
      variant={inUse.length === 0 ? 'filled' : 'default'}
      leftSection={<IconPlus size={15} aria-hidden />}
      onClick={() => setOpen('add')}
    >
      {t('settings.snippets.add')}
    </Button>
  );
  return (
    <Section
      title={t('settings.section.snippets')}
      hint={t('settings.snippets.about')}
      actions={<Files rows={inUse} places={places} bring={allowed ? () => setOpen('import') : null} />}
    >
      {allowed && open !== 'add' && inUse.length > 0 && add}
      {open === 'add' && <SnippetForm snippet={null} places={places} done={close} />}
      {open === 'import' && <ImportDialog close={close} />}
      {inUse.length === 0 && open !== 'add' && (
        <EmptyState
          compact
          icon={<IconTextPlus />}
          title={t('settings.snippets.none')}
          action={allowed ? add : undefined}
        >
          {t('settings.snippets.noneBody')}
        </EmptyState>
      )}
      {!allowed && <p className={settings['quiet']}>{t('settings.snippets.readOnly')}</p>}
      <ul className={`plain ${classes['rows'] ?? ''}`}>
        {inUse.map((snippet) => (
          <SnippetRow key={snippet.id} snippet={snippet} places={places} allowed={allowed} />
        ))}
      </ul>
      {away.length > 0 && (
        <details className={classes['away']}>
          <summary>{t('settings.snippets.away', { count: away.length })}</summary>
          <ul className={`plain ${classes['rows'] ?? ''}`}>
            {away.map((snippet) => (
              <SnippetRow key={snippet.id} snippet={snippet} places={places} allowed={allowed} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Files(props: {
  rows: readonly SnippetView[];
  places: Places;
  bring: (() => void) | null;
}): ReactNode {
  const { t } = useI18n();
  const { rows, places, bring } = props;
  const take = (format: FileFormat): void => {
    const { brands, accounts } = places;
    saveFile('snippets', format, writeSnippets(rows, format, { brands, accounts }));
  };
  return (
    <Group gap={6}>
      {bring !== null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUpload size={15} aria-hidden />}
          onClick={bring}
        >
          {t('settings.import.open')}
        </Button>
      )}
      {rows.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} aria-hidden />}>
              {t('settings.export.open')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => take('csv')}>{t('settings.export.csv')}</Menu.Item>
            <Menu.Item onClick={() => take('ndjson')}>{t('settings.export.ndjson')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}
