// The post being decided about, in its thread as the network has it now.
import { ActionIcon, Button, Loader, Tooltip } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LedgerEntryView, ThreadPost } from '../../../contract/views.ts';
import { authorQuery, threadQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { JudgedBar } from '../../components/judging/judged-bar.tsx';
import type { Correcting } from '../../components/judging/use-correct.ts';
import { ButtonLink } from '../../components/links.tsx';
import { NetworkMark } from '../../components/network-mark.tsx';
import { BackButton } from '../../components/panes/panes.tsx';
import { PostCard } from '../../components/post/post-card.tsx';
import { openAddress } from '../../components/safe-address.ts';
import { shownPost, shownThreadPost, spansOf, wordsAt } from '../../components/post/shown.ts';
import { Moment, useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import classes from './candidates.module.css';
import { DecisionBar, type DecisionActions } from './decision-bar.tsx';

function Why({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t } = useI18n();
  const words = wordsAt(entry.post.text, spansOf(entry.matches));
  return (
    <div className={classes['why']}>
      {words.length > 0 && <span>{t('why.match')}</span>}
      {words.slice(0, 6).map((word) => (
        <mark key={word}>{word}</mark>
      ))}
      <span>{t(`origin.${entry.origin}`)}</span>
      {entry.matches.map((match) => (
        <span key={match.monitorId}>{t('why.monitor', { name: match.monitorName })}</span>
      ))}
    </div>
  );
}

/** What the author wrote after this post: it may be solved, or worse. */
function Afterwards({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const author = useQuery(authorQuery(useApp(), entry.post.id)).data;
  const newer = author?.posts.filter(
    (post) =>
      post.createdAt > entry.post.createdAt &&
      post.nativeId !== entry.post.nativeId &&
      post.deletedAt === null,
  );
  const last = newer?.[0];
  if (last === undefined) return null;
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

interface PostPaneProps {
  entry: LedgerEntryView;
  actions: DecisionActions;
  correcting: Correcting;
  silentKeyed: boolean;
  reconsider: () => void;
  back: () => void;
  togglePerson: () => void;
}

export function PostPane(props: PostPaneProps): ReactNode {
  const { entry, actions, correcting, silentKeyed, reconsider, back, togglePerson } = props;
  const { t } = useI18n();
  const { post } = entry;
  const name = post.author.displayName === '' ? post.author.handle : post.author.displayName;
  useCommand('openOnNetwork', () => openAddress(post.url), post.url !== null);
  useCommand('back', back);
  const open = entry.state === 'waiting' || entry.state === 'later';
  return (
    <>
      {/* Read out as one goes from post to post. */}
      <output className="unseen">{t('candidates.said', { name, text: post.text })}</output>
      <header className={classes['head']}>
        <BackButton onClick={back} />
        <h1>{name}</h1>
        <NetworkMark network={post.network} dm={post.visibility === 'dm'} />
        <span className={classes['space']} />
        <Tooltip label={t('command.togglePerson')}>
          <ActionIcon
            className={classes['person']}
            aria-label={t('command.togglePerson')}
            onClick={togglePerson}
            size="lg"
          >
            <IconUser size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={classes['thread']} key={post.id}>
        <Why entry={entry} />
        <JudgedBar entry={entry} correcting={correcting} />
        <Thread entry={entry} />
      </div>
      <footer className={classes['bar']}>
        {open ? (
          <DecisionBar entry={entry} actions={actions} silentKeyed={silentKeyed} />
        ) : (
          <Settled entry={entry} reconsider={reconsider} />
        )}
      </footer>
    </>
  );
}
