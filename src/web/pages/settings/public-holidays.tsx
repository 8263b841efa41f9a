// Takes a country's public holidays over into the days that are closed.
import { Button, Group, NativeSelect } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { OtherDay } from '../../../domain/kpi/business-hours.ts';
import { publicHolidaysQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';

interface PublicHolidaysProps {
  days: readonly OtherDay[];
  today: string;
  add: (days: OtherDay[]) => void;
}

/** The country where the language that the browser names first is spoken most: ja is JP, en-GB is GB. */
function likelyCountry(locale: string): string {
  return new Intl.Locale(navigator.languages[0] ?? locale).maximize().region ?? 'JP';
}

export function PublicHolidays({ days, today, add }: PublicHolidaysProps): ReactNode {
  const { t, locale } = useI18n();
  const thisYear = Number(today.slice(0, 4));
  const [country, setCountry] = useState(() => likelyCountry(locale));
  const [state, setState] = useState('');
  const [chosenYear, setYear] = useState<number | null>(null);
  const app = useApp();
  const asked = { country, lang: locale.slice(0, 2), ...(state === '' ? {} : { state }) };
  const current = useQuery(publicHolidaysQuery(app, { ...asked, year: thisYear }));
  // Towards its end this year has none left to add: one means the next.
  const isOver =
    current.isSuccess && !current.isPlaceholderData && current.data.days.every(({ date }) => date < today);
  const year = chosenYear ?? (isOver ? thisYear + 1 : thisYear);
  const query = useQuery(publicHolidaysQuery(app, { ...asked, year }));
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const countries = (query.data?.countries ?? [country]).map((code) => ({
    value: code,
    label: names.of(code) ?? code,
  }));
  const states = query.data?.states ?? [];
  const held = new Set(days.map(({ date }) => date));
  const isKnown = query.isSuccess && !query.isPlaceholderData;
  const missing = (isKnown ? query.data.days : []).filter(({ date }) => date >= today && !held.has(date));
  return (
    <>
      <Group gap="xs" align="flex-end" mb="sm">
        <NativeSelect
          label={t('settings.country')}
          value={country}
          data={countries.toSorted((a, b) => a.label.localeCompare(b.label, locale))}
          onChange={(event) => {
            setCountry(event.currentTarget.value);
            setState('');
          }}
        />
        {states.length > 0 && (
          <NativeSelect
            label={t('settings.partOfCountry')}
            value={state}
            data={[
              { value: '', label: t('settings.wholeCountry') },
              ...states.map(({ code, name }) => ({ value: code, label: name })),
            ]}
            onChange={(event) => setState(event.currentTarget.value)}
          />
        )}
        <NativeSelect
          label={t('settings.year')}
          value={String(year)}
          data={[thisYear, thisYear + 1, thisYear + 2].map(String)}
          onChange={(event) => setYear(Number(event.currentTarget.value))}
        />
        <Button
          variant="default"
          disabled={missing.length === 0}
          title={missing.map(({ date, name }) => `${date} ${name}`).join('\n')}
          leftSection={<IconFlag size={17} aria-hidden />}
          onClick={() => add(missing.map((day) => ({ ...day, spans: [] })))}
        >
          {isKnown
            ? t('settings.addPublicHolidays', { count: missing.length, year: String(year) })
            : t('settings.publicHolidays')}
        </Button>
      </Group>
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
    </>
  );
}
