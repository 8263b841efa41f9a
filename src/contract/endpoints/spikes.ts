// Spikes: where much more came in than usual, and that somebody saw it.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { spikeView } from '../spike-view.ts';
import { id, none } from '../views.ts';

export const listSpikes = endpoint({
  name: 'listSpikes',
  method: 'GET',
  path: '/spikes',
  summary: 'Sudden rises in how many posts come in, of the last 30 days, newest first.',
  needs: 'work.read',
  params: none,
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  body: none,
  reply: z.object({ rows: z.array(spikeView) }),
  status: 200,
  errors: [],
});

export const acknowledgeSpike = endpoint({
  name: 'acknowledgeSpike',
  method: 'POST',
  path: '/spikes/:id/acknowledge',
  summary:
    'Says that somebody saw to a spike: it is shown to nobody as news any more. The first who says so is kept.',
  needs: 'work.decide',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: spikeView,
  status: 200,
  errors: ['not_found'],
});
