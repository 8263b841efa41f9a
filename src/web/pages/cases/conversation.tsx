// A case as a conversation: their posts, our replies on our side, notes on their own ground, and the composer.
import { ActionIcon, Badge, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconHeart, IconHeartFilled, IconNote, IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, memo, useEffect, useRef, type ReactNode, type RefObject, type UIEvent } from 'react';
import type { CaseDetail, PostView } from '../../../contract/views.ts';
import { accountsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useNetworkName } from '../../components/network-mark.tsx';
import { PostCard } from '../../components/post/post-card.tsx';
import { shownPost, spansOf } from '../../components/post/shown.ts';
import { Moment } from '../../components/time.tsx';
import { useStable } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { OpenedReactions } from './by-hand.tsx';
import { Awaited, Boundary, boundariesOf } from './boundary.tsx';
import classes from './cases.module.css';
import { Composer } from './composer/composer.tsx';
import { turnedTo } from './composer/draft-sides.ts';
import { useSheet } from './composer/sheet.ts';
import { TakenBack, useTakenBack } from './composer/taken-back.ts';
import { useDraft } from './composer/use-draft.ts';
import { useWriteAtOnce } from './composer/use-write-at-once.ts';
import { ConversationLine } from './conversation-line.tsx';
import { OutboundCard } from './outbound-card.tsx';
import { OwnPostActions } from './own-post-actions.tsx';
import { useTellPresence, type Here } from './presence.ts';
import { isReacted, timelineOf, type Reaction, type TimelineItem } from './timeline.ts';
import type { CaseActions } from './use-case-actions.ts';
import { ReadByOther } from './waiting.tsx';

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
  const network = useNetworkName()(detail.case.network);
  const allowed = detail.allowed.find((each) => each.accountId === accountId)?.actions;
  const react = (reaction: Reaction): ReactNode => {
    const permission = allowed?.[reaction]?.permission ?? 'none';
    if (accountId === null || permission === 'none') return null;
    const byHand = permission === 'open_in_network';
    const on = isReacted(detail.outbound, post.id, accountId, reaction);
    const label = byHand
      ? t(`react.onPage.${reaction}`, { network })
      : t(on ? `react.un${reaction}` : `react.${reaction}`);
    const Icon = reaction === 'repost' ? IconRepeat : on ? IconHeartFilled : IconHeart;
    return (
      <Tooltip label={label}>
        <ActionIcon
          aria-label={label}
          {...(byHand ? {} : { 'aria-pressed': on })}
          color={on ? (reaction === 'like' ? 'red' : 'green') : 'gray'}
          onClick={() =>
            void (byHand
              ? actions.reactByHand(detail.case, post, accountId, reaction)
              : actions.react(detail.case, post, accountId, reaction, !on))
          }
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

/**
 * Who reads the newest goes on reading the newest, as things come and as the composer grows; others stay put. Where the
 * end is, is told when the page has been laid out: asked for sooner, all of it would be laid out twice.
 */
function useStayAtEnd(scroll: RefObject<HTMLDivElement | null>): {
  content: RefObject<HTMLDivElement | null>;
  onScroll: (event: UIEvent<HTMLDivElement>) => void;
} {
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const box = scroll.current;
    if (box === null || content.current === null) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    watch.observe(box);
    watch.observe(content.current);
    return () => watch.disconnect();
  }, [scroll]);
  return {
    content,
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
  const { t } = useI18n();
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
      if (theirs) {
        footer = (
          <>
            <OpenedReactions detail={detail} post={post} />
            {footer}
          </>
        );
      } else {
        footer = (
          <>
            <ReadByOther detail={detail} post={post} />
            {footer}
          </>
        );
      }
      return (
        <PostCard
          post={shownPost(post)}
          spans={spansOf(detail.matches[post.id])}
          side={theirs ? 'theirs' : 'ours'}
          aside={post.automatic && <Badge variant="default">{t('post.automatic')}</Badge>}
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
          detail={detail}
          account={accounts.find((account) => account.id === item.outbound.accountId)}
        />
      );
  }
}

interface TimelineProps extends Omit<ItemProps, 'item'> {
  scroll: RefObject<HTMLDivElement | null>;
}

/** The conversation from its beginning to what was said last. */
const Timeline = memo(function Timeline({ scroll, ...rest }: TimelineProps): ReactNode {
  const { t } = useI18n();
  const items = timelineOf(rest.detail);
  const boundaries = boundariesOf(items);
  const { content, onScroll } = useStayAtEnd(scroll);
  return (
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
      <div className={classes['stack']} ref={content}>
        {items.map((item) => {
          const side = boundaries.get(item.id);
          return (
            <Fragment key={item.id}>
              {side !== undefined && <Boundary side={side} detail={rest.detail} />}
              <Item item={item} {...rest} />
            </Fragment>
          );
        })}
        <Awaited detail={rest.detail} />
      </div>
    </div>
  );
});

interface ConversationProps {
  detail: CaseDetail;
  actions: CaseActions;
  here: readonly Here[];
}

/** What was said anew for each case; the composer below stays, and what is written in it belongs to its case. */
export const Conversation = memo(function Conversation(props: ConversationProps): ReactNode {
  const { detail, actions, here } = props;
  const { id } = detail.case;
  const sheet = useSheet(detail);
  const drafting = useDraft(sheet);
  const typed = useTellPresence(id);
  useWriteAtOnce(id, sheet.field);
  const accountId = drafting.draft.accountId ?? detail.case.accountId ?? detail.allowed[0]?.accountId ?? null;
  const answer = useStable((post: PostView): void => {
    sheet.set({ isNoting: false });
    drafting.change((draft) => ({ ...turnedTo(draft, post.visibility), replyToPostId: post.id }));
    sheet.field.current?.focus();
  });
  const takenBack = useTakenBack(drafting);
  return (
    <>
      <TakenBack value={takenBack}>
        <Timeline
          key={id}
          scroll={sheet.scroll}
          detail={detail}
          accountId={accountId}
          actions={actions}
          answer={answer}
        />
      </TakenBack>
      <Others here={here} />
      <ConversationLine row={detail.case} actions={actions} />
      <Composer detail={detail} sheet={sheet} drafting={drafting} typed={typed} />
    </>
  );
});
