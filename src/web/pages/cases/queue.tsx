// The left pane of the cases: the views with their counts, or a search, and the list.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CountsView } from '../../../contract/counts-view.ts';
import type { CaseRow } from '../../../contract/views.ts';
import { countsQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { isComposing } from '../../keyboard/typing.ts';
import { caseViews, type CaseView } from '../../search.ts';
import { CaseList, type CasesQuery } from './case-list.tsx';
import classes from './cases.module.css';
import type { Here } from './presence.ts';
import type { CaseNavigation } from './use-case-navigation.ts';

function Search({
  value,
  search,
  close,
}: {
  value: string;
  search: (q: string) => void;
  close: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [q, setQ] = useState(value);
  return (
    <TextInput
      className={classes['search']}
      aria-label={t('case.search')}
      placeholder={t('case.search')}
      value={q}
      data-autofocus
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        <ActionIcon size="sm" aria-label={t('case.searchClose')} onClick={close}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      }
      onChange={(event) => setQ(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        if (event.key === 'Enter' && !isComposing(event.nativeEvent)) search(q.trim());
      }}
    />
  );
}

/** How many a view holds, where that is counted. */
function countOf(view: CaseView, counts: CountsView | undefined): number | undefined {
  const known: Partial<Record<CaseView, number | undefined>> = {
    mine: counts?.myCases,
    unassigned: counts?.unassignedCases,
    open: counts?.openCases,
  };
  return known[view];
}

function Views({
  view,
  look,
  counts,
}: Pick<CaseNavigation, 'view' | 'look'> & { counts: CountsView | undefined }): ReactNode {
  const { t, format } = useI18n();
  return (
    <fieldset className={classes['views']} aria-label={t('case.views')}>
      {caseViews.map((each) => {
        const count = countOf(each, counts) ?? 0;
        return (
          <button
            key={each}
            type="button"
            className={classes['view']}
            aria-pressed={view === each}
            onClick={() => look(each)}
          >
            {t(`case.view.${each}`)}
            {count > 0 && <span className="tabular">{format.number(count)}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}

interface QueueProps {
  query: CasesQuery;
  rows: readonly CaseRow[];
  navigation: CaseNavigation;
  presence: ReadonlyMap<string, readonly Here[]>;
}

export function Queue({ query, rows, navigation, presence }: QueueProps): ReactNode {
  const { t, format } = useI18n();
  const { q, view, look, search, caseId, select } = navigation;
  const [searching, setSearching] = useState(q !== undefined);
  const counts = useQuery(countsQuery(useApp())).data;
  const count = countOf(view, counts);
  const close = (): void => {
    setSearching(false);
    search('');
  };
  return (
    <>
      <PageHeader title={t('frame.cases')} count={count === undefined ? undefined : format.number(count)}>
        <ActionIcon aria-label={t('case.search')} size="lg" onClick={() => setSearching(true)}>
          <IconSearch size={18} aria-hidden />
        </ActionIcon>
      </PageHeader>
      {searching || q !== undefined ? (
        <Search key={q ?? ''} value={q ?? ''} search={search} close={close} />
      ) : (
        <Views view={view} look={look} counts={counts} />
      )}
      <CaseList
        query={query}
        rows={rows}
        selectedId={caseId}
        select={select}
        presence={presence}
        view={view}
        searching={q !== undefined}
      />
    </>
  );
}
