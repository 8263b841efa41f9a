// A score in figures, and the parts that it is made of, each with what there was to get.
import type { CSSProperties, ReactNode } from 'react';
import type { PartScore } from '../../../../domain/practice/scoring.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './sessions.module.css';

export function Score({ score }: { score: number | null }): ReactNode {
  const { t } = useI18n();
  return (
    <span className="tabular">
      {score === null ? t('practice.sessions.noScore') : t('practice.sessions.score', { score })}
    </span>
  );
}

export function Parts({ parts }: { parts: readonly PartScore[] }): ReactNode {
  const { t } = useI18n();
  if (parts.length === 0) return null;
  return (
    <dl className={classes['parts']}>
      {parts.map(({ part, got, of }) => (
        <div key={part}>
          <dt>{t(`practice.part.${part}`)}</dt>
          <dd className="tabular">
            {t('practice.sessions.pointsOf', { got, of })}
            <span className={classes['bar']} aria-hidden>
              <i style={{ '--share': of === 0 ? 0 : got / of } as CSSProperties} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
