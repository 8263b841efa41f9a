// One entry of the ledger: the post, how it came in, what became of it, and what can be done now.
import { Alert, Button, Group, Textarea } from '@mantine/core';
import { IconMessages, IconRotate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import type { Reply } from '../../api/client.ts';
import { caseQuery, entryQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useSubmission } from '../../components/form.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { JudgedEntry } from '../../components/judging/judged-entry.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { PanelSection } from '../../components/person/person-panel.tsx';
import { PostCard } from '../../components/post/post-card.tsx';
import { shownPost, spansOf } from '../../components/post/shown.ts';
import { openAddress } from '../../components/safe-address.ts';
import { ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { isSilence, useReasonName, useStateName } from './entry-words.ts';
import classes from './entry-pane.module.css';
import { repliesTo } from './replies-to.ts';
import { Story } from './story.tsx';
import { useConverse } from './use-converse.ts';
import { useReconsider } from './use-reconsider.ts';

type Detail = Reply<'readLedgerEntry'>;
/** Takes a silence (or a `later`) back; the post waits for a decision again. */
function Reconsider({ detail }: { detail: Detail }): ReactNode {
  const { t } = useI18n();
  const reconsider = useReconsider();
  const { busy, failure, submit } = useSubmission();
  const [note, setNote] = useState('');
  return (
    <OurForm
      className={classes['reconsider']}
      send={() => void submit(() => reconsider(detail.entry, note.trim()))}
    >
      <Textarea
        size="xs"
        autosize
        minRows={1}
        label={t('ledger.reconsiderNote')}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {failure !== null && (
        <Alert color="red" role="alert" mt="xs">
          {failure}
        </Alert>
      )}
      <Button
        type="submit"
        mt="xs"
        variant="default"
        loading={busy}
        leftSection={<IconRotate size={16} aria-hidden />}
      >
        {t('ledger.reconsider')}
      </Button>
    </OurForm>
  );
}

/** Answers and is done: opens the conversation, where one writes at once. */
function Converse({ entry }: { entry: LedgerEntryView }): ReactNode {
  const { t } = useI18n();
  const { busy, failure, submit } = useSubmission();
  const converse = useConverse();
  const begin = (): void => void submit(() => converse(entry));
  useCommand('converse', begin, !busy);
  return (
    <>
      <Button
        variant="default"
        loading={busy}
        leftSection={<IconMessages size={16} aria-hidden />}
        onClick={begin}
      >
        {t('decide.converse')}
        <KeyHint command="converse" />
      </Button>
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
    </>
  );
}

function Next({ detail }: { detail: Detail }): ReactNode {
  const { t } = useI18n();
  const mayDecide = useMay('work.decide');
  const { entry } = detail;
  const { caseId, caseNumber } = entry;
  if (caseId !== null && entry.state !== 'waiting') {
    return (
      <Button
        variant={entry.state === 'in_case' ? 'filled' : 'default'}
        renderRoot={(props) => <Link to="/cases/{-$caseId}" params={{ caseId }} {...props} />}
      >
        {t('ledger.openCase', { number: caseNumber ?? '' })}
      </Button>
    );
  }
  if (entry.state === 'waiting' || entry.state === 'later') {
    return (
      <Group gap="xs">
        <Button
          renderRoot={(props) => (
            <Link
              to="/candidates/{-$postId}"
              params={{ postId: entry.post.id }}
              search={entry.state === 'later' ? { state: 'later' } : {}}
              {...props}
            />
          )}
        >
          {t('ledger.decideNow')}
        </Button>
        {mayDecide && entry.origin !== 'found' && <Converse entry={entry} />}
      </Group>
    );
  }
  return isSilence(entry) && mayDecide ? <Reconsider detail={detail} /> : null;
}

/** How long its author waited, from the post to our first reply to it or, where there is none, to the decision that closed it. */
function useSettled({ post, caseId, settledAt, heap }: LedgerEntryView): Settled | null {
  const inCase = useQuery({ ...caseQuery(useApp(), caseId ?? ''), enabled: caseId !== null }).data;
  if (settledAt === null) return null;
  const after = (at: string): number => Math.max(0, Date.parse(at) - Date.parse(post.createdAt));
  if (heap !== 'answered') return { by: 'closing', afterMs: after(settledAt) };
  // The network's own times, as the clock of the case has them.
  const first = inCase === undefined ? undefined : repliesTo(inCase, post)[0];
  const ours = inCase?.posts.find(({ id }) => id === first?.send.postId);
  return { by: 'reply', afterMs: after(ours?.createdAt ?? first?.sentAt ?? settledAt) };
}

interface Settled {
  by: 'reply' | 'closing';
  afterMs: number;
}

function Facts({ detail }: { detail: Detail }): ReactNode {
  const { t, format } = useI18n();
  const stateName = useStateName();
  const reasonName = useReasonName();
  const { entry } = detail;
  const reason = reasonName(entry.reason);
  const names = [...new Set(entry.matches.map((match) => match.monitorName))];
  const settled = useSettled(entry);
  return (
    <dl className={classes['facts']}>
      <dt>{t('ledger.column.state')}</dt>
      <dd>
        {stateName(entry)}
        {reason !== '' && <span className={classes['reason']}>{reason}</span>}
      </dd>
      <dt>{t('ledger.column.origin')}</dt>
      <dd>{t(`origin.${entry.origin}`)}</dd>
      {names.length > 0 && (
        <>
          <dt>{t('frame.monitors')}</dt>
          <dd>{names.join(' · ')}</dd>
        </>
      )}
      {entry.post.lang !== null && (
        <>
          <dt>{t('ledger.filter.lang')}</dt>
          <dd>{format.language(entry.post.lang)}</dd>
        </>
      )}
      {settled !== null && (
        <>
          <dt>{t(settled.by === 'reply' ? 'ledger.answeredAfter' : 'ledger.closedAfter')}</dt>
          <dd>{format.duration(settled.afterMs)}</dd>
        </>
      )}
    </dl>
  );
}

export function EntryPane({ postId }: { postId: string }): ReactNode {
  const { t } = useI18n();
  const query = useQuery(entryQuery(useApp(), postId));
  const url = query.data?.entry.post.url ?? null;
  useCommand('openOnNetwork', () => openAddress(url), url !== null);
  if (query.isPending) return <LoadingRows rows={3} height={110} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const detail = query.data;
  const { post, matches } = detail.entry;
  return (
    <div className={classes['body']}>
      <div className={classes['post']}>
        <PostCard post={shownPost(post)} spans={spansOf(matches)} lang={post.lang} />
      </div>
      <PanelSection title={t('why.judged')}>
        <JudgedEntry key={post.id} entry={detail.entry} isInFull />
      </PanelSection>
      <PanelSection title={t('ledger.standing')}>
        <Facts detail={detail} />
        <Next detail={detail} />
      </PanelSection>
      <PanelSection title={t('ledger.history')}>
        <Story detail={detail} />
      </PanelSection>
    </div>
  );
}
