// What the program does by the clock, account by account: its hours, the posts of a day, answers while nobody is there.
import { Alert, NativeSelect } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { accountHoursQuery } from '../../../api/hours-queries.ts';
import { accountsQuery } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { useNetworkName } from '../../../components/network-mark.tsx';
import { OurForm } from '../../../components/our-form.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { EmptyState, ErrorState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { SaveBar } from '../save-bar.tsx';
import settingsClasses from '../settings.module.css';
import { AfterHours } from './after-hours.tsx';
import classes from './by-clock.module.css';
import { CalendarSection } from './calendar.tsx';
import { DayPosts } from './day-posts.tsx';
import { Answered, Posted } from './done.tsx';
import { OwnHours } from './own-hours.tsx';
import { useByClockForm } from './use-by-clock-form.ts';
import { usePlan } from './use-plan.ts';

export function ByClockSection(): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const accounts = useQuery(accountsQuery(app));
  const [chosen, setChosen] = useState<string | null>(null);
  const [changing, setChanging] = useState(false);
  const networkName = useNetworkName();
  if (accounts.isPending) return <LoadingRows rows={6} height={50} />;
  if (accounts.isError) return <ErrorState error={accounts.error} retry={() => void accounts.refetch()} />;
  const { rows } = accounts.data;
  const accountId = chosen ?? rows[0]?.id ?? null;
  if (accountId === null)
    return <EmptyState icon={<IconPlugConnected />} title={t('settings.byClock.noAccount')} />;
  return (
    <>
      <div className={classes['choose']}>
        <NativeSelect
          label={t('settings.byClock.account')}
          value={accountId}
          // The form of another account would take the place of what is not saved.
          disabled={changing}
          description={changing ? t('settings.guideline.saveFirst') : undefined}
          data={rows.map(({ id, handle, network }) => ({
            value: id,
            label: `${atHandle(handle, network)} · ${networkName(network)}`,
          }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      </div>
      <OfAccount key={accountId} accountId={accountId} tellChanging={setChanging} />
    </>
  );
}

interface OfAccountProps {
  accountId: string;
  tellChanging: (is: boolean) => void;
}

function OfAccount({ accountId, tellChanging }: OfAccountProps): ReactNode {
  const query = useQuery(accountHoursQuery(useApp(), accountId));
  if (query.isPending) return <LoadingRows rows={8} height={44} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return (
    <>
      <ByClockForm hours={query.data} tellChanging={tellChanging} />
      <CalendarSection accountId={accountId} />
      <Posted hours={query.data} />
      <Answered hours={query.data} />
    </>
  );
}

interface FormProps {
  hours: Reply<'readAccountHours'>;
  tellChanging: (is: boolean) => void;
}

function ByClockForm({ hours, tellChanging }: FormProps): ReactNode {
  const { t } = useI18n();
  const allowed = useMay('guideline.change');
  const form = useByClockForm(hours);
  const { values, change, dirty } = form;
  useEffect(() => tellChanging(dirty), [tellChanging, dirty]);
  const plan = usePlan(hours, form.written, dirty);
  const valid =
    form.fits &&
    (!values.dayPostsOn || plan.dayPostProblems.length === 0) &&
    (!values.afterHoursOn || plan.afterHoursProblems.length === 0);
  return (
    <OurForm send={() => void form.save()}>
      {hours.fault !== null && (
        <Alert color="red" role="alert" mb="md" title={t('settings.byClock.broken')}>
          {t('settings.byClock.brokenBody', { fault: hours.fault })}
        </Alert>
      )}
      <OwnHours
        own={values.ownHours}
        holding={hours.holding}
        readOnly={!allowed}
        change={(ownHours) => change({ ownHours })}
      />
      <DayPosts
        settings={values.dayPosts}
        on={values.dayPostsOn}
        allowed={hours.allowed.post}
        plan={plan}
        timeZone={(values.ownHours ?? hours.holding).timeZone}
        readOnly={!allowed}
        change={(dayPosts) => change({ dayPosts })}
        turn={(dayPostsOn) => change({ dayPostsOn })}
      />
      <AfterHours
        settings={values.afterHours}
        on={values.afterHoursOn}
        allowed={hours.allowed}
        plan={plan}
        readOnly={!allowed}
        change={(afterHours) => change({ afterHours })}
        turn={(afterHoursOn) => change({ afterHoursOn })}
      />
      {plan.failure !== null && <ErrorState compact error={plan.failure} retry={plan.retry} />}
      <div className={`${settingsClasses['form'] ?? ''} ${classes['save'] ?? ''}`}>
        <SaveBar {...form} allowed={allowed} valid={valid && !plan.isStale} />
      </div>
    </OurForm>
  );
}
