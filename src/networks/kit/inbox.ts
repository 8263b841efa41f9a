// Hears a network that calls us: what its webhook brought, in order, from where the last commit stopped.
import { AppError } from '../../domain/errors.ts';
import type { Delivery, WebhookInbox } from '../../domain/webhooks/inbox.ts';
import type {
  AccountSession,
  Delivered,
  InboundListed,
  InboundWanted,
  ListenInput,
  NetworkDeps,
} from './network.ts';
import { createCatchingUp, type CatchUp } from './inbox-catch-up.ts';

const BATCH = 200;
const WAIT_MS = 1_000;
const TIDY_EVERY_MS = 10 * 60_000;

/** What deliveries mean, one for one. Never throws for what they hold: what cannot be understood is told as such. */
export type ReadDeliveries = (
  account: AccountSession,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
) => Promise<Delivered[]>;

export interface InboxReading {
  inbox: WebhookInbox;
  read: ReadDeliveries;
  /** How long it is remembered that something came, where that is longer than usual. */
  idsForMs?: number | undefined;
  /** How often the inbox is looked into; for tests. */
  everyMs?: number | undefined;
  /** For networks that show what came while nobody took their calls. */
  catchUp?: CatchUp | undefined;
}

/** Returns when the signal aborts. Errors: network_rejected without an account, cursor_invalid. */
export async function listenToInbox(
  deps: Pick<NetworkDeps, 'now' | 'sleep' | 'log'>,
  { inbox, read, idsForMs, everyMs = WAIT_MS, catchUp }: InboxReading,
  input: ListenInput,
): Promise<void> {
  const { source, account, cursor, deliver, alive, signal } = input;
  const workspaceId = source.config['workspaceId'] ?? '';
  if (account === null || workspaceId === '') {
    throw new AppError('network_rejected', 'What calls us is heard as its own account.', {
      where: 'account',
    });
  }
  const of = { workspaceId, accountId: account.id };
  const [numeral = '', ...more] = (cursor ?? '0').split(' ');
  let seq = /^\d+$/.test(numeral) ? Number(numeral) : Number.NaN;
  if (!Number.isSafeInteger(seq) || seq < 0) {
    throw new AppError('cursor_invalid', `"${cursor ?? ''}" is no position of an inbox.`, {
      where: 'cursor',
    });
  }
  const catching =
    catchUp === undefined
      ? null
      : createCatchingUp(deps, catchUp, { account, input, position: more.join(' ') });
  let tidiedMs = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    // Also where it is never still.
    if (deps.now() - tidiedMs >= TIDY_EVERY_MS) {
      await inbox.tidy(of, seq, idsForMs);
      tidiedMs = deps.now();
    }
    const deliveries = await inbox.after(of, seq, BATCH);
    alive();
    const last = deliveries.at(-1);
    if (last !== undefined) {
      const items = await read(account, deliveries, signal);
      ({ seq } = last);
      if (catching === null) await deliver({ items, cursor: String(seq) });
      else await deliver({ items: catching.fresh(items), cursor: catching.cursorAt(seq) });
      continue;
    }
    // What was told comes first: it says more than what is asked for.
    await catching?.run(seq);
    await deps.sleep(everyMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** What came lately, from what is kept. Complete: what is kept no more was taken in. */
export async function listInbox(
  { inbox, read }: InboxReading,
  { source, account, sinceMs, signal }: InboundWanted,
): Promise<InboundListed> {
  const of = { workspaceId: source.config['workspaceId'] ?? '', accountId: account.id };
  const items: Delivered[] = [];
  for (let seq: number | undefined = 0; seq !== undefined && !signal.aborted;) {
    const deliveries: Delivery[] = await inbox.after(of, seq, BATCH);
    const wanted = deliveries.filter(({ receivedAt }) => Date.parse(receivedAt) >= sinceMs);
    items.push(...(await read(account, wanted, signal)));
    seq = deliveries.at(-1)?.seq;
  }
  return { items: items.filter(({ inbound }) => inbound !== undefined), isComplete: true };
}
