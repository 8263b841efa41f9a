// A spike leads to the posts that it counted.
import { expect, test } from 'vitest';
import { spike } from '../../live/samples.ts';
import { candidatesOf } from './spikes.ts';

const since = '2026-11-20T12:00:00.000Z';
const of = (more: Partial<ReturnType<typeof spike>>) => candidatesOf({ ...spike(1), since, ...more });
const [monitorId, brandId] = ['0196f000-0000-7000-8000-00000000000a', '0196f000-0000-7000-8000-00000000000b'];

test('all posts of a monitor or a brand, the urgent ones of either, or complaints', () => {
  const monitor = { monitorId, brandId: null };
  const brand = { monitorId: null, brandId };
  expect([
    of({ kind: 'monitor', ...monitor }),
    of({ kind: 'urgent_monitor', ...monitor }),
    of({ kind: 'brand', ...brand }),
    of({ kind: 'urgent_brand', ...brand }),
    of({ kind: 'complaint', monitorId: null, brandId: null }),
  ]).toEqual([
    { monitorId, since, order: 'newest' },
    { monitorId, judged: 'urgency 3', since, order: 'newest' },
    { brandId, since, order: 'newest' },
    { brandId, judged: 'urgency 3', since, order: 'newest' },
    { judged: 'complaint', since, order: 'newest' },
  ]);
});
