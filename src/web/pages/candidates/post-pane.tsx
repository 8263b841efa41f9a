// The post being decided about, in its thread as the network has it now.
import { Button, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  lazy,
  memo,
  Suspense,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  type ReactNode,
  type RefObject,
} from 'react';
import type { LedgerEntryView, ThreadPost } from '../../../contract/views.ts';
import { silenceReasons, type SilenceReason } from '../../../domain/ledger/ledger.ts';
import { keys } from '../../api/keys.ts';
import { adviceQuery, authorQuery, threadQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { JudgedBar } from '../../components/judging/judged-bar.tsx';
import type { Correcting } from '../../components/judging/use-correct.ts';
import { ButtonLink } from '../../components/links.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { BackButton, PersonButton } from '../../components/panes/panes.tsx';
import { PostCard } from '../../components/post/post-card.tsx';
import { openAddress } from '../../components/safe-address.ts';
import { shownPost, shownThreadPost, spansOf, wordsAt } from '../../components/post/shown.ts';
import { Moment, useNow } from '../../components/time.tsx';
import { useStable } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import type { Advice } from './advice-line.tsx';
import classes from './candidates.module.css';
import { DecisionBar, type DecisionActions } from './decision-bar.tsx';

/** Comes after the page, as what it shows comes after the post. */
const loadAdvice = () => import('./advice-line.tsx');
const AdviceLine = lazy(async () => ({ default: (await loadAdvice()).AdviceLine }));
loadAdvice().catch(() => undefined);

/** Whether the advice that shows is to stay silent; false while it is not known. */
function useSilentAdvised(postId: string): boolean {
  const { data } = useQuery({ ...adviceQuery(useApp(), useDeferredValue(postId)), enabled: false });
  return data?.advice === 'silent' && data.reasons.length > 0;
}

/** The place of the advice is kept from the beginning: what comes into it moves nothing. */
function Advised({ entry, actions }: { entry: LedgerEntryView; actions: DecisionActions }): ReactNode {
  const { id } = entry.post;
  const take = useStable((postId: string, { advice, silence }: Advice) => {
    // The line is drawn a moment later than the page: what it advised of the post before is not done to this one.
    if (postId !== entry.post.id) return;
    if (advice === 'silent') actions.silent(entry, silence ?? 'would_not_help', '');
    else if (advice === 'private') actions.speakPrivately(entry);
    else actions.speak(entry, false);
  });
  return (
    <div className={classes['advice']}>
      <Suspense fallback={null}>
        <AdviceLine postId={useDeferredValue(id)} take={take} />
      </Suspense>
    </div>
  );
}

/** The advice and the decision, which shows what is advised. */
function Deciding({
  entry,
  actions,
  silentKeyed,
}: Pick<PostPaneProps, 'entry' | 'actions' | 'silentKeyed'>): ReactNode {
  const speak = useStable((stay: boolean) => actions.speak(entry, stay));
  const converse = useStable(() => actions.converse(entry));
  const silent = useStable((reason: SilenceReason, note: string) => actions.silent(entry, reason, note));
  const later = useStable((until: string) => actions.later(entry, until));
  return (
    <>
      <Advised entry={entry} actions={actions} />
      <DecisionBar
        speak={speak}
        converse={converse}
        mayConverse={entry.origin !== 'found'}
        silent={silent}
        later={later}
        silentKeyed={silentKeyed}
        silentAdvised={useSilentAdvised(entry.post.id)}
      />
    </>
  );
}

/** Why it is here again: what was decided, and what its author wrote after that. */
function Again({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const { wroteAgain, decidedBy, decidedAt, reason } = entry;
  if (wroteAgain === null) return null;
  const known = silenceReasons.find((each) => each === reason);
  const because = [known === undefined ? '' : t(`reason.${known}`), decidedBy?.name ?? '']
    .filter((part) => part !== '')
    .join(t('common.comma'));
  return (
    <p className={classes['afterwards']} data-again>
      {decidedAt !== null && because !== '' && (
        <>{t('candidates.silentBefore', { at: format.moment(decidedAt, now), because })} </>
      )}
      {t('candidates.wroteAgainText', { at: format.moment(wroteAgain.at, now), text: wroteAgain.text })}
    </p>
  );
}

function Why({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t } = useI18n();
  const words = wordsAt(entry.post.text, spansOf(entry.matches));
  return (
    <div className={classes['why']}>
      <span>{t(`origin.${entry.origin}`)}</span>
      {entry.matches.map((match) => (
        <span key={match.monitorId}>{t('why.monitor', { name: match.monitorName })}</span>
      ))}
      {words.length > 0 && (
        <span>
          {t('why.match')}
          {words.slice(0, 6).map((word) => (
            <mark key={word}>{word}</mark>
          ))}
        </span>
      )}
    </div>
  );
}

/** An advice from before a word that shows now may not know of it: it is read again. */
function useAdvisedAfter(postId: string, newest: string | undefined, readAt: number): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const queryKey = keys.advice(postId);
    const advised = queryClient.getQueryState(queryKey);
    if (newest === undefined || advised === undefined || advised.dataUpdatedAt > readAt) return;
    void queryClient.invalidateQueries({ queryKey });
  }, [queryClient, postId, newest, readAt]);
}

/** What the author wrote after this post: it may be solved, or worse. */
function Afterwards({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const { data: author, dataUpdatedAt } = useQuery(authorQuery(useApp(), entry.post.id));
  const newer = author?.posts.filter(
    (post) =>
      post.createdAt > entry.post.createdAt &&
      post.nativeId !== entry.post.nativeId &&
      post.deletedAt === null,
  );
  const last = newer?.[0];
  useAdvisedAfter(entry.post.id, last?.nativeId, dataUpdatedAt);
  // Said above already.
  const isAgain = last !== undefined && Date.parse(last.createdAt) === Date.parse(entry.wroteAgain?.at ?? '');
  if (last === undefined || isAgain) return null;
  return (
    <p className={classes['afterwards']}>
      {t('candidates.afterwards', { at: format.moment(last.createdAt, now), text: last.text })}
    </p>
  );
}

function Thread({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t } = useI18n();
  const { post } = entry;
  const thread = useQuery(threadQuery(useApp(), post.id));
  const posts = thread.data?.posts ?? [];
  const at = posts.findIndex((each) => each.nativeId === post.nativeId);
  const before = at === -1 ? posts.filter((each) => each.createdAt < post.createdAt) : posts.slice(0, at);
  const after = at === -1 ? posts.filter((each) => each.createdAt >= post.createdAt) : posts.slice(at + 1);
  const around = (each: ThreadPost): ReactNode => (
    <PostCard key={each.nativeId} post={shownThreadPost(each)} side={each.ours ? 'ours' : 'context'} />
  );
  return (
    <div className={classes['stack']}>
      {before.map(around)}
      <PostCard post={shownPost(post)} spans={spansOf(entry.matches)} lang={post.lang} />
      <Afterwards entry={entry} />
      {thread.isPending && <Loader size="xs" aria-label={t('state.loading')} />}
      {thread.data !== undefined && !thread.data.fresh && (
        <p className={classes['quiet']}>{t('post.notFresh')}</p>
      )}
      {thread.isError && <p className={classes['quiet']}>{t('post.notFresh')}</p>}
      {after.map(around)}
    </div>
  );
}

/** Decided already, by somebody else or before: says so, and what can still be done. */
function Settled({ entry, reconsider }: { entry: LedgerEntryView; reconsider: () => void }): ReactNode {
  const { t, locale } = useI18n();
  const who = entry.decidedBy?.name ?? '';
  return (
    <div className={classes['settled']} lang={locale}>
      <span>
        {entry.state === 'closed'
          ? t('candidates.closedBy', { name: who })
          : t('candidates.takenBy', { name: who })}
        {entry.decidedAt !== null && (
          <>
            {' · '}
            <Moment at={entry.decidedAt} />
          </>
        )}
      </span>
      {entry.caseId !== null && (
        <ButtonLink to="/cases/{-$caseId}" params={{ caseId: entry.caseId }} variant="default">
          {t('candidates.openCase', { number: entry.caseNumber ?? 0 })}
        </ButtonLink>
      )}
      {entry.state === 'closed' && entry.caseId === null && (
        <Button variant="default" onClick={reconsider}>
          {t('candidates.reconsider')}
        </Button>
      )}
    </div>
  );
}

/** What is shown next is read from its beginning; who has not scrolled is there already. */
function useFromTop(id: string): { ref: RefObject<HTMLDivElement | null>; onScroll: () => void } {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef(id);
  const isScrolled = useRef(false);
  useLayoutEffect(() => {
    if (shown.current === id) return;
    shown.current = id;
    if (isScrolled.current) ref.current?.scrollTo({ top: 0 });
    isScrolled.current = false;
  }, [id]);
  return {
    ref,
    onScroll: () => {
      isScrolled.current = true;
    },
  };
}

interface PostPaneProps {
  entry: LedgerEntryView;
  actions: DecisionActions;
  correcting: Correcting;
  silentKeyed: boolean;
  reconsider: (entry: LedgerEntryView) => void;
  back: () => void;
  togglePerson: () => void;
}

export const PostPane = memo(function PostPane(props: PostPaneProps): ReactNode {
  const { entry, actions, correcting, silentKeyed, reconsider, back, togglePerson } = props;
  const { t } = useI18n();
  const { post } = entry;
  const name = post.author.displayName === '' ? post.author.handle : post.author.displayName;
  useCommand('openOnNetwork', () => openAddress(post.url), post.url !== null);
  useCommand('back', back);
  const open = entry.state === 'waiting' || entry.state === 'later';
  const thread = useFromTop(post.id);
  return (
    <>
      {/* Read out as one goes from post to post. */}
      <output className="unseen">{t('candidates.said', { name, text: post.text })}</output>
      <header className={classes['head']}>
        <BackButton onClick={back} />
        <h1>{name}</h1>
        <NetworkMark network={post.network} dm={post.visibility === 'dm'} />
        <span className={classes['space']} />
        <PersonButton onClick={togglePerson} />
      </header>
      <div className={classes['thread']} {...thread}>
        <Why entry={entry} />
        <JudgedBar entry={entry} correcting={correcting} />
        <Again entry={entry} />
        <Thread key={post.id} entry={entry} />
      </div>
      <footer className={classes['bar']}>
        {open ? (
          <Deciding entry={entry} actions={actions} silentKeyed={silentKeyed} />
        ) : (
          <Settled entry={entry} reconsider={() => reconsider(entry)} />
        )}
      </footer>
    </>
  );
});
