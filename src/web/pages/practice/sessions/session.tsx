// One session: its score, and story by story what was decided and written, what it cost and why.
import { Button, Group } from '@mantine/core';
import { IconPlayerSkipForward, IconPlayerStop } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PracticeSessionView } from '../../../../contract/practice-session-view.ts';
import { useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { ButtonLink } from '../../../components/links.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { Moment } from '../../../components/time.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { practiceSessionQuery } from '../queries.ts';
import { Parts, Score } from './score.tsx';
import classes from './sessions.module.css';
import { Story } from './story.tsx';

export function Session({ id }: { id: string }): ReactNode {
  const { t } = useI18n();
  const query = useQuery(practiceSessionQuery(useApp(), id));
  if (query.isPending) return <LoadingRows rows={5} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const session = query.data;
  return (
    <>
      <Section
        title={t('practice.sessions.of', { name: session.user.name })}
        hint={<Moment at={session.startedAt} />}
        actions={
          <b className={classes['total']}>
            <Score score={session.score} />
          </b>
        }
      >
        <Parts parts={session.parts} />
        <p className={classes['quiet']}>{t('practice.sessions.howScored')}</p>
        {session.endedAt === null && <UnderWay session={session} />}
      </Section>
      {session.stories.map((story) => (
        <Story key={story.runId} story={story} isOver={session.endedAt !== null || story.endedAt !== null} />
      ))}
    </>
  );
}

/** What its member can do while it goes on. */
function UnderWay({ session }: { session: PracticeSessionView }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const own = useSession().user.id === session.user.id;
  const [busy, setBusy] = useState(false);
  if (!own) return <p className={classes['quiet']}>{t('practice.sessions.goesOn')}</p>;
  const params = { id: session.id };
  const skip = async (): Promise<void> => {
    setBusy(true);
    try {
      const { stories, happened } = await client.call('skipPracticeTime', { params });
      if (!happened && stories.some((story) => story.endedAt === null))
        toasts.told(t('practice.sessions.theyWait'));
      await queryClient.invalidateQueries({ queryKey: ['practice'] });
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  const end = async (): Promise<void> => {
    await client.call('endPracticeSession', { params });
    await queryClient.invalidateQueries({ queryKey: ['practice'] });
  };
  return (
    <>
      <p className={classes['told']}>{t('practice.sessions.howTo')}</p>
      <Group gap={8} mt="sm">
        <ButtonLink to="/candidates/{-$postId}" params={{ postId: undefined }}>
          {t('practice.sessions.toCandidates')}
        </ButtonLink>
        <Button
          variant="default"
          leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
          loading={busy}
          onClick={() => void skip()}
        >
          {t('practice.sessions.skip')}
        </Button>
        <Confirm
          title={t('practice.sessions.endTitle')}
          body={t('practice.sessions.endBody')}
          action={t('practice.sessions.end')}
          run={end}
        >
          {(ask) => (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconPlayerStop size={16} aria-hidden />}
              onClick={ask}
            >
              {t('practice.sessions.end')}
            </Button>
          )}
        </Confirm>
      </Group>
    </>
  );
}
