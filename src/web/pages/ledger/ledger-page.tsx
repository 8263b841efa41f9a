// The ledger: everything that came in, and what became of it.
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { LedgerFilter } from '../../api/keys.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { BackButton } from '../../components/panes/panes.tsx';
import { KeyHint } from '../../components/key-hint.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { chosen, type LedgerSearch } from '../../search.ts';
import { EntryPane } from './entry-pane.tsx';
import { edgeOfDay } from './entry-words.ts';
import { filterNames, Filters } from './filters.tsx';
import { Heaps } from './heaps.tsx';
import { LedgerList, useLedger } from './ledger-list.tsx';
import classes from './ledger.module.css';
import { Owed } from './owed.tsx';
import { Reconciled } from './reconciled.tsx';
import { SendsInTrouble } from './sends-in-trouble.tsx';

const route = getRouteApi('/member/ledger/{-$postId}');

/** Days of the address become the times the server is asked by. */
function filterOf({ since, until, ...rest }: LedgerSearch): LedgerFilter {
  return chosen({ ...rest, since: edgeOfDay(since), until: edgeOfDay(until, true) });
}

function Columns(): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['columns']} aria-hidden>
      {(['when', 'who', 'what', 'origin', 'state', 'why', 'case'] as const).map((name) => (
        <span key={name} className={classes[name]}>
          {t(`ledger.column.${name}`)}
        </span>
      ))}
    </div>
  );
}

/** One entry beside the list, or alone where there is no room for both. */
function Aside({ postId, close }: { postId: string; close: () => void }): ReactNode {
  const { t } = useI18n();
  const alone = useMediaQuery('(max-width: 1099px)');
  return (
    <aside className={classes['aside']} aria-label={t('ledger.entry')}>
      <div className={classes['asideHead']}>
        <BackButton onClick={close} />
        {/* Where the entry is a page of its own, it has that page's heading. */}
        {alone ? <h1>{t('ledger.entry')}</h1> : <h2>{t('ledger.entry')}</h2>}
        <Button
          className={classes['closeAside'] ?? ''}
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={close}
        >
          {t('common.close')}
          <KeyHint command="back" />
        </Button>
      </div>
      <EntryPane key={postId} postId={postId} />
    </aside>
  );
}

export function LedgerPage(): ReactNode {
  const { t } = useI18n();
  const { postId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useMemo(() => filterOf(search), [search]);
  const ledger = useLedger(filter);
  const { rows } = ledger;

  const open = (id: string | undefined): void => {
    void navigate({ to: '/ledger/{-$postId}', params: { postId: id }, search });
  };
  const change = (values: Partial<Record<keyof LedgerSearch, string | undefined>>): void => {
    const next = chosen({ ...search, ...values }) as LedgerSearch;
    void navigate({ to: '/ledger/{-$postId}', params: { postId }, search: next, replace: true });
  };
  const step = (by: 1 | -1): void => {
    const at = rows.findIndex((row) => row.post.id === postId);
    const row = at === -1 ? rows[0] : rows[at + by];
    if (row !== undefined) open(row.post.id);
  };
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
  useCommand('back', () => open(undefined), postId !== undefined);

  const filtered = filterNames.some((name) => search[name] !== undefined) || search.heap !== undefined;
  return (
    <div className={classes['page']} data-open={postId !== undefined || undefined}>
      <div className={classes['main']}>
        <PageHeader title={t('frame.ledger')}>
          <Filters search={search} change={change} />
        </PageHeader>
        <SendsInTrouble />
        <Heaps search={search} since={filter.since} />
        <Owed since={filter.since} />
        <Reconciled since={filter.since} />
        <Columns />
        <LedgerList
          ledger={ledger}
          selected={postId}
          filtered={filtered}
          clearFilters={() => void navigate({ to: '/ledger/{-$postId}', params: { postId }, search: {} })}
        />
      </div>
      {postId !== undefined && <Aside postId={postId} close={() => open(undefined)} />}
    </div>
  );
}
