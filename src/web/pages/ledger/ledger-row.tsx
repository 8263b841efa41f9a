// One line of the ledger: when, who, what they wrote, where it stands, who decided and why, and its case.
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { NetworkMark } from '../../components/network-mark.tsx';
import { RowText } from '../../components/personal-data.tsx';
import { atHandle } from '../../components/post/post-card.tsx';
import { spansOf } from '../../components/post/shown.ts';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useReasonName, useStateName } from './entry-words.ts';
import classes from './ledger.module.css';

export function authorName({ author, network }: LedgerEntryView['post']): string {
  const handle = atHandle(author.handle, network);
  return author.displayName === '' ? handle || author.nativeId : author.displayName;
}

interface LedgerRowProps {
  entry: LedgerEntryView;
  selected: boolean;
}

export const LedgerRow = memo(function LedgerRow({ entry, selected }: LedgerRowProps): ReactNode {
  const { t } = useI18n();
  const stateName = useStateName();
  const reasonName = useReasonName();
  const { post, decidedBy, caseId, caseNumber } = entry;
  const reason = reasonName(entry.reason);
  return (
    <div className={classes['row']} data-on={selected || undefined}>
      <span className={classes['when']}>
        <Moment at={entry.enteredAt} />
      </span>
      <span className={classes['who']}>
        <b>{authorName(post)}</b>
        <NetworkMark network={post.network} dm={post.visibility === 'dm'} />
      </span>
      <span className={classes['what']}>
        <Link
          to="/ledger/{-$postId}"
          params={{ postId: post.id }}
          search={(search) => search}
          className={classes['open']}
          aria-current={selected || undefined}
          data-post={post.id}
          preload={false}
          lang={post.lang ?? undefined}
        >
          {post.deletedAt === null ? (
            <RowText
              text={post.text === '' ? t('ledger.noText') : post.text}
              spans={spansOf(entry.matches)}
            />
          ) : (
            <em>{t('post.deleted')}</em>
          )}
        </Link>
      </span>
      <span className={classes['origin']}>{t(`origin.${entry.origin}`)}</span>
      <span className={classes['state']} data-state={entry.state}>
        {stateName(entry)}
      </span>
      <span className={classes['why']}>
        {decidedBy !== null && <span>{decidedBy.name}</span>}
        {reason !== '' && <span className={classes['reason']}>{reason}</span>}
      </span>
      <span className={classes['case']}>
        {caseId !== null && caseNumber !== null && (
          <Link
            to="/cases/{-$caseId}"
            params={{ caseId }}
            aria-label={t('ledger.caseNumber', { number: caseNumber })}
          >
            #{caseNumber}
          </Link>
        )}
        {entry.isConversation && <span className={classes['reason']}>{t('ledger.conversation')}</span>}
      </span>
    </div>
  );
});
