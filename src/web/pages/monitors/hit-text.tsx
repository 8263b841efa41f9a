// A post that a query finds: who wrote it where and when, and its words with what matched.
import type { ReactNode } from 'react';
import { NetworkMark } from '../../components/network-mark.tsx';
import { RowText } from '../../components/personal-data.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { Moment } from '../../components/time.tsx';
import classes from './dry-run.module.css';
import type { Hit } from './use-dry-run.ts';

export function HitText({ hit }: { hit: Omit<Hit, 'label'> }): ReactNode {
  return (
    <>
      <span className={classes['meta']}>
        {atHandle(hit.authorHandle, hit.network)} <NetworkMark network={hit.network} />
        <span className={classes['at']}>
          <Moment at={hit.at} />
        </span>
      </span>
      <p lang={hit.lang ?? undefined}>
        <RowText text={hit.text} spans={hit.spans} />
      </p>
    </>
  );
}
