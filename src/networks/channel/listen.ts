// Hears a channel: what its webhook brought, in order, from where the last commit stopped.
import { AppError } from '../../domain/errors.ts';
import type { Delivery, WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type { Delivered, InboundListed, InboundWanted, ListenInput, NetworkDeps } from '../kit/network.ts';
import { normalise } from './normalise.ts';

const BATCH = 200;
const WAIT_MS = 1_000;
const TIDY_EVERY_MS = 10 * 60_000;

/** Returns when the signal aborts. `everyMs` is for tests. */
export async function listen(
  deps: NetworkDeps,
  inbox: WebhookInbox,
  { source, account, cursor, deliver, alive, signal }: ListenInput,
  everyMs = WAIT_MS,
): Promise<void> {
  const workspaceId = source.config['workspaceId'] ?? '';
  if (account === null || workspaceId === '') {
    throw new AppError('network_rejected', 'A channel is heard as its own account.', { where: 'account' });
  }
  const of = { workspaceId, accountId: account.id };
  let seq = cursor === null ? 0 : Number(cursor);
  if (!Number.isSafeInteger(seq) || seq < 0) {
    throw new AppError('cursor_invalid', `"${cursor ?? ''}" is no position of a channel.`, {
      where: 'cursor',
    });
  }
  let tidiedMs = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const deliveries = await inbox.after(of, seq, BATCH);
    alive();
    const last = deliveries.at(-1);
    if (last !== undefined) {
      const items = deliveries.map(({ body, receivedAt }) => normalise(body, account.nativeId, receivedAt));
      await deliver({ items, cursor: String(last.seq) });
      ({ seq } = last);
      continue;
    }
    if (deps.now() - tidiedMs >= TIDY_EVERY_MS) {
      await inbox.tidy(of, seq);
      tidiedMs = deps.now();
    }
    await deps.sleep(everyMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** What came lately, from what is kept. Complete: what is kept no more was taken in. */
export async function listInbound(
  inbox: WebhookInbox,
  { source, account, sinceMs, signal }: InboundWanted,
): Promise<InboundListed> {
  const of = { workspaceId: source.config['workspaceId'] ?? '', accountId: account.id };
  const items: Delivered[] = [];
  for (let seq: number | undefined = 0; seq !== undefined && !signal.aborted;) {
    const deliveries: Delivery[] = await inbox.after(of, seq, BATCH);
    for (const { body, receivedAt } of deliveries) {
      if (Date.parse(receivedAt) >= sinceMs) items.push(normalise(body, account.nativeId, receivedAt));
    }
    seq = deliveries.at(-1)?.seq;
  }
  return { items: items.filter(({ inbound }) => inbound !== undefined), isComplete: true };
}
