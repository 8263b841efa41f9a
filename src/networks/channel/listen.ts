// Hears a channel: each delivery is one event.
import type { ReadDeliveries } from '../kit/inbox.ts';
import { normalise } from './normalise.ts';

export const readDeliveries: ReadDeliveries = (account, deliveries) =>
  Promise.resolve(deliveries.map(({ body, receivedAt }) => normalise(body, account.nativeId, receivedAt)));
