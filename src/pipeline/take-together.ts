// Shares that a worker has in hand at the same moment are committed together: one transaction for several partitions.
import type { DeliveredShare, Verdict } from './bus.ts';
import { ingest } from './ingest.ts';
import { readShare, type Share } from './share.ts';
import { batchOf, takeShare, type TakeShareDeps } from './take-share.ts';

interface InHand {
  delivered: DeliveredShare;
  share: Share;
  settle(verdict: Verdict | Promise<Verdict>): void;
}

/** One works in the program while the other waits for the database. */
const maxTransactions = 2;
/** As many as a listener delivers at once. */
const maxItems = 1_000;

/** Takes shares in as they come. What it answers never rejects, like `takeShare`. */
export function createTaker(deps: TakeShareDeps): (delivered: DeliveredShare) => Promise<Verdict> {
  const waiting: InHand[] = [];
  let running = 0;
  let isLooking = false;

  /** A turn of the event loop later, so that what came with one read of the socket goes together. */
  function lookSoon(): void {
    if (isLooking || waiting.length === 0 || running >= maxTransactions) return;
    isLooking = true;
    setImmediate(() => {
      isLooking = false;
      const together = takeOut(waiting);
      running += 1;
      void takeAll(deps, together).finally(() => {
        running -= 1;
        lookSoon();
      });
      lookSoon();
    });
  }

  return (delivered) => {
    const share = readShare(delivered.text);
    if (share === null) return takeShare(deps, delivered, share);
    return new Promise((settle) => {
      waiting.push({ delivered, share, settle });
      lookSoon();
    });
  };
}

/** The one that waits longest, with others of its source as far as they fit. */
function takeOut(waiting: InHand[]): InHand[] {
  const [first, ...others] = waiting.splice(0);
  if (first === undefined) return [];
  const { workspaceId, id } = first.share.source;
  const together = [first];
  let items = first.share.items.length;
  for (const one of others) {
    const { source } = one.share;
    const fits = items + one.share.items.length <= maxItems;
    if (fits && source.workspaceId === workspaceId && source.id === id) {
      together.push(one);
      items += one.share.items.length;
    } else waiting.push(one);
  }
  return together;
}

async function takeAll(deps: TakeShareDeps, together: readonly InHand[]): Promise<void> {
  const [first, second] = together;
  if (first === undefined) return;
  if (second !== undefined) {
    try {
      await ingest(deps, first.share.source, batchOf(together));
      for (const one of together) one.settle('done');
      return;
    } catch {
      // Whose fault it was, and what becomes of each, shows when they go one by one.
    }
  }
  await Promise.all(
    together.map(async ({ delivered, share, settle }) => settle(await takeShare(deps, delivered, share))),
  );
}
