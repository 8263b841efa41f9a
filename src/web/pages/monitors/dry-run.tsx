// Trying a query on what was already heard, before anything is saved: how much it finds, where, and examples.
import { Alert, Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { KeyHint } from '../../components/key-hint.tsx';
import { Section } from '../../components/page.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { DayChart } from './day-chart.tsx';
import classes from './dry-run.module.css';
import { HitSample } from './hit-sample.tsx';
import { HitShares } from './hit-shares.tsx';
import type { DryRunReport, DryRunState } from './use-dry-run.ts';

const MINUTE_MS = 60_000;

function Finding({ report, count }: { report: DryRunReport; count: () => void }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const { hits, margin, looked, since, exact, partial } = report;
  if (looked === 0 || since === null)
    return <p className={classes['none']}>{t('monitors.dry.nothingHeard')}</p>;
  // Whole minutes: seconds would only flicker.
  const spanMs = Math.max(1, Math.round((now - new Date(since).getTime()) / MINUTE_MS)) * MINUTE_MS;
  const span = format.duration(spanMs);
  return (
    <>
      <p className={classes['finding']}>
        {exact
          ? t('monitors.dry.finding', { hits, span })
          : t('monitors.dry.about', { hits: Math.round(hits), margin: Math.round(margin), span })}
      </p>
      <p className={classes['quiet']}>
        {t('monitors.dry.looked', { looked, since: format.moment(since, now) })}
        {format.gap}
        {exact ? t('monitors.dry.exact') : t('monitors.dry.estimated')}
      </p>
      {!exact && (
        <Button size="compact-sm" variant="subtle" onClick={count}>
          {t('monitors.dry.countAll')}
        </Button>
      )}
      {partial && (
        <Alert color="amber" mt="xs">
          {t('monitors.dry.partial')}
        </Alert>
      )}
    </>
  );
}

interface DryRunProps {
  dry: DryRunState;
  monitorId: string | null;
  /** What was tried is not the query as it stands: says what it is. */
  outdated: string | null;
  /** The query to try; null while it cannot be tried. */
  query: string | null;
}

export function DryRun({ dry, monitorId, outdated, query }: DryRunProps): ReactNode {
  const { t } = useI18n();
  const { tried, busy, failure } = dry;
  const report = tried?.report ?? null;
  const primary = report === null || outdated !== null;
  const run = (): void => {
    if (query !== null) void dry.run(query);
  };
  const countAll = (): void => {
    if (tried !== null) void dry.run(tried.query, { exact: true, aside: outdated !== null });
  };
  useCommand('dryRun', run, query !== null);
  const button = (
    <Button
      variant={primary ? 'filled' : 'default'}
      leftSection={<IconFlask size={17} aria-hidden />}
      rightSection={<KeyHint command="dryRun" />}
      disabled={query === null}
      loading={busy}
      onClick={run}
    >
      {t('monitors.dry.action')}
    </Button>
  );
  return (
    <Section title={t('monitors.dry.title')} hint={t('monitors.dry.hint')} actions={button}>
      <div aria-live="polite">
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {report === null && failure === null && <p className={classes['none']}>{t('monitors.dry.before')}</p>}
        {report !== null && (
          <>
            {outdated !== null && <p className={classes['outdated']}>{outdated}</p>}
            <Finding report={report} count={countAll} />
          </>
        )}
      </div>
      {report !== null && (
        <div className={classes['report']} data-outdated={outdated !== null || undefined}>
          <DayChart days={report.perDay} />
          <HitShares report={report} />
        </div>
      )}
      {report !== null && report.hits === 0 && report.looked > 0 && (
        <p className={classes['none']}>{t('monitors.dry.noHits')}</p>
      )}
      {tried !== null && tried.hits.length > 0 && (
        <HitSample key={tried.query} dry={dry} monitorId={monitorId} />
      )}
    </Section>
  );
}
