// Reads posts of open work again at their source: where a network tells us nothing of deletions, we look.
import type { Kysely } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { buryPosts } from '../pipeline/changes.ts';
import type { InWorkspace } from '../pipeline/ports.ts';
import { inWorkspace as inWorkspaceTrx } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';
import { giveBackUnread, postsToRecheck, type PostToRecheck } from '../storage/work/recheck.ts';
import type { NetworkAccess } from './networks.ts';

interface RecheckDeps {
  db: Kysely<Database>;
  inWorkspace: InWorkspace;
  networks: Pick<NetworkAccess, 'readerFor'>;
  now(): number;
}

const minuteMs = 60_000;
const recheckBatch = 40;

/** Open work first, so that a deletion is honoured within minutes. What is not read before the signal is read at the next turn. */
export async function recheckPosts(
  deps: RecheckDeps,
  workspaceId: string,
  signal: AbortSignal,
): Promise<void> {
  const posts = await inWorkspaceTrx(deps.db, workspaceId, (trx) =>
    postsToRecheck(trx, {
      limit: recheckBatch,
      seenBefore: new Date(deps.now() - 2 * minuteMs).toISOString(),
      now: new Date(deps.now()).toISOString(),
    }),
  );
  const away = new Set<string>();
  const placeOf = ({ network, accountId }: PostToRecheck): string => `${network} ${accountId ?? ''}`;
  for (const [at, post] of posts.entries()) {
    if (signal.aborted) {
      await inWorkspaceTrx(deps.db, workspaceId, (trx) => giveBackUnread(trx, posts.slice(at)));
      return;
    }
    // One that is away, or an account that has spent its budget, holds up no other.
    if (away.has(placeOf(post))) continue;
    try {
      const asked = { accountId: post.accountId, reads: 'listening' } as const;
      const reader = await deps.networks.readerFor(workspaceId, post.network, asked);
      await reader.post(post.nativeId, post.ref ?? undefined);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'network_post_gone') {
        await deps.inWorkspace(workspaceId, (tx) => buryPosts(tx, post.network, [post.nativeId], tx.at));
      } else if (error.class === 'limited' || error.class === 'unavailable') away.add(placeOf(post));
    }
  }
}
