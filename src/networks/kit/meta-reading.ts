// Reads what calls of Messenger and Instagram brought, several at once, with who wrote, which they leave out.
import type { Delivery } from '../../domain/webhooks/inbox.ts';
import type { ReadDeliveries } from './inbox.ts';
import type { Conversations } from './meta-conversations.ts';
import type { MetaProfile } from './meta-message-schemas.ts';
import type { AccountSession, Delivered, NetworkDeps } from './network.ts';
import { Remembered } from './remembered.ts';

/** How much is asked for at once. */
const AT_ONCE = 8;
/** So long a batch waits for all that is asked for; what is left of it comes in without. */
const WAIT_MS = 15_000;

export interface ToldDelivery {
  raw: unknown;
  receivedAt: string;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** `hearer` makes what hears one delivery; after its signal only what is known is told. */
export const readingBy =
  (
    hearer: (account: AccountSession, signal: AbortSignal) => (told: ToldDelivery) => Promise<Delivered>,
    waitMs = WAIT_MS,
  ): ReadDeliveries =>
  async (account: AccountSession, deliveries: readonly Delivery[], signal: AbortSignal) => {
    const hear = hearer(account, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
    const all: Delivered[] = [];
    for (let from = 0; from < deliveries.length; from += AT_ONCE) {
      const some = deliveries
        .slice(from, from + AT_ONCE)
        .map(({ body, receivedAt }) => hear({ raw: parse(body), receivedAt }));
      all.push(...(await Promise.all(some)));
    }
    return all;
  };

/** Who wrote messages, asked for once in some hours. */
export class Profiles {
  readonly #known: Remembered<MetaProfile>;

  constructor(deps: NetworkDeps, network: string) {
    this.#known = new Remembered(deps, network);
  }

  /** Null for ourselves, for nobody, and for whom Meta does not show now. */
  of(
    account: AccountSession,
    ask: Pick<Conversations, 'profile'>,
    id: string,
    signal: AbortSignal,
  ): Promise<MetaProfile | null> {
    if (id === '' || id === account.nativeId) return Promise.resolve(null);
    const asked = () => ask.profile(id, { signal, shortly: true });
    return this.#known.find(`${account.id} ${id}`, asked, signal);
  }
}
