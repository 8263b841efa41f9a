// The timeline, or one thread of it. What comes while one reads further down waits behind its number.
import { Loader } from '@mantine/core';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode, type RefObject } from 'react';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { Composer } from './composer.tsx';
import { Messages } from './messages.tsx';
import { Post } from './post.tsx';
import classes from './practice.module.css';
import { practicePostsQuery, type PracticePost } from './queries.ts';

function usePosts(root: string | undefined) {
  const query = useInfiniteQuery(practicePostsQuery(useApp(), root));
  const posts = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const byId = useMemo(() => new Map(posts.map((post) => [post.id, post])), [posts]);
  return { query, posts, byId };
}

/** Moves the focus from post to post. */
function useSteps(): void {
  const step = (by: 1 | -1): void => {
    const links = [...document.querySelectorAll<HTMLElement>('[data-practice-post]')];
    const at = links.findIndex((link) => link === document.activeElement);
    links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useCommand('next', () => step(1));
  useCommand('previous', () => step(-1));
}

export function Thread({ root }: { root: string }): ReactNode {
  const { t } = useI18n();
  const mayPlay = useMay('practice.play');
  const { query, posts, byId } = usePosts(root);
  if (query.isPending) return <LoadingRows rows={3} height={90} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const last = posts.findLast((post) => !post.deleted);
  return (
    <section className={classes['feed']} aria-label={t('practice.thread')}>
      {posts.map((post) => (
        <Post key={post.id} post={post} parent={byId.get(post.replyTo ?? '')} inThread />
      ))}
      {mayPlay && last !== undefined && (
        <div className={classes['card']}>
          <Composer replyTo={last} />
        </div>
      )}
    </section>
  );
}

interface TimelineProps {
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>;
  /** Somebody has scrolled down and reads. */
  reading: boolean;
}

export function Timeline({ scroller, reading }: TimelineProps): ReactNode {
  const { t } = useI18n();
  const mayPlay = useMay('practice.play');
  const { query, posts, byId } = usePosts(undefined);
  const [mark, setMark] = useState<string | null>(null);
  useSteps();
  const newest = posts[0]?.id ?? null;
  // While nobody reads below, the mark follows the newest post.
  if (!reading && newest !== mark) setMark(newest);
  const from =
    mark === null
      ? 0
      : Math.max(
          0,
          posts.findIndex((post) => post.id === mark),
        );
  const shown: readonly PracticePost[] = posts.slice(from);
  const showNew = (): void => {
    setMark(newest);
    scroller.current?.scrollTo({ top: 0 });
  };
  useCommand('showNew', showNew, from > 0);

  return (
    <section className={classes['feed']} aria-label={t('practice.timeline')}>
      {mayPlay && (
        <div className={classes['card']}>
          <Composer replyTo={null} />
        </div>
      )}
      {mayPlay && <Messages />}
      {from > 0 && (
        <button type="button" className={classes['new']} onClick={showNew}>
          {t('practice.new', { count: from })}
        </button>
      )}
      {query.isPending && <LoadingRows rows={4} height={90} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && posts.length === 0 && (
        <EmptyState icon={<IconMoodEmpty />} title={t('practice.empty')}>
          {t('practice.emptyBody')}
        </EmptyState>
      )}
      {shown.map((post) => (
        <Post key={post.id} post={post} parent={byId.get(post.replyTo ?? '')} inThread={false} />
      ))}
      {query.hasNextPage && (
        <button
          type="button"
          className={classes['more']}
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage && <Loader size={14} aria-hidden />}
          {t('practice.older')}
        </button>
      )}
    </section>
  );
}
