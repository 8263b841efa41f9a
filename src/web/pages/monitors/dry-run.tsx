// Trying a query on what was already heard, before anything is saved: how much it would find, and examples.
import { Alert, Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { Highlighted } from '../../components/highlighted.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { Section } from '../../components/page.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { Moment, useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { DayChart } from './day-chart.tsx';
import classes from './dry-run.module.css';

/** Examples that are shown before one asks for more. */
const SHOWN_FIRST = 6;
const MINUTE_MS = 60_000;

export type DryRunReport = Reply<'dryRun'>;

function Finding({ report }: { report: DryRunReport }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const { hits, looked, since } = report;
  if (looked === 0 || since === null)
    return <p className={classes['none']}>{t('monitors.dry.nothingHeard')}</p>;
  // Whole minutes: seconds would only flicker.
  const spanMs = Math.max(1, Math.round((now - new Date(since).getTime()) / MINUTE_MS)) * MINUTE_MS;
  return (
    <>
      <p className={classes['finding']}>
        {t('monitors.dry.finding', { hits, span: format.duration(spanMs) })}
      </p>
      <p className={classes['quiet']}>
        {t('monitors.dry.looked', { looked, since: format.moment(since, now) })}
      </p>
      {report.partial && (
        <Alert color="amber" mt="xs">
          {t('monitors.dry.partial')}
        </Alert>
      )}
    </>
  );
}

function Examples({ report }: { report: DryRunReport }): ReactNode {
  const { t } = useI18n();
  const [all, setAll] = useState(false);
  const { examples } = report;
  if (report.hits === 0) {
    return report.looked === 0 ? null : <p className={classes['none']}>{t('monitors.dry.noHits')}</p>;
  }
  return (
    <>
      <h3 className={classes['head']}>{t('monitors.dry.examples')}</h3>
      <ul className={`plain ${classes['examples'] ?? ''}`}>
        {examples.slice(0, all ? undefined : SHOWN_FIRST).map((example, index) => (
          <li key={index} className={classes['example']}>
            <span className={classes['meta']}>
              {atHandle(example.authorHandle)} <NetworkMark network={example.network} />
              <span className={classes['at']}>
                <Moment at={example.at} />
              </span>
            </span>
            <p lang={example.lang ?? undefined}>
              <Highlighted text={example.text} spans={example.spans} />
            </p>
          </li>
        ))}
      </ul>
      {!all && examples.length > SHOWN_FIRST && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {t('monitors.dry.more', { count: examples.length - SHOWN_FIRST })}
        </Button>
      )}
    </>
  );
}

interface DryRunProps {
  report: DryRunReport | null;
  /** The query was changed after it was tried. */
  outdated: boolean;
  busy: boolean;
  failure: string | null;
  /** Null while the query cannot be tried. */
  run: (() => void) | null;
}

export function DryRun({ report, outdated, busy, failure, run }: DryRunProps): ReactNode {
  const { t } = useI18n();
  const primary = report === null || outdated;
  const button = (
    <Button
      variant={primary ? 'filled' : 'default'}
      leftSection={<IconFlask size={17} aria-hidden />}
      disabled={run === null}
      loading={busy}
      onClick={() => run?.()}
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
          <div className={classes['report']} data-outdated={outdated || undefined}>
            {outdated && <p className={classes['outdated']}>{t('monitors.dry.outdated')}</p>}
            <Finding report={report} />
            <DayChart days={report.perDay} />
          </div>
        )}
      </div>
      {report !== null && <Examples report={report} />}
    </Section>
  );
}
