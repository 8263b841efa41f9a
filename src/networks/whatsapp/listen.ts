// Hears a phone number: each delivery is one message or one status, and says itself who wrote.
import type { ReadDeliveries } from '../kit/inbox.ts';
import type { Delivered } from '../kit/network.ts';
import { fieldOf } from '../kit/record.ts';
import { hear } from './normalise.ts';
import { aboutSchema, keptMessageSchema, keptSchema } from './schemas.ts';

export const read: ReadDeliveries = (account, deliveries) => {
  const { nativeId, handle } = account;
  const items = deliveries.map(({ body }) => {
    const told = hear(parse(body), { self: { nativeId, handle } });
    return 'heard' in told.outcome && told.outcome.heard !== null ? told : { ...told, ...aboutOf(told.raw) };
  });
  return Promise.resolve(items);
};

/** What a message is about is told also where nothing comes of it: its writer may take it back. */
function aboutOf(raw: unknown): Pick<Delivered, 'about'> {
  const message = keptMessageSchema.safeParse(raw).data?.message;
  const about = aboutSchema.safeParse(message);
  const own = keptSchema.safeParse(message);
  const nativeId = about.success ? about.data : own.data?.id;
  if (nativeId === undefined) return {};
  const writer = fieldOf(message, 'from') || fieldOf(message, 'from_user_id');
  return { about: { nativeId, authorNativeId: writer === '' ? null : writer } };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
