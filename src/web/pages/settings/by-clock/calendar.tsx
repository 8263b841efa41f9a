// The opening hours as a calendar at a secret address: made, shown this once, made anew, revoked.
import { Button, Group } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { calendarFeedQuery } from '../../../api/hours-queries.ts';
import { keys } from '../../../api/keys.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { useSubmission } from '../../../components/form.ts';
import { Section } from '../../../components/page.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { Ago } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { ShownOnce } from '../../team/shown-once.tsx';
import classes from './by-clock.module.css';

export function CalendarSection({ accountId }: { accountId: string }): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const allowed = useMay('guideline.change');
  const query = useQuery(calendarFeedQuery(app, accountId));
  const queryClient = useQueryClient();
  const [address, setAddress] = useState<string | null>(null);
  const params = { id: accountId };
  const readAgain = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: keys.calendarFeed(accountId) });
  const make = async (): Promise<void> => {
    const made = await app.client.call('makeCalendarFeed', { params });
    setAddress(made.address);
    await readAgain();
  };
  const revoke = async (): Promise<void> => {
    await app.client.call('revokeCalendarFeed', { params });
    setAddress(null);
    await readAgain();
  };
  return (
    <Section title={t('settings.byClock.calendar')} hint={t('settings.byClock.calendarHint')}>
      <div aria-live="polite">
        {address !== null && (
          <ShownOnce
            title={t('settings.byClock.calendarMade')}
            label={t('settings.byClock.calendarAddress')}
            body={t('settings.byClock.calendarMadeBody')}
            secret={address}
            close={() => setAddress(null)}
          />
        )}
      </div>
      {query.isError && <ErrorState compact error={query.error} retry={() => void query.refetch()} />}
      {query.data?.feed === null && (allowed ? <Make make={make} /> : <NoCalendar />)}
      {query.data?.feed != null && (
        <>
          <p className={classes['quiet']}>
            {t('settings.byClock.calendarSince')} <Ago at={query.data.feed.createdAt} />
            {' · '}
            {query.data.feed.readAt === null ? (
              t('settings.byClock.calendarUnread')
            ) : (
              <>
                {t('settings.byClock.calendarRead')} <Ago at={query.data.feed.readAt} />
              </>
            )}
          </p>
          {allowed && <Change make={make} revoke={revoke} />}
        </>
      )}
    </Section>
  );
}

function NoCalendar(): ReactNode {
  const { t } = useI18n();
  return <p className={classes['quiet']}>{t('settings.byClock.calendarNone')}</p>;
}

function Make({ make }: { make: () => Promise<void> }): ReactNode {
  const { t } = useI18n();
  const { busy, failure, submit } = useSubmission();
  return (
    <>
      <Button
        variant="default"
        loading={busy}
        leftSection={<IconCalendarPlus size={17} aria-hidden />}
        onClick={() => void submit(make)}
      >
        {t('settings.byClock.calendarMake')}
      </Button>
      {failure !== null && <p role="alert">{failure}</p>}
    </>
  );
}

function Change({ make, revoke }: { make: () => Promise<void>; revoke: () => Promise<void> }): ReactNode {
  const { t } = useI18n();
  return (
    <Group gap={8}>
      <Confirm
        title={t('settings.byClock.calendarAnewTitle')}
        body={t('settings.byClock.calendarAnewBody')}
        action={t('settings.byClock.calendarAnew')}
        run={make}
      >
        {(ask) => (
          <Button size="compact-sm" variant="default" onClick={ask}>
            {t('settings.byClock.calendarAnew')}
          </Button>
        )}
      </Confirm>
      <Confirm
        title={t('settings.byClock.calendarRevokeTitle')}
        body={t('settings.byClock.calendarRevokeBody')}
        action={t('settings.byClock.calendarRevoke')}
        run={revoke}
      >
        {(ask) => (
          <Button size="compact-sm" variant="default" onClick={ask}>
            {t('settings.byClock.calendarRevoke')}
          </Button>
        )}
      </Confirm>
    </Group>
  );
}
