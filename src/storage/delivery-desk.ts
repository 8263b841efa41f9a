// Keeps deliveries that come at the same time together: what waits while one transaction commits goes with the next.
import type { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { DeliveryToKeep } from '../domain/webhooks/inbox.ts';
import { inWorkspace } from './database.ts';
import type { Database } from './tables.ts';
import { expectRoom, holdSecrets, isHeard, keepDeliveries } from './webhook-inbox.ts';

export interface CalledAccount {
  workspaceId: string;
  accountId: string;
}

/**
 * Resolves once the delivery is committed; `checkedBy` are the sealed secrets that it was checked by. Errors: KeysChanged, not_found
 * for an account that is gone, already_exists for one that came before, too_many_requests while too many wait.
 */
export type DeliveryDesk = (
  of: CalledAccount,
  delivery: DeliveryToKeep,
  checkedBy: Uint8Array,
) => Promise<void>;

/** The account was given other keys since the delivery was checked: check it by these. */
export class KeysChanged extends Error {}

const areSame = (checkedBy: Uint8Array, now: Uint8Array | null): boolean =>
  now !== null && Buffer.compare(checkedBy, now) === 0;

/** Of one transaction: locks stay short, and so does what is lost with it. */
const most = 500;
const mostChars = 4_000_000;
/** How many wait is counted this often: it costs more than keeping one does. */
const countEveryMs = 1_000;
const mostKnown = 1_000;

interface Waiting {
  delivery: DeliveryToKeep;
  checkedBy: Uint8Array;
  at: string;
  done(error?: unknown): void;
}

export function createDeliveryDesk(db: Kysely<Database>, now: () => number): DeliveryDesk {
  /** What comes to one account, in order: numbers are given by one transaction at a time anyway. */
  const queues = new Map<string, Waiting[]>();
  /** When there was room for an account last. */
  const hadRoomMs = new Map<string, number>();

  async function commit(name: string, of: CalledAccount, batch: readonly Waiting[]): Promise<void> {
    try {
      const isCountDue =
        performance.now() - (hadRoomMs.get(name) ?? Number.NEGATIVE_INFINITY) >= countEveryMs;
      const { kept, fits, isTaken } = await inWorkspace(db, of.workspaceId, async (trx) => {
        const secrets = await holdSecrets(trx, of.accountId);
        const fits = new Set(batch.filter(({ checkedBy }) => areSame(checkedBy, secrets)));
        if (isCountDue) await expectRoom(trx, of.accountId);
        const isTaken = await isHeard(trx, of.accountId);
        const deliveries = isTaken ? [...fits].map(({ delivery, at }) => ({ ...delivery, at })) : [];
        return { fits, isTaken, kept: await keepDeliveries(trx, of, deliveries) };
      });
      if (hadRoomMs.size >= mostKnown) hadRoomMs.clear();
      if (isCountDue) hadRoomMs.set(name, performance.now());
      for (const one of batch) {
        const { delivery, done } = one;
        if (!fits.has(one)) done(new KeysChanged());
        // Whoever calls is not to come back with it.
        else if (!isTaken) done();
        // Deleted as it is told: the same one twice in a batch was kept once.
        else if (kept.delete(delivery.eventId)) done();
        else done(new AppError('already_exists', `The event "${delivery.eventId}" was taken before.`));
      }
    } catch (error) {
      for (const { done } of batch) done(error);
    }
  }

  async function run(name: string, of: CalledAccount, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      let chars = 0;
      const end = waiting.findIndex(({ delivery }, at) => {
        chars += delivery.body.length;
        return at === most || (at > 0 && chars > mostChars);
      });
      await commit(name, of, waiting.splice(0, end === -1 ? waiting.length : end));
    }
    queues.delete(name);
  }

  return (of, delivery, checkedBy) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const done = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
    const one = { delivery, checkedBy, at: new Date(now()).toISOString(), done };
    const name = `${of.workspaceId} ${of.accountId}`;
    const known = queues.get(name);
    if (known !== undefined) {
      known.push(one);
      return promise;
    }
    const waiting = [one];
    queues.set(name, waiting);
    void run(name, of, waiting);
    return promise;
  };
}
