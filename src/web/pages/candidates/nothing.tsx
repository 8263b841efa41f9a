// A list of candidates without a row: why that is so, and the one thing to do.
import { Button } from '@mantine/core';
import { IconEarOff, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { Listening } from './listening.tsx';
import type { CandidateNavigation } from './use-candidate-navigation.ts';

export function Nothing({ narrowing, isNoise, widen }: CandidateNavigation): ReactNode {
  const { t } = useI18n();
  if (narrowing.state === 'later') {
    return (
      <EmptyState icon={<IconEarOff />} title={t('candidates.noneLater')}>
        {t('candidates.noneLaterBody')}
      </EmptyState>
    );
  }
  if (Object.keys(narrowing).length === 0) return <Listening />;
  const action = (
    <Button variant="default" onClick={widen}>
      {t(isNoise ? 'noise.back' : 'candidates.clearFilters')}
    </Button>
  );
  const title = isNoise ? t('noise.none') : t('candidates.noneFiltered');
  return <EmptyState icon={<IconFilterOff />} title={title} action={action} />;
}
