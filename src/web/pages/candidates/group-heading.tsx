// Stands above the first of those in the list that are as urgent as one another.
import type { ReactNode } from 'react';
import { priorities } from '../../../domain/judgement/standing.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './groups.module.css';

/** Nothing without a priority. */
export function GroupHeading({ priority }: { priority: number | undefined }): ReactNode {
  const { t } = useI18n();
  const known = priorities.find((each) => each === priority);
  if (known === undefined) return null;
  return (
    <h2 className={classes['group']} data-priority={known}>
      {t(`priority.${known}`)}
    </h2>
  );
}
