// The tables of spikes: what is remembered of each series of counts, and what was found in them.
import type { WatchedSeries } from '../../domain/spikes/watch.ts';
import type { Json, WithDefault } from './columns.ts';

export type SpikeKind = 'monitor' | 'brand' | 'complaint' | 'urgent_monitor' | 'urgent_brand';

export interface SpikeClockTable {
  workspace_id: string;
  counted_until: string;
  busy_until: string;
}

export interface SpikeSeriesTable {
  workspace_id: string;
  kind: SpikeKind;
  subject_id: string;
  watched: Json<WatchedSeries>;
}

export interface SpikeTable {
  workspace_id: string;
  id: string;
  kind: SpikeKind;
  monitor_id: string | null;
  brand_id: string | null;
  since: string;
  until: string | null;
  chart_from: string;
  counts: number[];
  usual: number[];
  counted: number;
  expected: number;
  score: number;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
  version: WithDefault<number>;
}
