// Why a post is among the candidates: how it came, what found it, what it was judged to be.
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { useJudgementWords } from '../../components/judgements.ts';
import { PanelFacts, type Fact } from '../../components/person/panel-facts.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

export function Reasons({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t, format } = useI18n();
  const { matches, judgements, post } = entry;
  const said = useJudgementWords()(judgements).map(({ text, probability }) =>
    probability === null ? text : t('why.sure', { text, probability }),
  );
  const facts: Fact[] = [
    [t('why.how'), t(`originLong.${entry.origin}`)],
    ...(matches.length === 0
      ? []
      : ([
          [t('filters.monitor'), matches.map((match) => match.monitorName).join(t('common.comma'))],
        ] as Fact[])),
    ...(post.lang === null ? [] : ([[t('filters.lang'), format.language(post.lang)]] as Fact[])),
    ...(said.length === 0 ? [] : ([[t('why.judged'), said.join(t('common.comma'))]] as Fact[])),
    [t('why.arrived'), <Moment key="arrived" at={entry.enteredAt} />],
  ];
  return <PanelFacts title={t('why.title')} facts={facts} />;
}
