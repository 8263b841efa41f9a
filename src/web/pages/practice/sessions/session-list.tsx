// Sessions that were, newest first: when, which stories, how they ended, and the score.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PracticeSessionRow } from '../../../../contract/practice-session-view.ts';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { Score } from './score.tsx';
import classes from './sessions.module.css';

export function SessionList({
  rows,
  named = false,
}: {
  rows: readonly PracticeSessionRow[];
  named?: boolean;
}): ReactNode {
  const { t, locale } = useI18n();
  if (rows.length === 0) return <p className={classes['quiet']}>{t('practice.sessions.none')}</p>;
  return (
    <ul className={`plain ${classes['list'] ?? ''}`}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/practice/sessions/{-$sessionId}" params={{ sessionId: row.id }}>
            <span className={classes['when']}>
              {named && <b>{row.user.name}</b>} <Moment at={row.startedAt} />
            </span>
            <span className={classes['told']}>
              {row.stories
                .map(({ title, outcome }) =>
                  outcome === null
                    ? title[locale]
                    : t('practice.sessions.storyEnded', {
                        title: title[locale],
                        outcome: t(`practice.outcome.${outcome}`),
                      }),
                )
                .join(' · ')}
            </span>
            <span className={classes['score']}>
              {row.endedAt === null ? t('practice.sessions.goesOn') : <Score score={row.score} />}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
