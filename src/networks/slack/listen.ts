// Hears an app: what Slack's calls told, what they did not bring, and that the app was removed.
import type { ReadDeliveries } from '../kit/inbox.ts';
import type { CatchUp } from '../kit/inbox-catch-up.ts';
import type { Batch, InboundListed, InboundWanted, ListenInput, NetworkDeps } from '../kit/network.ts';
import { createClient, type SlackOptions } from './client.ts';
import { keepAlive } from './connect.ts';
import type { Ears } from './ears.ts';
import { missed } from './missed.ts';
import { keptSchema } from './schemas.ts';

const CATCH_UP_EVERY_MS = 60 * 60_000;
/** What Slack says when the app goes. */
const endings: ReadonlySet<string> = new Set(['app_uninstalled', 'tokens_revoked']);

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** Makes what reads deliveries. */
export const createReading =
  (ears: Ears): ReadDeliveries =>
  (account, deliveries, signal) =>
    ears.hear(
      account,
      deliveries.map(({ body }) => parse(body)),
      signal,
    );

/** All channels and threads that the app is in, since then. */
export function createCatchUp(deps: NetworkDeps, options: SlackOptions, ears: Ears): CatchUp {
  const { catchUpEveryMs: everyMs = CATCH_UP_EVERY_MS } = options;
  return {
    everyMs,
    async *since(account, sinceMs, signal) {
      const client = createClient(deps, options, account);
      const parts = missed({ deps, client, sinceMs, signal });
      for (let next = await parts.next(); ; next = await parts.next()) {
        if (next.done === true) {
          if (!next.value && !signal.aborted)
            deps.log.warn({ accountId: account.id, sinceMs }, 'more was said on Slack than is read again');
          return;
        }
        yield await ears.hear(account, next.value, signal);
      }
    },
  };
}

/** Once it is kept that the app went, Slack is asked whether it did: one that was installed again meanwhile goes on. */
export function noticingTheEnd(deps: NetworkDeps, options: SlackOptions, input: ListenInput): ListenInput {
  const { account } = input;
  return {
    ...input,
    async deliver(batch: Batch) {
      await input.deliver(batch);
      const isTold = batch.items.some(({ raw }) => {
        const event = keptSchema.safeParse(raw).data?.event;
        return event !== undefined && endings.has(event.type);
      });
      if (isTold && account !== null) await keepAlive(deps, options, account);
    },
  };
}

/** What came to an app, by reading again what its channels hold. Errors: those of the client. */
export async function listInbound(
  { deps, options, ears }: { deps: NetworkDeps; options: SlackOptions; ears: Ears },
  { account, sinceMs, signal }: InboundWanted,
): Promise<InboundListed> {
  const items: InboundListed['items'] = [];
  const client = createClient(deps, options, account);
  const parts = missed({ deps, client, sinceMs, signal });
  for (let next = await parts.next(); ; next = await parts.next()) {
    if (next.done === true) return { items: items.toSorted(oldestFirst), isComplete: next.value };
    const heard = await ears.hear(account, next.value, signal);
    items.push(...heard.filter((one) => one.inbound !== undefined && isNew(one)));
  }
}

const isNew = ({ outcome }: InboundListed['items'][number]): boolean =>
  'heard' in outcome && outcome.heard?.type === 'post';
const saidAt = ({ outcome }: InboundListed['items'][number]): string =>
  'heard' in outcome && outcome.heard?.type === 'post' ? outcome.heard.post.createdAt : '';
const oldestFirst = (a: InboundListed['items'][number], b: InboundListed['items'][number]): number =>
  saidAt(a).localeCompare(saidAt(b));
