// The left pane of the candidates: how many, narrowed to what, the list, and what to do with those marked.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import type { SilenceReason } from '../../../domain/ledger/ledger.ts';
import { countsQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SpikeBanner } from '../../components/spikes/spike-banner.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { CandidateList } from './candidate-list.tsx';
import classes from './candidates.module.css';
import { SilentButton } from './decision-bar.tsx';
import { FilterButton, Filters } from './filters.tsx';
import { NoiseLine } from './noise-line.tsx';
import { Nothing } from './nothing.tsx';
import { OrderButton } from './order-button.tsx';
import type { CandidateNavigation } from './use-candidate-navigation.ts';
import type { Candidates } from './use-candidates.ts';
import type { Marks } from './use-marks.ts';
import { ViewsButton } from './views-button.tsx';

interface BulkProps {
  rows: readonly LedgerEntryView[];
  clear: () => void;
  silent: (rows: readonly LedgerEntryView[], reason: SilenceReason, note: string) => void;
}

function Bulk({ rows, clear, silent }: BulkProps): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['bulk']}>
      <span>{t('candidates.marked', { count: rows.length })}</span>
      <span className={classes['space']} />
      <Button variant="subtle" size="compact-sm" onClick={clear}>
        {t('candidates.unmark')}
      </Button>
      <SilentButton keyed label={t('decide.silent')} choose={(reason, note) => silent(rows, reason, note)} />
    </div>
  );
}

interface QueueProps {
  candidates: Candidates;
  navigation: CandidateNavigation;
  marks: Marks;
  markedRows: readonly LedgerEntryView[];
  markAll: () => void;
  silent: BulkProps['silent'];
  scrolled: (away: boolean) => void;
}

/** One and the same, which is not drawn again with what stands around it. */
const spikeBanner = <SpikeBanner />;

/** How many the list is about; without filters of its own, as many rows as it has. */
function HeadCount({ of }: { of: 'noise' | 'later' | 'candidates' }): ReactNode {
  const { format } = useI18n();
  const count = useQuery({ ...countsQuery(useApp()), select: (counts) => counts[of] }).data;
  return count === undefined ? null : format.number(count);
}

export function Queue({
  candidates,
  navigation,
  marks,
  markedRows,
  markAll,
  silent,
  scrolled,
}: QueueProps): ReactNode {
  const { t } = useI18n();
  const noise = useQuery({ ...countsQuery(useApp()), select: (counts) => counts.noise }).data ?? 0;
  const { narrowing, narrow, order, setOrder, show, widen, isNoise, postId, select } = navigation;
  const shown = isNoise ? 'noise' : narrowing.state === 'later' ? 'later' : 'candidates';
  // Whoever looks at what was put off is not told about noise.
  const aside = shown === 'later' ? 0 : noise;
  return (
    <>
      <PageHeader title={t('frame.candidates')} count={<HeadCount of={shown} />}>
        <span className={classes['tools']}>
          <ViewsButton narrowing={narrowing} order={order} show={show} widen={widen} />
          <OrderButton order={order} setOrder={setOrder} />
          <FilterButton value={narrowing} change={narrow} />
        </span>
      </PageHeader>
      {spikeBanner}
      <Filters value={narrowing} change={narrow} />
      <CandidateList
        candidates={candidates}
        selectedId={postId}
        marked={marks.ids}
        toggle={marks.toggle}
        select={select}
        nothing={<Nothing {...navigation} />}
        scrolled={scrolled}
      />
      <NoiseLine count={aside} isNoise={isNoise} show={show} markAll={markAll} />
      {markedRows.length > 0 && <Bulk rows={markedRows} clear={marks.clear} silent={silent} />}
    </>
  );
}
