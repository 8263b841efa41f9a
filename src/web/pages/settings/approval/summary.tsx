// What became of the replies that a second pair of eyes was asked for lately.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { approvalVerdicts } from '../../../../domain/decision/approval.ts';
import { approvalsQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { RowLink } from '../../../components/row-link.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from '../settings.module.css';

const MINUTE_MS = 60_000;

export function Summary(): ReactNode {
  const { t } = useI18n();
  const navigate = useNavigate();
  const summary = useQuery(approvalsQuery(useApp()));
  if (summary.isPending) return <LoadingRows rows={3} height={40} />;
  if (summary.isError) return <ErrorState error={summary.error} retry={() => void summary.refetch()} />;
  const { days, waiting, counts, medianMs, newest } = summary.data;
  const of = (verdict: string): number => counts.find((each) => each.verdict === verdict)?.count ?? 0;
  return (
    <Section title={t('settings.approvalLately')} hint={t('settings.approvalLatelyHint', { days })}>
      <dl className={classes['words']}>
        <div>
          <dt>{t('approval.heap.waiting')}</dt>
          <dd>{waiting}</dd>
        </div>
        {approvalVerdicts.map((verdict) => (
          <div key={verdict}>
            <dt>{t(`approval.verdict.${verdict}`)}</dt>
            <dd>{of(verdict)}</dd>
          </div>
        ))}
        {medianMs !== null && (
          <div>
            <dt>{t('settings.approvalMedian')}</dt>
            <dd>{t('settings.approvalMinutes', { minutes: Math.round(medianMs / MINUTE_MS) })}</dd>
          </div>
        )}
      </dl>
      <ul className="plain">
        {newest.map((each) => (
          <li key={each.outboundId}>
            <p className={classes['quiet']}>
              {each.caseId !== null && (
                <RowLink
                  href={`/cases/${each.caseId}`}
                  open={() =>
                    void navigate({ to: '/cases/{-$caseId}', params: { caseId: each.caseId ?? undefined } })
                  }
                  current={false}
                  className={undefined}
                >
                  #{each.caseNumber}
                </RowLink>
              )}{' '}
              {t(`approval.verdict.${each.verdict}`)} · {each.askedBy?.name ?? t('approval.program')}
              {each.decidedBy === null ? '' : ` → ${each.decidedBy.name}`} <Moment at={each.decidedAt} />
            </p>
            {each.comment !== '' && <p>{each.comment}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
