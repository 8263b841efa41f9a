// Spikes in words, what of them is news, and which candidates they are about.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SpikeView } from '../../../contract/spike-view.ts';
import { timesUsual } from '../../../domain/spikes/watch.ts';
import { spikesQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import type { CandidateSearch } from '../../search.ts';
import { useNow } from '../time.tsx';
import { useToasts } from '../toast.tsx';

/** What nobody looked at for so long is no news any more. */
const NEWS_MS = 24 * 3_600_000;

export function isNews(spike: SpikeView, now: number): boolean {
  return spike.acknowledgedAt === null && now - Date.parse(spike.since) < NEWS_MS;
}

/** Spikes that nobody has seen to, newest first. */
export function useSpikeNews(): SpikeView[] {
  const now = useNow();
  const rows = useQuery(spikesQuery(useApp())).data?.rows ?? [];
  return rows.filter((spike) => isNews(spike, now));
}

function isOfUrgent({ kind }: SpikeView): boolean {
  return kind === 'urgent_monitor' || kind === 'urgent_brand';
}

/** “‘Router’: 14 times the usual since 14:05”. */
export function useSpikeTitle(): (spike: SpikeView) => string {
  const { t, format } = useI18n();
  const now = useNow();
  return (spike) => {
    const times = timesUsual(spike);
    const values = {
      name: spike.kind === 'complaint' ? t('spike.complaints') : spike.name,
      at: format.moment(spike.since, now),
    };
    const isUrgent = isOfUrgent(spike);
    return times === null
      ? t(isUrgent ? 'spike.urgentFrom0' : 'spike.from0', { ...values, count: spike.counted })
      : t(isUrgent ? 'spike.urgentTitle' : 'spike.title', { ...values, times });
  };
}

/** The candidates a spike is about: those of its monitor or brand, all or the urgent ones, or complaints, since it began. */
export function candidatesOf(spike: SpikeView): CandidateSearch {
  const { kind, monitorId, brandId, since } = spike;
  const all: CandidateSearch = { since, order: 'newest' };
  if (kind === 'complaint') return { ...all, judged: 'complaint' };
  const some: CandidateSearch = isOfUrgent(spike) ? { ...all, judged: 'urgency 3' } : all;
  if (monitorId !== null) return { ...some, monitorId };
  return brandId === null ? some : { ...some, brandId };
}

/** Says that one saw to a spike; shown at once, taken back when the server refuses. */
export function useAcknowledge(): (spike: SpikeView) => Promise<void> {
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const show = (row: SpikeView): void => applyLocally(queryClient, [{ kind: 'spike', id: row.id, row }]);
  return async (spike) => {
    show({ ...spike, acknowledgedAt: new Date().toISOString() });
    try {
      show(await client.call('acknowledgeSpike', { params: { id: spike.id } }));
    } catch (error) {
      show(spike);
      toasts.failed(error);
    }
  };
}
