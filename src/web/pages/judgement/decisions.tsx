// What people decided against what was advised: shown, and never learnt from.
import type { ReactNode } from 'react';
import type { Judging } from '../../components/judging/queries.ts';
import { useValueName } from '../../components/judging/value-names.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './judgement.module.css';
import { WeekChart } from './week-chart.tsx';

const advices = ['yes', 'private', 'no'] as const;
const decided = ['speak', 'silent'] as const;

export function Decisions({ decisions }: { decisions: Judging['decisions'] }): ReactNode {
  const { t, format } = useI18n();
  const valueName = useValueName();
  const { agreement, weeks, confusion } = decisions;
  const countOf = (advised: string, choice: string): number =>
    confusion.find((cell) => cell.advised === advised && cell.decided === choice)?.count ?? 0;
  return (
    <div className={classes['cards']}>
      <div className={classes['card']}>
        {agreement !== null && (
          <p className={classes['quiet']}>
            {t('judging.followedOf', {
              count: agreement.count,
              of: agreement.of,
              low: agreement.low,
              high: agreement.high,
            })}
          </p>
        )}
        <WeekChart weeks={weeks} name={t('judging.decisions')} />
      </div>
      <div className={classes['card']}>
        <div className={classes['confusion']}>
          <table>
            <caption>{t('judging.advisedDecided')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('kindName.speak')}</th>
                {decided.map((choice) => (
                  <th key={choice} scope="col">
                    {t(`ledger.choice.${choice}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {advices.map((advised) => (
                <tr key={advised}>
                  <th scope="row">{valueName('speak', advised)}</th>
                  {decided.map((choice) => (
                    <td key={choice} data-right={(advised === 'no') === (choice === 'silent') || undefined}>
                      {format.number(countOf(advised, choice))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </div>
  );
}
