// The dark rail: where one can go, how much waits there, and one's own menu.
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { Keys } from '../components/key-hint.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useKeyLabels } from '../keyboard/keyboard.tsx';
import { Logo } from './logo.tsx';
import { cleared, office, work, type Place } from './places.ts';
import classes from './rail.module.css';
import { useBadges } from './use-badges.ts';
import { UserMenu } from './user-menu.tsx';

/** Big numbers say "many"; the exact figure stands in the list itself. */
export function shortCount(count: number): string {
  return count > 999 ? '999+' : String(count);
}

interface RailLinkProps {
  place: Place;
  count: number;
}

const RailLink = memo(function RailLink({ place, count }: RailLinkProps): ReactNode {
  const { t } = useI18n();
  const labels = useKeyLabels(place.command);
  const { badge } = place;
  const told = badge !== undefined && count > 0 ? t(badge.label, { count }) : undefined;
  const tip = (
    <span className={classes['tip']}>
      {told ?? t(place.label)}
      <Keys labels={labels} />
    </span>
  );
  return (
    <Tooltip label={tip} position="right">
      <Link
        to={place.to}
        params={cleared}
        className={classes['link']}
        activeProps={{ 'data-on': true, 'aria-current': 'page' }}
      >
        <place.icon size={21} stroke={1.7} aria-hidden />
        <span className={classes['label']}>{t(place.label)}</span>
        {told !== undefined && (
          <>
            <span className={classes['badge']} data-alarming={badge?.alarming} aria-hidden>
              {shortCount(count)}
            </span>
            <span className="unseen">{told}</span>
          </>
        )}
      </Link>
    </Tooltip>
  );
});

const PaletteButton = memo(function PaletteButton({ onClick }: { onClick: () => void }): ReactNode {
  const { t } = useI18n();
  const paletteKeys = useKeyLabels('palette');
  const tip = (
    <span className={classes['tip']}>
      {t('frame.palette')}
      <Keys labels={paletteKeys} />
    </span>
  );
  return (
    <Tooltip label={tip} position="right">
      <UnstyledButton className={classes['tool']} aria-label={t('frame.palette')} onClick={onClick}>
        <IconCommand size={19} stroke={1.7} aria-hidden />
        <span className={classes['label']} aria-hidden>
          {t('frame.commands')}
        </span>
      </UnstyledButton>
    </Tooltip>
  );
});

export function Rail(props: { showKeys: () => void; showPalette: () => void }): ReactNode {
  const { t } = useI18n();
  const countAt = useBadges();
  return (
    <nav className={classes['rail']} aria-label={t('frame.navigation')}>
      <Link
        to="/candidates/{-$postId}"
        params={cleared}
        className={classes['logo']}
        aria-label={t('app.name')}
      >
        <Logo size={34} />
      </Link>
      {work.map((place) => (
        <RailLink key={place.to} place={place} count={countAt(place)} />
      ))}
      <span className={classes['space']} />
      {office.map((place) => (
        <RailLink key={place.to} place={place} count={countAt(place)} />
      ))}
      <PaletteButton onClick={props.showPalette} />
      <UserMenu showKeys={props.showKeys} />
    </nav>
  );
}
