// The posts that make a wish, each leading to where it is decided or answered.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../../contract/views.ts';
import { keys } from '../../../api/keys.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { NetworkMark } from '../../../components/network-mark.tsx';
import { useRowText } from '../../../components/personal-data.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { Moment } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { spanOf, type Period, type Wish } from './wish-list.ts';
import classes from './wishes.module.css';

/** Candidates are decided among the candidates; what is in a case is answered there; the rest stands in the ledger. */
function PostLink({ entry, children }: { entry: LedgerEntryView; children: ReactNode }): ReactNode {
  const { post, caseId, state } = entry;
  const lang = post.lang ?? undefined;
  if (caseId !== null) {
    return (
      <Link to="/cases/{-$caseId}" params={{ caseId }} lang={lang} preload={false}>
        {children}
      </Link>
    );
  }
  return (
    <Link
      to={state === 'waiting' ? '/candidates/{-$postId}' : '/ledger/{-$postId}'}
      params={{ postId: post.id }}
      lang={lang}
      preload={false}
    >
      {children}
    </Link>
  );
}

interface WishPostsProps {
  monitorId: string;
  wish: Wish;
  period: Period;
  onlyWaiting: boolean;
}

export function WishPosts({ monitorId, wish, period, onlyWaiting }: WishPostsProps): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const rowText = useRowText();
  const query = useQuery({
    queryKey: [...keys.wishes(monitorId), period, wish.id, onlyWaiting],
    queryFn: ({ signal }) =>
      client.call(
        'listWishPosts',
        {
          params: { id: monitorId, wish: wish.id },
          query: { ...spanOf(period), waiting: onlyWaiting ? 'true' : 'false' },
        },
        { signal },
      ),
    staleTime: 0,
  });
  if (query.isPending) return <LoadingRows rows={2} height={40} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const { rows, total } = query.data;
  if (total === 0) return <p className={classes['quiet']}>{t('monitors.wishes.noneWaiting')}</p>;
  return (
    <>
      <ul
        className={`plain ${classes['posts'] ?? ''}`}
        aria-label={t('monitors.wishes.postsOf', { wish: rowText(wish.text) })}
      >
        {rows.map(({ entry, acknowledged }) => (
          <li key={entry.post.id} data-post={entry.post.id}>
            <span className={classes['quiet']}>
              {atHandle(entry.post.author.handle, entry.post.network)}{' '}
              <NetworkMark network={entry.post.network} /> <Moment at={entry.post.createdAt} />
              {acknowledged && <b className={classes['done']}>{t('monitors.wishes.done')}</b>}
            </span>
            <PostLink entry={entry}>{rowText(entry.post.text)}</PostLink>
          </li>
        ))}
      </ul>
      {total > rows.length && (
        <p className={classes['quiet']}>{t('monitors.wishes.first', { shown: rows.length, total })}</p>
      )}
    </>
  );
}
