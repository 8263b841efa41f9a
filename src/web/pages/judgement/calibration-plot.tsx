// What probability was said against how often it came true: on the diagonal a 70 % is right in seven of ten.
import type { ReactNode } from 'react';
import type { Judging } from '../../components/judging/queries.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { along, radiusOf, up } from './chart-places.ts';
import classes from './judgement.module.css';

type Calibration = Judging['judgements'][number]['calibration'][number];

const plot = { width: 132, height: 132, pad: 9 };

export function CalibrationPlot({ calibration }: { calibration: Calibration }): ReactNode {
  const { t, format } = useI18n();
  const { question, points, error } = calibration;
  const name = t(`judging.question.${question}`);
  const most = Math.max(...points.map(({ count }) => count));
  const percent = (share: number): string => t('correct.sure', { probability: share });
  return (
    <figure className={classes['calibration']}>
      <figcaption>{name}</figcaption>
      <svg viewBox={`0 0 ${plot.width} ${plot.height}`} aria-hidden>
        <rect
          className={classes['frame']}
          x={plot.pad}
          y={plot.pad}
          width={plot.width - 2 * plot.pad}
          height={plot.height - 2 * plot.pad}
        />
        <line
          className={classes['ideal']}
          x1={along(plot, 0)}
          y1={up(plot, 0)}
          x2={along(plot, 1)}
          y2={up(plot, 1)}
        />
        {points.map(({ from, said, was, count }) => (
          <circle
            key={from}
            className={classes['bubble']}
            cx={along(plot, said)}
            cy={up(plot, was)}
            r={radiusOf(count, most)}
          >
            <title>{t('judging.point', { said, was, count })}</title>
          </circle>
        ))}
      </svg>
      <span className={classes['axis']}>{t('judging.offBy', { error })}</span>
      <div className="unseen">
        <table>
          <caption>{t('judging.calibrationOf', { name })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('judging.said')}</th>
              <th scope="col">{t('judging.cameTrue')}</th>
              <th scope="col">{t('judging.count')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ from, said, was, count }) => (
              <tr key={from}>
                <th scope="row">{percent(said)}</th>
                <td>{percent(was)}</td>
                <td>{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
