// Why a post is among the candidates, and stands where it does: how it came, what found it, what it was judged to be, whom it reaches.
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { confidenceIn, priorities } from '../../../domain/judgement/standing.ts';
import { weights } from '../../../domain/judgement/weight.ts';
import { JudgedList } from '../../components/judging/judged-list.tsx';
import type { Correcting } from '../../components/judging/use-correct.ts';
import { PanelFacts, type Fact } from '../../components/person/panel-facts.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

interface ReasonsProps {
  entry: LedgerEntryView;
  correcting: Correcting;
}

/** Where it stands by need, and why there; nothing more of noise, which has no order but that of time. */
function usePlace(): (entry: LedgerEntryView) => string | null {
  const { t } = useI18n();
  return ({ priority, weight, judgements, origin, post }) => {
    const level = priorities.find((known) => known === priority);
    const weighs = weights.find((known) => known === weight);
    if (level === undefined || weighs === undefined) return null;
    const group = t(`priority.${level}`);
    if (level === 0) return group;
    const { followers } = post.author;
    const sure = confidenceIn(judgements, level, origin);
    const because = [
      followers === null ? t('why.followersUnknown') : t('why.followers', { count: followers }),
      ...(post.reposts === 0 ? [] : [t('why.passedOn', { count: post.reposts })]),
      // What nothing says stands among the rest without anybody being sure of it.
      ...(level === 1 && sure === 1 ? [] : [t('why.sure', { probability: sure })]),
    ].join(t('common.comma'));
    return t('why.standing', { group, place: t(`why.weight.${weighs}`), because });
  };
}

export function Reasons({ entry, correcting }: ReasonsProps): ReactNode {
  const { t, format } = useI18n();
  const { matches, post } = entry;
  const place = usePlace()(entry);
  const facts: Fact[] = [
    [t('why.how'), t(`originLong.${entry.origin}`)],
    ...(matches.length === 0
      ? []
      : ([
          [t('filters.monitor'), matches.map((match) => match.monitorName).join(t('common.comma'))],
        ] as Fact[])),
    ...(post.lang === null ? [] : ([[t('filters.lang'), format.language(post.lang)]] as Fact[])),
    [t('why.judged'), <JudgedList key="judged" entry={entry} correcting={correcting} />],
    ...(place === null ? [] : ([[t('why.place'), place]] as Fact[])),
    [t('why.arrived'), <Moment key="arrived" at={entry.enteredAt} />],
  ];
  return <PanelFacts title={t('why.title')} facts={facts} />;
}
