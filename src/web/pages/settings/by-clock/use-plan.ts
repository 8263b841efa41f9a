// The coming fourteen days of what is written now, asked anew when one stops writing.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Reply } from '../../../api/client.ts';
import { accountHoursPlanQuery } from '../../../api/hours-queries.ts';
import { useApp } from '../../../app.tsx';
import type { Written } from './use-by-clock-form.ts';

const PAUSE_MS = 400;

export type ShownPlan = Reply<'previewAccountHours'> & {
  /** It is of what was written before. */
  isStale: boolean;
  /** Why what is written now could not be looked at; null where it could. */
  failure: unknown;
  retry: () => void;
};

export function usePlan(hours: Reply<'readAccountHours'>, written: Written, dirty: boolean): ShownPlan {
  const [asked] = useDebouncedValue(written, PAUSE_MS);
  const query = useQuery({
    ...accountHoursPlanQuery(useApp(), hours.accountId, asked),
    enabled: dirty,
    placeholderData: keepPreviousData,
  });
  const retry = (): void => void query.refetch();
  if (!dirty) return { ...hours.plan, isStale: false, failure: null, retry };
  const isStale =
    asked !== written || query.isFetching || query.isPlaceholderData || query.data === undefined;
  return { ...(query.data ?? hours.plan), isStale, failure: query.error, retry };
}
