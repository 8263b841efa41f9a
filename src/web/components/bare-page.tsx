// A page without the frame: sign in, an invite, the first run.
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { Logo } from '../frame/logo.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import classes from './bare-page.module.css';
import { useTitle } from './page-header.tsx';

export function BarePage(props: {
  title: string;
  wide?: boolean;
  /** The way to elsewhere, beside the choice of language. */
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const { t } = useI18n();
  const [preferences, change] = usePreferences();
  useTitle(props.title);
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <span className={classes['brand']}>
          <Logo size={30} />
          {t('app.name')}
        </span>
        <span className={classes['space']} />
        {props.aside}
        <SegmentedControl
          size="xs"
          aria-label={t('frame.language')}
          value={preferences.locale}
          data={[
            { value: 'ja', label: t('frame.language.ja') },
            { value: 'en', label: t('frame.language.en') },
          ]}
          onChange={(value) => void change({ locale: value === 'ja' ? 'ja' : 'en' }).catch(() => undefined)}
        />
      </header>
      <main className={classes['main']} data-wide={props.wide === true || undefined}>
        {props.children}
      </main>
    </div>
  );
}

/** The card of a short form. */
export function Card(props: { title: string; hint?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <section className={classes['card']}>
      <h1>{props.title}</h1>
      {props.hint !== undefined && <p className={classes['hint']}>{props.hint}</p>}
      {props.children}
    </section>
  );
}
