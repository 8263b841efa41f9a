// The bar at the foot of a phone's screen: the daily places, and a menu for the rest.
import { UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, memo, Suspense, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './bottom-bar.module.css';
import { cleared, work, type Place } from './places.ts';
import { shortCount } from './rail.tsx';
import { useBadges } from './use-badges.ts';

const More = lazy(async () => ({ default: (await import('./more.tsx')).More }));

const Item = memo(function Item({ place, count }: { place: Place; count: number }): ReactNode {
  const { t } = useI18n();
  return (
    <Link
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
});

export function BottomBar(): ReactNode {
  const { t } = useI18n();
  const countAt = useBadges();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <nav className={classes['bar']} aria-label={t('frame.navigation')}>
      {work.map((place) => (
        <Item key={place.to} place={place} count={countAt(place)} />
      ))}
      <UnstyledButton className={classes['item']} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <IconDots size={22} stroke={1.7} aria-hidden />
        {t('frame.more')}
      </UnstyledButton>
      <Suspense>{open && <More close={close} />}</Suspense>
    </nav>
  );
}
