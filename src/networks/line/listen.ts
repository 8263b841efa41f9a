// Hears an official account: each delivery is one event, and who wrote is asked for by the id it names.
import type { ReadDeliveries } from '../kit/inbox.ts';
import type { Delivered } from '../kit/network.ts';
import { hear, writerIn } from './normalise.ts';
import type { People } from './people.ts';
import { aboutSchema } from './schemas.ts';

/** How many profiles are asked for at once. */
const AT_ONCE = 8;
/** So long a batch waits for all its names; what is left of it comes in without. */
const NAMES_MS = 10_000;

/** What reads deliveries; `config` is the source's. */
export function createReading(
  people: People,
  config: Record<string, string>,
  namesMs = NAMES_MS,
): ReadDeliveries {
  const withGroups = config['groups'] !== 'false';
  return async (account, deliveries, signal) => {
    const { nativeId, handle } = account;
    const self = { nativeId, handle };
    const raws = deliveries.map(({ body }) => parse(body));
    const items = deliveries.map(({ receivedAt }, at) => ({ raw: raws[at], receivedAt }));
    const all = [];
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(namesMs)]);
    for (let from = 0; from < items.length; from += AT_ONCE) {
      const some = items.slice(from, from + AT_ONCE).map(async ({ raw, receivedAt }) => {
        const writer = writerIn(raw);
        const person = writer === null ? null : await people.find(account, writer, inTime);
        const told = hear(raw, { self, person, receivedAt, withGroups });
        return 'heard' in told.outcome && told.outcome.heard !== null ? told : { ...told, ...aboutOf(raw) };
      });
      all.push(...(await Promise.all(some)));
    }
    return all;
  };
}

/** What an event is about is told also where nothing comes of it: LINE may take the message back. */
function aboutOf(raw: unknown): Pick<Delivered, 'about'> {
  const told = aboutSchema.safeParse(raw);
  if (!told.success) return {};
  return { about: { nativeId: told.data, authorNativeId: writerIn(raw)?.userId ?? null } };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
