// A post that a query finds: who wrote it where and when, and its words with what matched.
import type { ReactNode } from 'react';
import { NetworkMark } from '../../components/network-mark.tsx';
import { RowText } from '../../components/personal-data.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './dry-run.module.css';
import type { Hit } from './use-dry-run.ts';

export function HitText({ hit }: { hit: Omit<Hit, 'label'> }): ReactNode {
  const { t } = useI18n();
  const { text, altsAt, spans, lang } = hit;
  return (
    <>
      <span className={classes['meta']}>
        {atHandle(hit.authorHandle, hit.network)} <NetworkMark network={hit.network} />
        <span className={classes['at']}>
          <Moment at={hit.at} />
        </span>
      </span>
      <p lang={lang ?? undefined}>
        <RowText text={altsAt === null ? text : text.slice(0, altsAt - 1)} spans={spans} />
      </p>
      {altsAt !== null && (
        <p className={classes['alts']}>
          {t('monitors.hit.alts')}{' '}
          <span lang={lang ?? undefined}>
            <RowText
              text={text.slice(altsAt)}
              spans={spans.map(([start, end]) => [start - altsAt, end - altsAt])}
            />
          </span>
        </p>
      )}
    </>
  );
}
