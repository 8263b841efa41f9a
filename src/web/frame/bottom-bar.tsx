// The bar at the foot of a phone's screen: the daily places, and a menu for the rest.
import { UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './bottom-bar.module.css';
import { cleared, work } from './places.ts';
import { shortCount, type CountsProps } from './rail.tsx';

const More = lazy(async () => ({ default: (await import('./more.tsx')).More }));

export function BottomBar({ counts }: CountsProps): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <nav className={classes['bar']} aria-label={t('frame.navigation')}>
      {work.map((place) => {
        const count = place.badge === undefined ? 0 : (counts?.[place.badge.of] ?? 0);
        return (
          <Link
            key={place.to}
            to={place.to}
            params={cleared}
            className={classes['item']}
            activeProps={{ 'data-on': true, 'aria-current': 'page' }}
          >
            <place.icon size={22} stroke={1.7} aria-hidden />
            {t(place.label)}
            {place.badge !== undefined && count > 0 && (
              <>
                <span className={classes['badge']} data-alarming={place.badge.alarming} aria-hidden>
                  {shortCount(count)}
                </span>
                <span className="unseen">{t(place.badge.label, { count })}</span>
              </>
            )}
          </Link>
        );
      })}
      <UnstyledButton className={classes['item']} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <IconDots size={22} stroke={1.7} aria-hidden />
        {t('frame.more')}
      </UnstyledButton>
      <Suspense>{open && <More close={close} />}</Suspense>
    </nav>
  );
}
