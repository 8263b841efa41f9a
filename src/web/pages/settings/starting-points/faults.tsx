// What is wrong in a file, line by line.
import type { ReactNode } from 'react';
import type { LineFaultView } from '../../../../contract/endpoints/starting-points.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './starting-points.module.css';

const mostShown = 50;
/** Where reading ended is always told: the lines after it are not brought in either. */
const ends: readonly LineFaultView['code'][] = ['too_many_faults', 'too_many_rows', 'quote_open'];

export function Faults({ faults }: { faults: readonly LineFaultView[] }): ReactNode {
  const { t } = useI18n();
  if (faults.length === 0) return null;
  const shown = faults.filter(({ code }, at) => at < mostShown || ends.includes(code));
  const more = faults.length - shown.length;
  return (
    <>
      <p className={classes['faulty']}>{t('settings.import.faults', { count: faults.length })}</p>
      <ul className={`plain ${classes['faults'] ?? ''}`}>
        {shown.map(({ line, code, field, most }) => (
          <li key={`${line} ${code} ${field}`}>
            <b>{t('settings.import.line', { line })}</b>{' '}
            {code === 'not_allowed' && field === 'url'
              ? t('settings.articles.notAddress')
              : t(`settings.import.fault.${code}`, { field, most: most ?? 0 })}
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t('settings.import.moreFaults', { count: more })}</p>}
    </>
  );
}
