// What may stand in a text for what the program fills in, each with what comes of it.
import type { ReactNode } from 'react';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './by-clock.module.css';

export type Place = 'date' | 'help' | 'hours' | 'next' | 'other';

/** Written with the text’s own names, which are the same in every language. */
export function Places({ places }: { places: readonly Place[] }): ReactNode {
  const { t } = useI18n();
  return (
    <>
      {t('settings.byClock.places')}{' '}
      {places.map((place) => (
        <span key={place} className={classes['place']}>
          <code>{`{${place}}`}</code> {t(`settings.byClock.place.${place}`)}
        </span>
      ))}
    </>
  );
}
