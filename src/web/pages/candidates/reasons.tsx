// Why a post is among the candidates: how it came, what found it, what it was judged to be.
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { PanelSection } from '../../components/person/person-panel.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './candidates.module.css';

export function Reasons({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t, format } = useI18n();
  const { matches, judgements, post } = entry;
  const facts: [string, ReactNode][] = [
    [t('why.how'), t(`originLong.${entry.origin}`)],
    ...(matches.length === 0
      ? []
      : ([[t('filters.monitor'), matches.map((match) => match.monitorName).join(t('common.comma'))]] as [
          string,
          ReactNode,
        ][])),
    ...(post.lang === null
      ? []
      : ([[t('filters.lang'), format.language(post.lang)]] as [string, ReactNode][])),
    ...judgements
      .filter((judgement) => judgement.kind !== 'language')
      .map(({ kind, value, probability }): [string, ReactNode] => [
        kind,
        probability === null ? value : `${value} ${probability.toFixed(2)}`,
      ]),
    [t('why.arrived'), <Moment key="arrived" at={entry.enteredAt} />],
  ];
  return (
    <PanelSection title={t('why.title')}>
      <dl className={classes['reasons']}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  );
}
