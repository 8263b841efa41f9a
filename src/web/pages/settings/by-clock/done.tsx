// What was posted and answered by the clock so far, what was left out and why, and how to take it back.
import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { keys } from '../../../api/keys.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Section } from '../../../components/page.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { safeAddress } from '../../../components/safe-address.ts';
import { Moment, useSecondsLeft } from '../../../components/time.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './by-clock.module.css';

type Hours = Reply<'readAccountHours'>;
type PostedRow = Hours['posted'][number];

const causes = [
  'clock',
  'late',
  'account_dead',
  'network_forbids',
  'no_next_opening',
  'repeats',
  'too_long',
  'guideline',
] as const;

export function Posted({ hours }: { hours: Hours }): ReactNode {
  const { t } = useI18n();
  if (hours.posted.length === 0) return null;
  return (
    <Section title={t('settings.byClock.posted')} hint={t('settings.byClock.postedHint')}>
      <ul className={`plain ${classes['done'] ?? ''}`}>
        {hours.posted.map((row) => (
          <li key={`${row.day} ${row.kind}`}>
            <PostedOne row={row} accountId={hours.accountId} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function PostedOne({ row, accountId }: { row: PostedRow; accountId: string }): ReactNode {
  const { t, format } = useI18n();
  const { kind, dueAt, skipped, send } = row;
  const cause = causes.find((one) => one === skipped);
  const late = send?.errorCode === 'not_in_time';
  return (
    <>
      <span className={classes['when']}>
        <Moment at={dueAt} />
        <small data-kind={kind}>{t(`settings.byClock.kind.${kind}`)}</small>
        <small data-state={send?.state ?? 'skipped'}>
          {send === null ? t('settings.byClock.skipped') : t(`outbound.${send.state}`)}
        </small>
      </span>
      <span className={classes['words']}>
        {send?.text}
        {cause !== undefined && t(`settings.byClock.cause.${cause}`)}
        {late && `${format.gap}${t('settings.byClock.cause.late')}`}
      </span>
      {send !== null && <TakeBack send={send} accountId={accountId} />}
    </>
  );
}

interface TakeBackProps {
  send: NonNullable<PostedRow['send']>;
  accountId: string;
}

/** A post of the program's is ours like any other. */
function TakeBack({ send, accountId }: TakeBackProps): ReactNode {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const allowed = useMay('work.send');
  const left = useSecondsLeft(send.notBefore);
  const url = safeAddress(send.url);
  const refresh = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: keys.accountHours(accountId) });
  const undo = async (): Promise<void> => {
    try {
      await client.call('undoOutbound', { params: { id: send.id } });
      await refresh();
    } catch (error) {
      toasts.failed(error);
    }
  };
  const remove = async (postId: string): Promise<void> => {
    await client.call('deleteOwnPost', { params: { id: postId } }, { idempotencyKey: newId() });
    toasts.done(t('ownPost.deleting'));
    await refresh();
  };
  const { postId } = send;
  return (
    <Group gap={8} mt={4}>
      {url !== null && postId !== null && (
        <a href={url} target="_blank" rel="noreferrer noopener">
          {t('settings.byClock.open')}
        </a>
      )}
      {allowed && send.state === 'queued' && left > 0 && (
        <Button size="compact-xs" variant="default" onClick={() => void undo()}>
          {t('settings.byClock.undo')}
        </Button>
      )}
      {allowed && postId !== null && (
        <Confirm
          title={t('ownPost.delete')}
          body={t('settings.byClock.deleteBody')}
          action={t('ownPost.deleteAction')}
          run={() => remove(postId)}
        >
          {(ask) => (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={ask}>
              {t('ownPost.delete')}
            </Button>
          )}
        </Confirm>
      )}
    </Group>
  );
}

export function Answered({ hours }: { hours: Hours }): ReactNode {
  const { t } = useI18n();
  if (hours.answered.length === 0) return null;
  return (
    <Section title={t('settings.byClock.answered')} hint={t('settings.byClock.answeredHint')}>
      <ul className={`plain ${classes['done'] ?? ''}`}>
        {hours.answered.map(({ postId, handle, at, skipped, state }) => (
          <li key={postId}>
            <span className={classes['when']}>
              <Moment at={at} />
              <Link to="/ledger/{-$postId}" params={{ postId }}>
                {atHandle(handle)}
              </Link>
            </span>
            <span className={classes['words']}>
              {skipped === null
                ? t(`outbound.${state ?? 'queued'}`)
                : t(`settings.byClock.silence.${skipped}`)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
