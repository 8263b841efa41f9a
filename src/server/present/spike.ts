// A spike as it is shown.
import type { SpikeView } from '../../contract/spike-view.ts';
import { watchIntervalMs } from '../../domain/spikes/watch.ts';
import type { SpikeRow } from '../../storage/spikes.ts';

export function spikeViewOf(row: SpikeRow): SpikeView {
  return { ...row, intervalMs: watchIntervalMs };
}
