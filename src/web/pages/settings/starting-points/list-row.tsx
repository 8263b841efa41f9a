// One row of such a list: its words, what became of it, and what can be done with it.
import { Button, Group } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconHistory, IconPencil } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { Moment, useNow } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './starting-points.module.css';

/** How far back uses are counted. */
const COUNTED_MS = 90 * 24 * 3_600_000;

interface ListRowProps {
  of: Pick<SnippetView, 'name' | 'version' | 'archivedAt' | 'use' | 'createdAt' | 'changedBy' | 'changedAt'>;
  allowed: boolean;
  /** Puts it away, or takes it out again. */
  archive: (archived: boolean) => Promise<void>;
  renderForm: (done: () => void) => ReactNode;
  history: ReactNode;
  /** Its words. */
  children: ReactNode;
}

export function ListRow({ of, allowed, archive, renderForm, history, children }: ListRowProps): ReactNode {
  const { t } = useI18n();
  const [shows, setShows] = useState<'form' | 'history' | null>(null);
  const isArchived = of.archivedAt !== null;
  if (shows === 'form') return <li className={classes['row']}>{renderForm(() => setShows(null))}</li>;
  const name = { name: of.name };
  return (
    <li className={classes['row']} data-away={isArchived || undefined}>
      {children}
      <Use of={of} />
      <Group gap={4} className={classes['actions'] ?? ''}>
        {allowed && !isArchived && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            aria-label={t('settings.snippets.editOf', name)}
            onClick={() => setShows('form')}
          >
            {t('common.edit')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconHistory size={14} aria-hidden />}
          aria-expanded={shows === 'history'}
          aria-label={t('settings.snippets.historyOf', name)}
          onClick={() => setShows(shows === 'history' ? null : 'history')}
        >
          {t('settings.snippets.history')}
        </Button>
        {allowed && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={
              isArchived ? <IconArchiveOff size={14} aria-hidden /> : <IconArchive size={14} aria-hidden />
            }
            aria-label={t(isArchived ? 'settings.snippets.restoreOf' : 'settings.snippets.archiveOf', name)}
            onClick={() => void archive(!isArchived)}
          >
            {t(isArchived ? 'settings.snippets.restore' : 'settings.snippets.archive')}
          </Button>
        )}
      </Group>
      {shows === 'history' && history}
    </li>
  );
}

/** What became of it, and who changed it last. */
function Use({ of: { version, use, createdAt, changedBy, changedAt } }: Pick<ListRowProps, 'of'>): ReactNode {
  const { t } = useI18n();
  const isNew = useNow() - Date.parse(createdAt) < COUNTED_MS;
  const unused = t(isNew ? 'settings.snippets.notYet' : 'settings.snippets.unused');
  return (
    <p className={classes['use']}>
      {use.sent + use.dropped === 0 ? unused : t('settings.snippets.use', { ...use })}
      {' · '}
      {changedBy === null
        ? t('settings.snippets.byNobody')
        : t(version === 1 ? 'settings.snippets.madeBy' : 'settings.snippets.by', {
            name: changedBy.name,
          })}{' '}
      <Moment at={changedAt} />
    </p>
  );
}
