// What people said of wishes by hand: what, who and when, and the way back.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRowText } from '../../../components/personal-data.tsx';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { WishList } from './wish-list.ts';
import classes from './wishes.module.css';

interface CorrectionsProps {
  list: WishList;
  /** Null for those who may not correct. */
  takeBack: ((id: string) => Promise<void>) | null;
}

export function Corrections({ list: { corrections }, takeBack }: CorrectionsProps): ReactNode {
  const { t } = useI18n();
  const rowText = useRowText();
  if (corrections.length === 0) return null;
  const gone = t('monitors.wishes.correction.gone');
  return (
    <details className={classes['spellings']}>
      <summary>{t('monitors.wishes.corrections', { count: corrections.length })}</summary>
      <ul className="plain">
        {corrections.map(({ id, kind, spellings, sameAs, holds, by, at }) => {
          const what = t(`monitors.wishes.correction.${kind}`, {
            spellings: spellings.map(({ text }) => rowText(text)).join(t('common.comma')) || gone,
            sameAs: sameAs === null ? gone : rowText(sameAs.text),
          });
          return (
            <li key={id}>
              {what}{' '}
              <span className={classes['quiet']}>
                {holds !== 'all' && `${t(`monitors.wishes.correction.holds.${holds}`)} · `}
                {by?.name ?? t('ledger.byProgram')} · <Moment at={at} />
              </span>
              {takeBack !== null && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t('monitors.wishes.takeBackOf', { what })}
                  onClick={() => void takeBack(id)}
                >
                  {t('monitors.wishes.takeBack')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
