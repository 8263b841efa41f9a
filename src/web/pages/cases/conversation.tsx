// A case as a conversation: their posts, our replies on our side, notes on their own ground, and the composer.
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconHeart, IconHeartFilled, IconNote, IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
  type UIEvent,
} from 'react';
import type { CaseDetail, PostView } from '../../../contract/views.ts';
import { accountsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { PostCard } from '../../components/post/post-card.tsx';
import { shownPost, spansOf } from '../../components/post/shown.ts';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './cases.module.css';
import { Composer } from './composer/composer.tsx';
import type { ComposerTab } from './composer/tabs.tsx';
import { useDraft } from './composer/use-draft.ts';
import { OutboundCard } from './outbound-card.tsx';
import { OwnPostActions } from './own-post-actions.tsx';
import { useTellPresence, type Here } from './presence.ts';
import { isReacted, timelineOf, type Reaction, type TimelineItem } from './timeline.ts';
import type { CaseActions } from './use-case-actions.ts';

/** Nearer to the end than this, one is reading the newest, and is kept there. */
const NEAR_END_PX = 120;

interface PostActionsProps {
  detail: CaseDetail;
  post: PostView;
  accountId: string | null;
  actions: CaseActions;
  answer: () => void;
}

function PostActions({ detail, post, accountId, actions, answer }: PostActionsProps): ReactNode {
  const { t } = useI18n();
  const allowed = detail.allowed.find((each) => each.accountId === accountId)?.actions;
  const react = (reaction: Reaction): ReactNode => {
    if (accountId === null || allowed?.[reaction]?.permission !== 'api') return null;
    const on = isReacted(detail.outbound, post.id, accountId, reaction);
    const label = t(on ? `react.un${reaction}` : `react.${reaction}`);
    const Icon = reaction === 'repost' ? IconRepeat : on ? IconHeartFilled : IconHeart;
    return (
      <Tooltip label={label}>
        <ActionIcon
          aria-label={label}
          aria-pressed={on}
          color={on ? (reaction === 'like' ? 'red' : 'green') : 'gray'}
          onClick={() => void actions.react(detail.case, post, accountId, reaction, !on)}
        >
          <Icon size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    <div className={classes['acts']}>
      <Tooltip label={t('composer.answerThis')}>
        <ActionIcon aria-label={t('composer.answerThis')} onClick={answer}>
          <IconArrowBackUp size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {post.visibility === 'public' && react('like')}
      {post.visibility === 'public' && react('repost')}
    </div>
  );
}

function Others({ here }: { here: readonly Here[] }): ReactNode {
  const { t } = useI18n();
  const typing = here.filter((one) => one.doing === 'typing').map((one) => one.name);
  const viewing = here.filter((one) => one.doing === 'viewing').map((one) => one.name);
  return (
    <output className={classes['others']}>
      {typing.length > 0 && <b>{t('presence.typing', { names: typing.join(t('common.comma')) })}</b>}
      {typing.length > 0 && viewing.length > 0 && ' '}
      {viewing.length > 0 && t('presence.viewing', { names: viewing.join(t('common.comma')) })}
    </output>
  );
}

/** Who reads the newest goes on reading the newest, as things come and as the composer grows; others stay put. */
function useStayAtEnd(items: readonly TimelineItem[]): {
  scroll: RefObject<HTMLDivElement | null>;
  onScroll: (event: UIEvent<HTMLDivElement>) => void;
} {
  const scroll = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (box !== null && items.length > 0 && atEnd.current) box.scrollTop = box.scrollHeight;
  }, [items]);
  useEffect(() => {
    const box = scroll.current;
    if (box === null) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return {
    scroll,
    onScroll: (event) => {
      const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
      atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    },
  };
}

function Note({ note }: { note: CaseDetail['notes'][number] }): ReactNode {
  const { t } = useI18n();
  return (
    <article className={classes['note']}>
      <header>
        <IconNote size={15} aria-hidden />
        <b>{t('note.by', { name: note.author.name })}</b> <Moment at={note.createdAt} />
        <span className={classes['internal']}>{t('note.internal')}</span>
      </header>
      <p>{note.text}</p>
    </article>
  );
}

interface ItemProps {
  item: TimelineItem;
  detail: CaseDetail;
  /** As whom one would like or repost. */
  accountId: string | null;
  actions: CaseActions;
  answer: (post: PostView) => void;
}

function Item({ item, detail, accountId, actions, answer }: ItemProps): ReactNode {
  const accounts = useQuery(accountsQuery(useApp())).data?.rows ?? [];
  const maySend = useMay('work.send');
  switch (item.kind) {
    case 'post': {
      const { post } = item;
      const theirs = post.accountId === null;
      let footer: ReactNode = null;
      if (maySend && post.deletedAt === null) {
        footer = theirs ? (
          <PostActions
            detail={detail}
            post={post}
            accountId={accountId}
            actions={actions}
            answer={() => answer(post)}
          />
        ) : (
          <OwnPostActions detail={detail} post={post} />
        );
      }
      return (
        <PostCard
          post={shownPost(post)}
          spans={spansOf(detail.matches[post.id])}
          side={theirs ? 'theirs' : 'ours'}
          lang={post.lang}
          footer={footer}
        />
      );
    }
    case 'note':
      return <Note note={item.note} />;
    case 'outbound':
      return (
        <OutboundCard
          outbound={item.outbound}
          account={accounts.find((account) => account.id === item.outbound.accountId)}
        />
      );
  }
}

interface ConversationProps {
  detail: CaseDetail;
  actions: CaseActions;
  here: readonly Here[];
}

/** Give it the case's id as its key. */
export function Conversation({ detail, actions, here }: ConversationProps): ReactNode {
  const { t } = useI18n();
  const drafting = useDraft(detail);
  const [tab, setTab] = useState<ComposerTab>(() => {
    const newest = detail.posts.findLast((post) => post.accountId === null);
    return drafting.draft.text === '' ? (newest?.visibility ?? 'public') : drafting.draft.visibility;
  });
  const typed = useTellPresence(detail.case.id);
  const items = useMemo(() => timelineOf(detail), [detail]);
  const accountId = drafting.draft.accountId ?? detail.case.accountId ?? detail.allowed[0]?.accountId ?? null;

  const { scroll, onScroll } = useStayAtEnd(items);

  const answer = (post: PostView): void => {
    setTab(post.visibility);
    drafting.change({ replyToPostId: post.id, visibility: post.visibility });
    document.querySelector<HTMLTextAreaElement>('#composer-box textarea')?.focus();
  };
  return (
    <>
      <div
        className={classes['conversation']}
        ref={scroll}
        // A region that scrolls must be reachable by keyboard, also where nothing in it takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="log"
        aria-label={t('case.conversation')}
        onScroll={onScroll}
      >
        <div className={classes['stack']}>
          {items.map((item) => (
            <Item
              key={item.id}
              item={item}
              detail={detail}
              accountId={accountId}
              actions={actions}
              answer={answer}
            />
          ))}
        </div>
      </div>
      <Others here={here} />
      <Composer
        detail={detail}
        drafting={drafting}
        tab={tab}
        setTab={setTab}
        typed={typed}
        sent={() => scroll.current?.focus({ preventScroll: true })}
      />
    </>
  );
}
