// An account's hours and texts while they are being changed, with the version they are changed against.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { BodyInput, Reply } from '../../../api/client.ts';
import { codeOf } from '../../../api/errors.ts';
import { keys } from '../../../api/keys.ts';
import { useApp } from '../../../app.tsx';
import { useSubmission } from '../../../components/form.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { Locale } from '../../../i18n/translator.ts';
import { faultOf, inOrder } from '../hours.ts';

type Hours = Reply<'readAccountHours'>;
export type ByClockValues = BodyInput<'saveAccountHours'>;
export type Written = BodyInput<'previewAccountHours'>;

/** Where no text is written yet, the language is that of the interface. */
function valuesOf(hours: Hours, locale: Locale): ByClockValues {
  const { ownHours, dayPosts, afterHours, dayPostsOn, afterHoursOn } = hours;
  const { opening, closing } = dayPosts;
  const isEmpty = [opening.usual, opening.first, closing.usual, closing.last].every(
    ({ length }) => length === 0,
  );
  return {
    ownHours,
    dayPosts: isEmpty ? { ...dayPosts, lang: locale } : dayPosts,
    afterHours,
    dayPostsOn,
    afterHoursOn,
  };
}

const filled = (texts: readonly string[]): string[] => texts.map((text) => text.trim()).filter(Boolean);

/** Without fields that were left empty. */
function writtenOf({ ownHours, dayPosts, afterHours }: ByClockValues): Written {
  const { opening, closing } = dayPosts;
  return {
    ownHours:
      ownHours === null
        ? null
        : {
            ...ownHours,
            businessHours: {
              week: ownHours.businessHours.week.map(inOrder),
              otherDays: ownHours.businessHours.otherDays.map((day) => ({
                ...day,
                spans: inOrder(day.spans),
              })),
            },
          },
    dayPosts: {
      ...dayPosts,
      opening: { usual: filled(opening.usual), first: filled(opening.first) },
      closing: { usual: filled(closing.usual), last: filled(closing.last) },
    },
    afterHours,
  };
}

/** Whether the server would take the hours: no day ends before it begins. */
function fitsDays({ ownHours }: ByClockValues): boolean {
  if (ownHours === null) return true;
  const { week, otherDays } = ownHours.businessHours;
  return [...week, ...otherDays.map(({ spans }) => spans)].every((spans) => faultOf(spans) === null);
}

export function useByClockForm(hours: Hours) {
  const { t, locale } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const [base, setBase] = useState(hours);
  const [values, setValues] = useState(() => valuesOf(hours, locale));
  const [latest, setLatest] = useState<Hours | null>(null);
  const written = useMemo(() => writtenOf(values), [values]);
  const { accountId } = hours;

  const adopt = (saved: Hours): void => {
    queryClient.setQueryData(keys.accountHours(accountId), saved);
    setBase(saved);
    setValues(valuesOf(saved, locale));
    setLatest(null);
  };
  const saveAgainst = async (against: Hours): Promise<void> => {
    const { dayPostsOn, afterHoursOn } = values;
    const input = { params: { id: accountId }, body: { ...written, dayPostsOn, afterHoursOn } };
    try {
      adopt(await client.call('saveAccountHours', input, { ifMatch: against.version }));
      await queryClient.invalidateQueries({ queryKey: ['replyContext'] });
      toasts.done(t('common.saved'));
    } catch (error) {
      if (codeOf(error) !== 'version_changed') throw error;
      setLatest(await client.call('readAccountHours', { params: { id: accountId } }));
    }
  };
  return {
    values,
    written,
    fits: fitsDays(values),
    change: (part: Partial<ByClockValues>) => setValues({ ...values, ...part }),
    dirty: JSON.stringify(values) !== JSON.stringify(valuesOf(base, locale)),
    busy,
    failure,
    save: () => submit(() => saveAgainst(base)),
    conflict:
      latest === null
        ? null
        : {
            differences: [],
            takeTheirs: () => adopt(latest),
            keepOurs: () => void submit(() => saveAgainst(latest)),
          },
  };
}
