// The rest of the places, and one's own menu, on a phone.
import { Drawer } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './bottom-bar.module.css';
import { cleared, office } from './places.ts';
import { UserMenu } from './user-menu.tsx';

export function More({ close }: { close: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Drawer
      opened
      onClose={close}
      position="bottom"
      size="auto"
      title={t('frame.more')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes['more']}>
        {office.map((place) => (
          <Link key={place.to} to={place.to} params={cleared} className={classes['place']} onClick={close}>
            <place.icon size={20} stroke={1.7} aria-hidden />
            {t(place.label)}
          </Link>
        ))}
        <UserMenu wide />
      </div>
    </Drawer>
  );
}
