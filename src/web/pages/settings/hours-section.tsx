// Business hours: the week, and the days that are closed whatever the week says.
import { Button, Group, TextInput } from '@mantine/core';
import { IconCalendarPlus, IconCopy, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { WorkspaceView } from '../../../contract/views.ts';
import { isOpenAt } from '../../../domain/kpi/business-hours.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { DayHours } from './day-hours.tsx';
import { faultOf, wordsOf, type Span } from './hours.ts';
import { SaveBar } from './save-bar.tsx';
import classes from './settings.module.css';
import { useWorkspaceForm } from './use-workspace-form.ts';

type Values = WorkspaceView['settings']['businessHours'];

/** Monday first, as the week is kept; 2024 began on a Monday. */
function useDayNames(): string[] {
  const { locale } = useI18n();
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, index) => format.format(Date.UTC(2024, 0, 1 + index)));
}

function Holidays(props: {
  days: readonly string[];
  readOnly: boolean;
  change: (days: string[]) => void;
}): ReactNode {
  const { days, readOnly, change } = props;
  const { t, format } = useI18n();
  const [day, setDay] = useState('');
  const name = (date: string): string => format.day(`${date}T12:00:00`);
  const add = (): void => {
    if (day === '') return;
    change([...new Set([...days, day])].toSorted());
    setDay('');
  };
  return (
    <Section title={t('settings.holidays')} hint={t('settings.holidaysHint')}>
      {!readOnly && (
        <Group gap="xs" align="flex-end" mb="sm">
          <TextInput
            type="date"
            label={t('settings.holidayDate')}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <Button
            variant="default"
            disabled={day === ''}
            leftSection={<IconCalendarPlus size={17} aria-hidden />}
            onClick={add}
          >
            {t('settings.addHoliday')}
          </Button>
        </Group>
      )}
      {days.length === 0 && <p className={classes['quiet']}>{t('settings.noHolidays')}</p>}
      <ul className={`plain ${classes['holidays'] ?? ''}`}>
        {days.map((date) => (
          <li key={date}>
            {name(date)}
            {!readOnly && (
              <button
                type="button"
                aria-label={t('settings.removeHoliday', { day: name(date) })}
                onClick={() => change(days.filter((held) => held !== date))}
              >
                <IconX size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function HoursForm({ workspace }: { workspace: WorkspaceView }): ReactNode {
  const { t } = useI18n();
  const allowed = useMay('workspace.change');
  const names = useDayNames();
  const now = useNow();
  const form = useWorkspaceForm<Values>({
    workspace,
    read: ({ settings }) => settings.businessHours,
    write: (businessHours) => ({
      settings: {
        businessHours: {
          ...businessHours,
          week: businessHours.week.map((spans) => spans.toSorted((a, b) => a[0] - b[0])),
        },
      },
    }),
    describe: ({ week, holidays }) => [
      ...week.map((spans, index) => ({
        label: names[index] ?? '',
        text: wordsOf(spans, t('settings.closed')),
      })),
      { label: t('settings.holidays'), text: holidays.join(', ') },
    ],
  });
  const { values, change } = form;
  const setDay = (at: number, spans: Span[]): void =>
    change({ week: values.week.map((held, index) => (index === at ? spans : held)) });
  const copyMonday = (): void => {
    const monday = values.week[0] ?? [];
    change({ week: values.week.map((held, index) => (index < 5 ? monday : held)) });
  };
  const valid = values.week.every((spans) => faultOf(spans) === null);
  const open = valid && isOpenAt(now, values, workspace.settings.timeZone);
  const copy = allowed && (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconCopy size={15} aria-hidden />}
      onClick={copyMonday}
    >
      {t('settings.copyMonday')}
    </Button>
  );
  return (
    <OurForm send={() => void form.save()}>
      <Section
        title={t('settings.section.hours')}
        hint={`${t('settings.hoursHint')} ${t(open ? 'settings.openNow' : 'settings.closedNow')}`}
        actions={copy}
      >
        {names.map((name, index) => (
          <DayHours
            key={name}
            name={name}
            spans={values.week[index] ?? []}
            readOnly={!allowed}
            change={(spans) => setDay(index, spans)}
          />
        ))}
        <p className={classes['zone']}>{t('settings.inZone', { zone: workspace.settings.timeZone })}</p>
      </Section>
      <Holidays days={values.holidays} readOnly={!allowed} change={(holidays) => change({ holidays })} />
      <div className={classes['form']}>
        <SaveBar {...form} allowed={allowed} valid={valid} />
      </div>
    </OurForm>
  );
}

export function HoursSection(): ReactNode {
  const query = useQuery(workspaceQuery(useApp()));
  if (query.isPending) return <LoadingRows rows={7} height={50} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <HoursForm workspace={query.data.workspace} />;
}
