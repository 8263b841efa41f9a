// A snippet in the settings: its words, whom it is for, what became of it, and what can be done with it.
import { Button, Group } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconHistory, IconPencil } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { keys } from '../../../api/keys.ts';
import { useApp } from '../../../app.tsx';
import { Moment } from '../../../components/time.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { WithBlanks } from '../../../components/with-blanks.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { History } from './history.tsx';
import { SnippetForm } from './snippet-form.tsx';
import classes from './snippets.module.css';
import { whoseName, type Places } from './whose.ts';

interface SnippetRowProps {
  snippet: SnippetView;
  places: Places;
  allowed: boolean;
}

/** Puts a snippet away, or takes it out again; either can be undone. */
function useArchive(): (snippet: SnippetView, archived: boolean) => Promise<void> {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const archive = async (snippet: SnippetView, archived: boolean): Promise<void> => {
    const { id, version, name, key, text, tags, lang, brandId, accountId } = snippet;
    const body = { name, key, text, tags, lang, brandId, accountId, archived };
    try {
      const next = await client.call('changeSnippet', { params: { id }, body }, { ifMatch: version });
      const undo = { label: t('settings.snippets.undo'), run: () => void archive(next, !archived) };
      toasts.done(t(archived ? 'settings.snippets.archived' : 'settings.snippets.restored', { name }), [
        undo,
      ]);
    } catch (error) {
      toasts.failed(error);
    }
    await queryClient.invalidateQueries({ queryKey: keys.snippets });
  };
  return archive;
}

export function SnippetRow({ snippet, places, allowed }: SnippetRowProps): ReactNode {
  const { t } = useI18n();
  const [shows, setShows] = useState<'form' | 'history' | null>(null);
  const archive = useArchive();
  const isArchived = snippet.archivedAt !== null;
  const close = (): void => setShows(null);
  if (shows === 'form') {
    return (
      <li className={classes['row']}>
        <SnippetForm snippet={snippet} places={places} done={close} />
      </li>
    );
  }
  const name = { name: snippet.name };
  return (
    <li className={classes['row']} data-away={isArchived || undefined}>
      <Said snippet={snippet} places={places} />
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
            onClick={() => void archive(snippet, !isArchived)}
          >
            {t(isArchived ? 'settings.snippets.restore' : 'settings.snippets.archive')}
          </Button>
        )}
      </Group>
      {shows === 'history' && <History id={snippet.id} />}
    </li>
  );
}

function Said({ snippet, places }: Pick<SnippetRowProps, 'snippet' | 'places'>): ReactNode {
  const { t, format } = useI18n();
  const { name, key, lang, tags, use, changedBy, changedAt } = snippet;
  const whose = whoseName(snippet, places);
  const facts = [whose, lang === null ? null : format.language(lang), ...tags].filter(
    (fact) => fact !== null,
  );
  return (
    <>
      <div className={classes['head']}>
        <h3>{name}</h3>
        <code>{key}</code>
        {facts.map((fact) => (
          <span key={fact} className={classes['fact']}>
            {fact}
          </span>
        ))}
      </div>
      <p className={classes['text']} lang={lang ?? undefined}>
        <WithBlanks text={snippet.text} />
      </p>
      <p className={classes['use']}>
        {use.sent + use.dropped === 0
          ? t('settings.snippets.unused')
          : t('settings.snippets.use', { ...use })}
        {' · '}
        {changedBy === null
          ? t('settings.snippets.byNobody')
          : t('settings.snippets.by', { name: changedBy.name })}{' '}
        <Moment at={changedAt} />
      </p>
    </>
  );
}
