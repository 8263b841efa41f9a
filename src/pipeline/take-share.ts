// A worker takes a share off the bus: commits it once, lets it come again while something is down, sets a bad record apart.
import { AppError } from '../domain/errors.ts';
import type { DeliveredShare, Verdict } from './bus.ts';
import { ingest, type IngestDeps } from './ingest.ts';
import type { HeardBatch, Log } from './ports.ts';
import { aboutOf, readShare, type Share } from './share.ts';
import { isSourceGone } from './share-out.ts';

export interface TakeShareDeps extends IngestDeps {
  log: Log;
}

/** Deliveries that fail, though nothing is down, before its records are tried one by one. */
const triesTogether = 3;
const firstWaitMs = 500;
const longestWaitMs = 15_000;

/** Takes one delivery in. Never throws: what went wrong is in the log and in the verdict. */
export async function takeShare(
  deps: TakeShareDeps,
  delivered: DeliveredShare,
  share: Share | null = readShare(delivered.text),
): Promise<Verdict> {
  if (share === null) {
    const { partition, seq, deliveries } = delivered;
    deps.log.error(
      { partition, seq, deliveries },
      'a share on the bus is of another version of Kizuki; it waits for a worker that knows it',
    );
    return { againInMs: longestWaitMs };
  }
  try {
    await ingest(deps, share.source, batchOf([{ delivered, share }]));
    return 'done';
  } catch (error) {
    return afterFailure(deps, delivered, { share, error });
  }
}

/** Shares of one source as one batch. */
export function batchOf(all: readonly { delivered: DeliveredShare; share: Share }[]): HeardBatch {
  return {
    items: all.flatMap(({ share }) => share.items),
    cursor: null,
    shares: all.map(({ delivered: { partition, stamp, seq }, share: { items } }) => ({
      receipt: { partition, stamp, seq },
      items: items.length,
    })),
  };
}

async function afterFailure(
  deps: TakeShareDeps,
  delivered: DeliveredShare,
  { share, error }: { share: Share; error: unknown },
): Promise<Verdict> {
  const { partition, seq, deliveries } = delivered;
  const about = { partition, seq, deliveries, source: share.source.id };
  if (isSourceGone(error)) {
    deps.log.info(about, 'a share of a removed source was dropped');
    return 'done';
  }
  const againInMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(deliveries - 1, 10));
  deps.log.warn({ ...about, againInMs, err: error }, 'a share could not be taken in');
  const isDown = error instanceof AppError && error.retryable;
  if (isDown || deliveries < triesTogether) return { againInMs };
  try {
    await takeOneByOne(deps, share, delivered);
    return 'done';
  } catch (again) {
    deps.log.warn({ ...about, againInMs, err: again }, 'nor could its records be taken in one by one');
    return isSourceGone(again) ? 'done' : { againInMs };
  }
}

/** Finds what cannot be taken in and keeps it raw, as a record that nobody understands; everything else goes in. */
async function takeOneByOne(
  deps: TakeShareDeps,
  { source, items }: Share,
  delivered: DeliveredShare,
): Promise<void> {
  const bad: HeardBatch['items'] = [];
  for (const item of items) {
    try {
      await ingest(deps, source, { items: [item], cursor: null });
    } catch (error) {
      if (isSourceGone(error) || (error instanceof AppError && error.retryable)) throw error;
      deps.log.error(
        { source: source.id, err: error },
        'a record could not be taken in; it is kept as malformed',
      );
      const says = error instanceof Error ? error.message : String(error);
      const outcome = { malformed: `It could not be taken in: ${says}` };
      bad.push({ raw: item.raw, outcome, ...aboutOf(item) });
    }
  }
  await ingest(deps, source, batchOf([{ delivered, share: { source, items: bad } }]));
}
