// A listener's batch goes to the workers: onto the bus by partition, and only then the source's cursor moves.
import { AppError } from '../domain/errors.ts';
import type { Bus } from './bus.ts';
import { sourceGone, type IngestSource } from './ingest.ts';
import type { HeardBatch, InWorkspace } from './ports.ts';
import { sharesOf } from './share.ts';

export interface ShareOutDeps {
  inWorkspace: InWorkspace;
  bus: Pick<Bus, 'partitions' | 'maxShareBytes' | 'publish'>;
  newId(): string;
}

/**
 * Resolves once the bus keeps all of the batch and the cursor is saved behind it: a cursor is never ahead of what is kept.
 * Errors: `bus_unavailable`, `not_found` when the source was removed.
 */
export async function shareOut(deps: ShareOutDeps, source: IngestSource, batch: HeardBatch): Promise<void> {
  const { bus } = deps;
  const shares = sharesOf(source, batch.items, { partitions: bus.partitions, maxBytes: bus.maxShareBytes });
  if (shares.length > 0) await bus.publish(shares.map((share) => ({ id: deps.newId(), ...share })));
  if (batch.cursor === null) return;
  const { cursor } = batch;
  // What was heard is counted by whoever takes it in.
  const isThere = await deps.inWorkspace(source.workspaceId, (tx) =>
    tx.sources.advance(source.id, { cursor, heard: 0, matched: 0, malformed: 0, at: tx.at }),
  );
  if (!isThere) throw sourceGone();
}

/** Whether a failure only says that the source is not there any more. */
export function isSourceGone(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not_found' && error.where === 'source';
}
