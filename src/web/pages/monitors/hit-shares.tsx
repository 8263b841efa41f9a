// Where the hits of a dry run come from, and which other monitors find them too: tables with bars.
import { Link } from '@tanstack/react-router';
import type { CSSProperties, ReactNode } from 'react';
import { useNetworkName } from '../../components/network-mark.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './dry-run.module.css';
import type { DryRunReport } from './use-dry-run.ts';

/** More rows than these are not read. */
const SHOWN = 6;

interface Row {
  key: string;
  name: ReactNode;
  hits: number;
}

function barOf(share: number): CSSProperties {
  return { '--share': Math.min(1, share) } as CSSProperties;
}

function Shares({
  title,
  what,
  rows,
  of,
}: {
  title: string;
  what: string;
  rows: Row[];
  of: number;
}): ReactNode {
  const { t, format } = useI18n();
  return (
    <table className={classes['shares']}>
      <caption>{title}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{what}</th>
          <th scope="col">{t('monitors.dry.hits')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map(({ key, name, hits }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <i style={barOf(hits / Math.max(1, of))} aria-hidden />
              <b>{format.number(Math.round(hits))}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function HitShares({ report }: { report: DryRunReport }): ReactNode {
  const { t, format } = useI18n();
  const networkName = useNetworkName();
  const { hits, perNetwork, perLang, overlap } = report;
  if (hits === 0) return null;
  const others = overlap.monitors.filter((monitor) => monitor.hits > 0);
  return (
    <>
      <div className={classes['sides']}>
        <Shares
          title={t('monitors.dry.perNetwork')}
          what={t('monitors.form.networks')}
          of={hits}
          rows={perNetwork.map((row) => ({
            key: row.network,
            name: networkName(row.network),
            hits: row.hits,
          }))}
        />
        <Shares
          title={t('monitors.dry.perLang')}
          what={t('monitors.form.languages')}
          of={hits}
          rows={perLang.map((row) => ({
            key: row.lang ?? '',
            name: row.lang === null ? t('monitors.dry.noLang') : format.language(row.lang),
            hits: row.hits,
          }))}
        />
      </div>
      <h3 className={classes['head']}>{t('monitors.dry.overlap')}</h3>
      <p className={classes['quiet']}>
        {others.length === 0
          ? t('monitors.dry.noOverlap')
          : t('monitors.dry.alone', { alone: Math.round(overlap.alone), hits: Math.round(hits) })}
      </p>
      {others.length > 0 && (
        <Shares
          title={t('monitors.dry.overlapOf')}
          what={t('frame.monitors')}
          of={hits}
          rows={others.map((monitor) => ({
            key: monitor.monitorId,
            name: (
              <Link to="/monitors/{-$monitorId}" params={{ monitorId: monitor.monitorId }}>
                {monitor.name}
              </Link>
            ),
            hits: monitor.hits,
          }))}
        />
      )}
    </>
  );
}
