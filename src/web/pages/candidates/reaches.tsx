// In a row of the list, whom a post reaches that stands before others because of it.
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { usualWeight } from '../../../domain/judgement/weight.ts';
import { useI18n } from '../../i18n/i18n.tsx';

interface ReachesProps {
  entry: LedgerEntryView;
  className: string | undefined;
}

/** Nothing in most rows. */
export function Reaches({ entry, className }: ReachesProps): ReactNode {
  const { t } = useI18n();
  const { weight, post } = entry;
  if (weight <= usualWeight) return null;
  const { followers } = post.author;
  return (
    <span className={className}>
      {followers === null
        ? t('why.passedOn', { count: post.reposts })
        : t('why.followers', { count: followers })}
    </span>
  );
}
