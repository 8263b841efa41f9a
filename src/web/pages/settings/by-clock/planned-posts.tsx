// The coming fourteen days, word for word and minute by minute, in the account's own time zone.
import type { ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './by-clock.module.css';

interface PlannedPostsProps {
  posts: Reply<'previewAccountHours'>['posts'];
  timeZone: string;
  isStale: boolean;
}

export function PlannedPosts({ posts, timeZone, isStale }: PlannedPostsProps): ReactNode {
  const { t, locale } = useI18n();
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  if (posts.length === 0) return null;
  return (
    <div className={classes['plan']} data-stale={isStale || undefined} aria-busy={isStale}>
      <h3>{t('settings.byClock.plan')}</h3>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol className="plain" tabIndex={0} aria-label={t('settings.byClock.plan')}>
        {posts.map(({ day, kind, at, text }) => (
          <li key={`${day} ${kind}`}>
            <span className={classes['when']}>
              <time dateTime={at}>{format.format(new Date(at))}</time>
              <small data-kind={kind}>{t(`settings.byClock.kind.${kind}`)}</small>
            </span>
            <span className={classes['words']}>{text ?? t('settings.byClock.noText')}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
