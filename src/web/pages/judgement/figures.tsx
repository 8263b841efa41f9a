// One judgement: how often it was right, week by week, how far its probabilities can be believed, and what it is taken for.
import type { ReactNode } from 'react';
import { judgementValues } from '../../../domain/judgement/correction.ts';
import type { Judging } from '../../components/judging/queries.ts';
import { useKindName, useValueName } from '../../components/judging/value-names.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { CalibrationPlot } from './calibration-plot.tsx';
import { ConfusionTable } from './confusion-table.tsx';
import classes from './judgement.module.css';
import { WeekChart } from './week-chart.tsx';

/** With fewer words the interval is so wide that a share says little. */
const FEW = 20;

export function JudgementFigures({ figures }: { figures: Judging['judgements'][number] }): ReactNode {
  const { t, format } = useI18n();
  const name = useKindName()(figures.kind);
  const valueName = useValueName();
  const { kind, agreement, weeks, confusion, calibration } = figures;
  if (agreement === null) return null;
  return (
    <section className={classes['card']} data-kind={kind}>
      <h3>
        {name} <b>{t('correct.sure', { probability: agreement.share })}</b>
      </h3>
      <p className={classes['quiet']}>
        {t('judging.rightOf', {
          count: agreement.count,
          of: agreement.of,
          low: agreement.low,
          high: agreement.high,
        })}
        {agreement.of < FEW && `${format.gap}${t('judging.few', { needed: FEW - agreement.of })}`}
      </p>
      <WeekChart weeks={weeks} name={name} />
      <details className={classes['more']}>
        <summary>{t('judging.details')}</summary>
        <ConfusionTable
          caption={t('judging.confusionOf', { name })}
          cells={confusion}
          values={judgementValues[kind]}
          nameOf={(value) => valueName(kind, value)}
        />
        {calibration.length > 0 && (
          <>
            <p className={classes['quiet']}>{t('judging.calibrationHint')}</p>
            <div className={classes['calibrations']}>
              {calibration.map((each) => (
                <CalibrationPlot key={each.question} calibration={each} />
              ))}
            </div>
          </>
        )}
      </details>
    </section>
  );
}
