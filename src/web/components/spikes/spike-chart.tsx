// A spike as small bars: what came in each interval, with what is usual as a line, and the same in words.
import type { CSSProperties, ReactNode } from 'react';
import type { SpikeView } from '../../../contract/spike-view.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useNow } from '../time.tsx';
import classes from './spikes.module.css';

/** More bars than this are too thin to see: neighbours are put together. */
const MOST_BARS = 72;

interface Bar {
  at: string;
  count: number;
  usual: number;
  isSpike: boolean;
}

/** Intervals put together so that few enough bars are left; where the spike begins a bar begins too. */
export function barsOf(spike: SpikeView, most = MOST_BARS): Bar[] {
  const { counts, usual, intervalMs } = spike;
  const fromMs = Date.parse(spike.chartFrom);
  const sinceMs = Date.parse(spike.since);
  const size = Math.max(1, Math.ceil(counts.length / most));
  const lead = Math.round((sinceMs - fromMs) / intervalMs);
  const bars: Bar[] = [];
  for (let start = lead % size === 0 ? 0 : (lead % size) - size; start < counts.length; start += size) {
    const from = Math.max(0, start);
    const sum = (values: readonly number[]): number =>
      values.slice(from, start + size).reduce((total, value) => total + value, 0);
    const atMs = fromMs + from * intervalMs;
    bars.push({
      at: new Date(atMs).toISOString(),
      count: sum(counts),
      usual: sum(usual),
      isSpike: atMs >= sinceMs,
    });
  }
  return bars;
}

const heightOf = (share: number): CSSProperties => ({ '--share': share }) as CSSProperties;

export function SpikeChart({ spike }: { spike: SpikeView }): ReactNode {
  const { t, format } = useI18n();
  const now = useNow();
  const bars = barsOf(spike);
  const most = Math.max(1, ...bars.flatMap(({ count, usual }) => [count, usual]));
  const said = t('spike.chart', {
    count: spike.counted,
    usual: spike.expected < 10 ? Math.round(spike.expected * 10) / 10 : Math.round(spike.expected),
  });
  return (
    <figure className={classes['chart']}>
      <div className={classes['bars']} aria-hidden>
        {bars.map(({ at, count, usual, isSpike }) => (
          <span
            key={at}
            className={classes['bar']}
            data-spike={isSpike || undefined}
            title={t('spike.bar', { at: format.moment(at, now), count })}
          >
            <i style={heightOf(count / most)} data-none={count === 0 || undefined} />
            <b style={heightOf(usual / most)} />
          </span>
        ))}
      </div>
      <figcaption>
        <span aria-hidden>{format.moment(spike.chartFrom, now)}</span>
        <span>{said}</span>
      </figcaption>
    </figure>
  );
}
