// The hours of an account: the workspace's, or a week and days of its own with a time zone of its own.
import { Select, Switch } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { Section } from '../../../components/page.tsx';
import { useNow } from '../../../components/time.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { DayHours } from '../day-hours.tsx';
import { useDayNames } from '../day-names.ts';
import { dateIn } from '../hours.ts';
import { OtherDays } from '../other-days.tsx';
import classes from '../settings.module.css';

type Own = Reply<'readAccountHours'>['ownHours'];

interface OwnHoursProps {
  own: Own;
  holding: Reply<'readAccountHours'>['holding'];
  readOnly: boolean;
  change: (own: Own) => void;
}

export function OwnHours({ own, holding, readOnly, change }: OwnHoursProps): ReactNode {
  const { t } = useI18n();
  return (
    <>
      <Section title={t('settings.byClock.hours')} hint={t('settings.byClock.hoursHint')}>
        <Switch
          label={t('settings.byClock.inherits')}
          disabled={readOnly}
          checked={own === null}
          onChange={(event) => change(event.currentTarget.checked ? null : holding)}
        />
        {own !== null && <Week own={own} readOnly={readOnly} change={change} />}
      </Section>
      {own !== null && <Days own={own} readOnly={readOnly} change={change} />}
    </>
  );
}

interface PartProps {
  own: NonNullable<Own>;
  readOnly: boolean;
  change: (own: Own) => void;
}

function Week({ own, readOnly, change }: PartProps): ReactNode {
  const { t, format } = useI18n();
  const names = useDayNames();
  const { timeZone: zone } = own;
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', zone])], [zone]);
  const { week } = own.businessHours;
  const setWeek = (next: typeof week): void =>
    change({ ...own, businessHours: { ...own.businessHours, week: next } });
  return (
    <>
      <Select
        mt="sm"
        mb="xs"
        label={t('settings.timeZone')}
        data={zones}
        searchable
        limit={60}
        allowDeselect={false}
        readOnly={readOnly}
        nothingFoundMessage={t('palette.nothing')}
        value={own.timeZone}
        onChange={(timeZone) => timeZone !== null && change({ ...own, timeZone })}
      />
      {names.map((name, index) => (
        <DayHours
          key={name}
          name={name}
          spans={week[index] ?? []}
          readOnly={readOnly}
          change={(spans) => setWeek(week.map((held, at) => (at === index ? spans : held)))}
        />
      ))}
      <p className={classes['zone']}>{t('settings.inZone', { zone: format.zone(own.timeZone) })}</p>
    </>
  );
}

function Days({ own, readOnly, change }: PartProps): ReactNode {
  const now = useNow();
  return (
    <OtherDays
      days={own.businessHours.otherDays}
      today={dateIn(own.timeZone, now)}
      readOnly={readOnly}
      change={(otherDays) => change({ ...own, businessHours: { ...own.businessHours, otherDays } })}
    />
  );
}
