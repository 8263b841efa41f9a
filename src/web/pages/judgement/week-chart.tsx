// How often the judgement was right, week by week, with the interval the true share lies in; the same as a table for those who do not see it.
import type { ReactNode } from 'react';
import type { Judging } from '../../components/judging/queries.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { across, up } from './chart-places.ts';
import classes from './judgement.module.css';

type Weeks = Judging['judgements'][number]['weeks'];

const plot = { width: 260, height: 96, pad: 8 };

interface WeekChartProps {
  weeks: Weeks;
  name: string;
  /** What the shares are of; those of what was right where nothing is said. */
  words?: { caption: string; share: string };
}

export function WeekChart({ weeks, name, words }: WeekChartProps): ReactNode {
  const { t, format } = useI18n();
  const weekName = (week: string): string => format.monthDay(`${week}T12:00:00`);
  const percent = (share: number): string => t('correct.sure', { probability: share });
  const share = words?.share ?? t('judging.right');
  const [first = '', last = ''] = [weeks[0]?.week, weeks.at(-1)?.week];
  // Of one week a chart says no more than the figures above it.
  if (weeks.length < 2) {
    return <WeekTable weeks={weeks} name={name} share={share} />;
  }
  const points = weeks.map(({ week, agreement }) => ({
    week,
    agreement,
    x: across(plot, week, { first, last }),
    y: up(plot, agreement.share),
  }));
  return (
    <figure className={classes['chart']}>
      <figcaption>{words?.caption ?? t('judging.rightByWeek')}</figcaption>
      <div className={classes['plot']}>
        <span className={classes['shares']} aria-hidden>
          {[1, 0.5, 0].map((mark) => (
            <span key={mark}>{percent(mark)}</span>
          ))}
        </span>
        <svg viewBox={`0 0 ${plot.width} ${plot.height}`} aria-hidden>
          {[0, 0.5, 1].map((mark) => (
            <line
              key={mark}
              className={classes['grid']}
              x1={0}
              x2={plot.width}
              y1={up(plot, mark)}
              y2={up(plot, mark)}
            />
          ))}
          <polyline className={classes['line']} points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
          {points.map(({ week, agreement, x, y }) => (
            <g key={week}>
              <title>
                {`${weekName(week)}: ${percent(agreement.share)} (${agreement.count} / ${agreement.of})`}
              </title>
              <line
                className={classes['interval']}
                x1={x}
                x2={x}
                y1={up(plot, agreement.low)}
                y2={up(plot, agreement.high)}
              />
              <circle className={classes['dot']} cx={x} cy={y} r={3.5} />
            </g>
          ))}
        </svg>
        <span className={classes['axis']} aria-hidden>
          <span>{t('judging.weekOf', { week: weekName(first) })}</span>
          <span>{t('judging.weekOf', { week: weekName(last) })}</span>
        </span>
      </div>
      <WeekTable weeks={weeks} name={name} share={share} />
    </figure>
  );
}

function WeekTable({ weeks, name, share }: WeekChartProps & { share: string }): ReactNode {
  const { t, format } = useI18n();
  const percent = (share: number): string => t('correct.sure', { probability: share });
  return (
    <div className="unseen">
      <table>
        <caption>{t('judging.byWeek', { name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('judging.week')}</th>
            <th scope="col">{share}</th>
            <th scope="col">{t('judging.interval')}</th>
            <th scope="col">{t('judging.count')}</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ week, agreement }) => (
            <tr key={week}>
              <th scope="row">{format.day(`${week}T12:00:00`)}</th>
              <td>{percent(agreement.share)}</td>
              <td>{`${percent(agreement.low)}–${percent(agreement.high)}`}</td>
              <td>{format.number(agreement.of)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
