// Why a post is among the candidates: how it came, what found it, what it was judged to be.
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { JudgedList } from '../../components/judging/judged-list.tsx';
import type { Correcting } from '../../components/judging/use-correct.ts';
import { PanelFacts, type Fact } from '../../components/person/panel-facts.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

interface ReasonsProps {
  entry: LedgerEntryView;
  correcting: Correcting;
}

export function Reasons({ entry, correcting }: ReasonsProps): ReactNode {
  const { t, format } = useI18n();
  const { matches, post } = entry;
  const facts: Fact[] = [
    [t('why.how'), t(`originLong.${entry.origin}`)],
    ...(matches.length === 0
      ? []
      : ([
          [t('filters.monitor'), matches.map((match) => match.monitorName).join(t('common.comma'))],
        ] as Fact[])),
    ...(post.lang === null ? [] : ([[t('filters.lang'), format.language(post.lang)]] as Fact[])),
    [t('why.judged'), <JudgedList key="judged" entry={entry} correcting={correcting} />],
    [t('why.arrived'), <Moment key="arrived" at={entry.enteredAt} />],
  ];
  return <PanelFacts title={t('why.title')} facts={facts} />;
}
