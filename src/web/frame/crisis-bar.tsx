// Where crisis mode is on: on every page, for as long as it is, with who turned it on, when and why.
import { IconAlertOctagon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { Moment } from '../components/time.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './crisis-bar.module.css';
import { cleared } from './places.ts';

export function CrisisBar(): ReactNode {
  const { t } = useI18n();
  const { crises } = useSession().workspace;
  return (
    <output>
      {crises.map((crisis) => (
        <div key={crisis.id} className={classes['bar']}>
          <IconAlertOctagon size={16} aria-hidden />
          <b>
            {crisis.brandName === null ? t('crisis.on') : t('crisis.onBrand', { brand: crisis.brandName })}
          </b>
          <span className={classes['why']}>{crisis.reason}</span>
          <span>
            {crisis.startedBy === null ? '' : crisis.startedBy.name} <Moment at={crisis.startedAt} />
          </span>
          <Link to="/settings/{-$section}" params={{ ...cleared, section: 'approval' }}>
            {t('crisis.settings')}
          </Link>
        </div>
      ))}
    </output>
  );
}
