// How decisions went by what was advised: how often an advice was taken, why we stayed silent, how cases ended; with counts, and honest where they are few.
import { Select } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { outcomes } from '../../../domain/case/case.ts';
import { advices } from '../../../domain/decision/advice-choice.ts';
import type { Reply } from '../../api/client.ts';
import { useApp, type App } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { Section } from '../../components/page.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './judgement.module.css';
import { WeekChart } from './week-chart.tsx';

type Report = Reply<'readDecisions'>;

const spans = ['7', '30', '90'] as const;
/** With fewer decisions the interval is so wide that a share says little. */
const FEW = 20;

function reportQuery({ client }: Pick<App, 'client'>, days: string) {
  return queryOptions({
    queryKey: ['judging', 'decisions', days] as const,
    queryFn: ({ signal }) => client.call('readDecisions', { query: { days: Number(days) } }, { signal }),
    // Every decision moves it.
    staleTime: 0,
  });
}

interface TableProps {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly [name: string, ...values: ReactNode[]])[];
}

function Figures({ caption, head, rows }: TableProps): ReactNode {
  return (
    <div className={classes['card']}>
      <div className={classes['confusion']}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...values]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {values.map((value, index) => (
                  <td key={index}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Taken({ report }: { report: Report }): ReactNode {
  const { t, format } = useI18n();
  const percent = (share: number): string => t('correct.sure', { probability: share });
  return (
    <Figures
      caption={t('judging.advice.takenBy')}
      head={[
        t('advice.title'),
        t('judging.advice.given'),
        t('judging.advice.taken'),
        t('judging.advice.share'),
        t('judging.interval'),
      ]}
      rows={advices.map((advice) => {
        const figures = report.byAdvice[advice];
        const name = t(`advice.${advice}`);
        if (figures === null) return [name, format.number(0), '–', '–', '–'] as const;
        const { count, of, share, low, high } = figures;
        return [
          name,
          format.number(of),
          format.number(count),
          percent(share),
          `${percent(low)}–${percent(high)}`,
        ] as const;
      })}
    />
  );
}

function Silences({ report }: { report: Report }): ReactNode {
  const { t, format } = useI18n();
  if (report.silences.length === 0) return null;
  return (
    <Figures
      caption={t('judging.advice.silences')}
      head={[t('judging.advice.reason'), t('judging.count'), t('judging.advice.asAdvised')]}
      rows={report.silences.map(({ reason, count, asAdvised }) => [
        t(`reason.${reason}`),
        format.number(count),
        format.number(asAdvised),
      ])}
    />
  );
}

function Outcomes({ report }: { report: Report }): ReactNode {
  const { t, format } = useI18n();
  const { advised, against, unadvised } = report.outcomes;
  const sides = [advised, against, unadvised];
  if (sides.every(({ cases }) => cases === 0)) return null;
  const named = outcomes.flatMap((outcome) => {
    const counts = sides.map(
      ({ byOutcome }) => byOutcome.find((each) => each.outcome === outcome)?.count ?? 0,
    );
    return counts.every((count) => count === 0)
      ? []
      : [[t(`outcome.${outcome}`), ...counts.map((count) => format.number(count))] as const];
  });
  return (
    <Figures
      caption={t('judging.advice.outcomes')}
      head={[
        t('judging.advice.ended'),
        t('judging.advice.asAdvised'),
        t('judging.advice.againstIt'),
        t('judging.advice.without'),
      ]}
      rows={[
        ...named,
        [t('judging.advice.open'), ...sides.map(({ open }) => format.number(open))],
        [t('judging.advice.cases'), ...sides.map(({ cases }) => format.number(cases))],
      ]}
    />
  );
}

function NotTaken({ report }: { report: Report }): ReactNode {
  const { t, format, locale } = useI18n();
  if (report.notTaken.length === 0) return null;
  return (
    <Figures
      caption={t('judging.advice.notTaken')}
      head={[t('judging.advice.strongest'), t('advice.title'), t('judging.count')]}
      rows={report.notTaken.map(({ advice, why, count }) => [
        why[locale],
        t(`advice.${advice}`),
        format.number(count),
      ])}
    />
  );
}

function Body({ report }: { report: Report }): ReactNode {
  const { t, format } = useI18n();
  const given = advices.flatMap((advice) => report.byAdvice[advice] ?? []);
  const of = given.reduce((sum, each) => sum + each.of, 0);
  const count = given.reduce((sum, each) => sum + each.count, 0);
  const { speak, silent, later } = report.decided;
  if (speak + silent + later === 0) {
    return (
      <EmptyState compact icon={<IconMessageQuestion />} title={t('judging.advice.none')}>
        {t('judging.advice.noneBody')}
      </EmptyState>
    );
  }
  return (
    <>
      <p>
        {t('judging.advice.summary', { count, of })}
        {of < FEW && `${format.gap}${t('judging.few', { needed: FEW - of })}`}
      </p>
      <p className={`${classes['quiet'] ?? ''} ${classes['decided'] ?? ''}`}>
        {t('judging.advice.decided', { speak, silent, later, unadvised: report.unadvised })}
      </p>
      <div className={classes['cards']}>
        <Taken report={report} />
        {report.weeks.length > 0 && (
          <div className={classes['card']}>
            <WeekChart
              weeks={report.weeks}
              name={t('judging.advice.title')}
              words={{
                caption: t('judging.advice.byWeek'),
                share: t('judging.advice.share'),
              }}
            />
          </div>
        )}
        <Silences report={report} />
        <Outcomes report={report} />
        <NotTaken report={report} />
      </div>
    </>
  );
}

export function AdviceReport(): ReactNode {
  const { t } = useI18n();
  const [days, setDays] = useState<string>('30');
  const query = useQuery({ ...reportQuery(useApp(), days), placeholderData: keepPreviousData });
  return (
    <Section
      title={t('judging.advice.title')}
      hint={t('judging.advice.hint')}
      actions={
        <Select
          className={classes['language']}
          size="xs"
          aria-label={t('judging.advice.span')}
          allowDeselect={false}
          data={spans.map((value) => ({ value, label: t('judging.advice.days', { count: Number(value) }) }))}
          value={days}
          onChange={(value) => value !== null && setDays(value)}
        />
      }
    >
      {query.isPending && <LoadingRows rows={2} height={90} />}
      {query.isError && <ErrorState compact error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && <Body report={query.data} />}
    </Section>
  );
}
