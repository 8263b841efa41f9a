// How much waits at each place of the rail.
import { useQuery } from '@tanstack/react-query';
import { countsQuery } from '../api/queries.ts';
import { useApp } from '../app.tsx';
import { useSpikeNews } from '../components/spikes/spikes.ts';
import type { Place } from './places.ts';

/** Asked for by what shows the figures, and not above it: a decision changes one of them, and nothing else in the frame. */
export function useBadges(): (place: Place) => number {
  const counts = useQuery(countsQuery(useApp())).data;
  const spikes = useSpikeNews().length;
  return ({ badge }) => {
    if (badge === undefined) return 0;
    return badge.of === 'spikes' ? spikes : (counts?.[badge.of] ?? 0);
  };
}
