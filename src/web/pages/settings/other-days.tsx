// Days unlike their weekday: those that are closed, in short, and those that have hours of their own.
import { Button, Group, TextInput } from '@mantine/core';
import { IconCalendarPlus, IconClock, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { OtherDay } from '../../../domain/kpi/business-hours.ts';
import { DateField } from '../../components/date-field.tsx';
import { Section } from '../../components/page.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { DayHours } from './day-hours.tsx';
import { nextSpan, withDays, type Span } from './hours.ts';
import { PublicHolidays } from './public-holidays.tsx';
import classes from './settings.module.css';

interface OtherDaysProps {
  days: readonly OtherDay[];
  /** YYYY-MM-DD, where the company is: what is over is not shown. */
  today: string;
  readOnly: boolean;
  change: (days: OtherDay[]) => void;
}

export function OtherDays({ days, today, readOnly, change }: OtherDaysProps): ReactNode {
  const { t, format } = useI18n();
  const coming = days.filter(({ date }) => date >= today);
  const named = ({ date, name }: OtherDay): string =>
    [format.day(`${date}T12:00:00`), name].filter((part) => part !== '').join(' ');
  const remove = (gone: OtherDay): void => change(days.filter(({ date }) => date !== gone.date));
  const setSpans = (day: OtherDay, spans: Span[]): void => change(withDays(days, [{ ...day, spans }]));
  const closed = coming.filter(({ spans }) => spans.length === 0);
  const open = coming.filter(({ spans }) => spans.length > 0);
  return (
    <Section title={t('settings.otherDays')} hint={t('settings.otherDaysHint')}>
      {!readOnly && <AddDay add={(day) => change(withDays(days, [day]))} />}
      {!readOnly && <PublicHolidays days={days} today={today} add={(more) => change(withDays(more, days))} />}
      {coming.length === 0 && <p className={classes['quiet']}>{t('settings.noOtherDays')}</p>}
      <ul className={`plain ${classes['holidays'] ?? ''}`}>
        {closed.map((day) => (
          <li key={day.date}>
            {named(day)}
            {!readOnly && (
              <>
                <button
                  type="button"
                  aria-label={t('settings.openOn', { day: named(day) })}
                  title={t('settings.openOn', { day: named(day) })}
                  onClick={() => setSpans(day, [nextSpan([]) ?? [540, 1080]])}
                >
                  <IconClock size={14} aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={t('settings.removeHoliday', { day: named(day) })}
                  onClick={() => remove(day)}
                >
                  <IconX size={14} aria-hidden />
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {open.map((day) => (
        <DayHours
          key={day.date}
          name={named(day)}
          spans={day.spans}
          readOnly={readOnly}
          change={(spans) => setSpans(day, spans)}
        />
      ))}
    </Section>
  );
}

function AddDay({ add }: { add: (day: OtherDay) => void }): ReactNode {
  const { t } = useI18n();
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const addDay = (): void => {
    if (date === '') return;
    add({ date, name: name.trim(), spans: [] });
    setDate('');
    setName('');
  };
  const addByEnter = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    addDay();
  };
  return (
    <Group gap="xs" align="flex-end" mb="sm">
      <DateField label={t('settings.holidayDate')} value={date} change={setDate} onKeyDown={addByEnter} />
      <TextInput
        label={t('settings.holidayName')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={addByEnter}
      />
      <Button
        variant="default"
        disabled={date === ''}
        leftSection={<IconCalendarPlus size={17} aria-hidden />}
        onClick={addDay}
      >
        {t('settings.addHoliday')}
      </Button>
    </Group>
  );
}
