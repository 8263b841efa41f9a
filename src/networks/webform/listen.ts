// Hears a form: each delivery is what one visitor sent, or that they erased it.
import type { ReadDeliveries } from '../kit/inbox.ts';
import { normalise } from './normalise.ts';

export const readDeliveries: ReadDeliveries = (_account, deliveries) =>
  Promise.resolve(deliveries.map(({ body }) => normalise(body)));
