// A text as it was changed by whoever approved it: what went is struck out, what came is underlined.
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './approving.module.css';
import { textDifference } from './text-difference.ts';

export function Difference({ before, after }: { before: string; after: string }): ReactNode {
  const { t } = useI18n();
  return (
    <section className={classes['difference']} aria-label={t('approval.difference')}>
      {textDifference(before, after).map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>;
        return kind === 'gone' ? <del key={index}>{text}</del> : <ins key={index}>{text}</ins>;
      })}
    </section>
  );
}
