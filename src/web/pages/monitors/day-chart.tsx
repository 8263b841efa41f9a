// Matches of each day as bars, with the same figures as a table for those who do not see them.
import type { CSSProperties, ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './dry-run.module.css';

type Days = Reply<'dryRun'>['perDay'];

function shareOf(share: number): CSSProperties {
  return { '--share': share } as CSSProperties;
}

export function DayChart({ days }: { days: Days }): ReactNode {
  const { t, format } = useI18n();
  if (days.length === 0) return null;
  const inOrder = days.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const most = Math.max(1, ...inOrder.map((day) => day.hits));
  const name = (day: string): string => format.day(`${day}T12:00:00`);
  const first = inOrder[0];
  const last = inOrder.at(-1);
  return (
    <figure className={classes['chart']}>
      <figcaption className={classes['head']}>{t('monitors.dry.perDay')}</figcaption>
      <div className={classes['plot']} aria-hidden>
        <span className={classes['most']}>{format.number(most)}</span>
        <div className={classes['bars']}>
          {inOrder.map(({ day, hits, looked }) => (
            <span
              key={day}
              className={classes['bar']}
              title={t('monitors.dry.barTitle', { day: name(day), hits, looked })}
            >
              <i style={shareOf(hits / most)} data-none={hits === 0 || undefined} />
              {inOrder.length <= 10 && <b>{format.number(hits)}</b>}
            </span>
          ))}
        </div>
        <span className={classes['axis']}>
          <span>{first !== undefined && name(first.day)}</span>
          {last !== first && <span>{last !== undefined && name(last.day)}</span>}
        </span>
      </div>
      <div className="unseen">
        <table>
          <caption>{t('monitors.dry.perDay')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('monitors.dry.day')}</th>
              <th scope="col">{t('monitors.dry.hits')}</th>
              <th scope="col">{t('monitors.dry.lookedAt')}</th>
            </tr>
          </thead>
          <tbody>
            {inOrder.map(({ day, hits, looked }) => (
              <tr key={day}>
                <th scope="row">{name(day)}</th>
                <td>{format.number(hits)}</td>
                <td>{format.number(looked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
