// The case in figures: how it came, since when, and how fast we were.
import type { ReactNode } from 'react';
import type { CaseDetail } from '../../../contract/views.ts';
import { privacyOf } from '../../../domain/in-private/consent.ts';
import { PanelFacts, type Fact } from '../../components/person/panel-facts.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { Consent } from './boundary.tsx';

export function Facts({ detail }: { detail: CaseDetail }): ReactNode {
  const { t, format } = useI18n();
  const row = detail.case;
  /** Said only where it tells more than the clock on the wall does. */
  const inBusinessHours = (wallMs: number, businessMs: number | null): Fact[] => {
    if (businessMs === null || businessMs === wallMs) return [];
    const told = businessMs === 0 ? t('case.reactionClosed') : format.duration(businessMs);
    return [[t('case.reactionBusiness'), told]];
  };
  const { consent, invitedAt } = privacyOf(detail.posts);
  const monitors = [
    ...new Set(Object.values(detail.matches).flatMap((matches) => matches.map((each) => each.monitorName))),
  ];
  const facts: Fact[] = [
    [t('why.how'), t(`originLong.${row.origin}`)],
    ...(monitors.length > 0 ? [[t('filters.monitor'), monitors.join(t('common.comma'))] as Fact] : []),
    [t('case.firstPost'), <Moment key="post" at={row.firstPostAt} />],
    [t('case.opened'), <Moment key="opened" at={row.openedAt} />],
    ...(consent === null ? [] : [[t('case.consent'), <Consent key="consent" consent={consent} />] as Fact]),
    ...(invitedAt === null ? [] : [[t('case.awaitsDm'), <Moment key="invited" at={invitedAt} />] as Fact]),
    ...(row.firstReactionMs === null
      ? []
      : ([
          [t('case.reactionWall'), format.duration(row.firstReactionMs)],
          ...inBusinessHours(row.firstReactionMs, row.firstReactionBusinessMs),
        ] as Fact[])),
  ];
  return <PanelFacts title={t('case.facts')} facts={facts} />;
}
