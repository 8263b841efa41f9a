// A spike as it is shown: where more came in than usual, since when, how much more, and who has seen to it.
import { z } from 'zod';
import { id, personRef, time } from './views.ts';

export const spikeView = z.object({
  id,
  /** All posts of a monitor, all of a brand, all complaints, or the urgent posts of a monitor or a brand. */
  kind: z.enum(['monitor', 'brand', 'complaint', 'urgent_monitor', 'urgent_brand']),
  monitorId: id.nullable(),
  brandId: id.nullable(),
  /** What the monitor or the brand is called; empty for complaints. */
  name: z.string(),
  since: time,
  /** Null while it goes on. */
  until: time.nullable(),
  /** Posts since it began, and how many were to be expected in that time. */
  counted: z.number(),
  expected: z.number(),
  /** Posts of each interval from `chartFrom` on (two hours before it, and itself), and how many were usual. */
  chartFrom: time,
  intervalMs: z.number(),
  counts: z.array(z.number()),
  usual: z.array(z.number()),
  acknowledgedBy: personRef.nullable(),
  acknowledgedAt: time.nullable(),
  version: z.number(),
});
export type SpikeView = z.infer<typeof spikeView>;
