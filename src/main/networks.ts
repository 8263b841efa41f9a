// The networks as the rest of the program asks for them: a listener for a source, a reader for a post, a publisher.
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import type { Reads } from '../domain/post/prices.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { Network } from '../networks/kit/network.ts';
import type { Gap, SearchPort } from '../pipeline/backfill.ts';
import type { HeardBatch, InWorkspace } from '../pipeline/ports.ts';
import type { Listed } from '../pipeline/reconcile.ts';
import type { PublisherPort } from '../pipeline/send.ts';
import type { ReaderPort } from '../server/work.ts';
import { activeSources, sourceCursor, workspaceIds, type ActiveSource } from '../storage/source-runtime.ts';
import { storedPosts } from '../storage/stored-posts.ts';
import { accountToRead, openAccount, sourceConfigFor, type AccountDeps, type BelongsTo } from './accounts.ts';

export interface NetworkAccess {
  manifestOf(network: string): NetworkManifest;
  /** Reads with the account, and the purse, of whom it belongs to; `reads`: who asks, where that costs money. */
  readerFor(
    workspaceId: string,
    network: string,
    asked?: BelongsTo & { reads?: Reads },
  ): Promise<
    ReaderPort & SearchPort & { post(nativeId: string, ref?: Record<string, string>): Promise<unknown> }
  >;
  publisherFor(workspaceId: string, accountId: string): Promise<PublisherPort>;
  sources(): Promise<ActiveSource[]>;
  listen(
    source: Omit<ActiveSource, 'cursor'>,
    signal: AbortSignal,
    on: {
      alive(): void;
      deliver(batch: HeardBatch): Promise<void>;
      gap(missed: Gap): void;
      unheard(queries: readonly string[]): void;
    },
  ): Promise<void>;
  /** What came to the source's account since then, by the network's own lists. */
  listInbound(
    source: Pick<ActiveSource, 'workspaceId' | 'id' | 'network' | 'kind' | 'config'> & { accountId: string },
    sinceMs: number,
    signal: AbortSignal,
  ): Promise<Listed>;
  keepAlive(workspaceId: string, accountId: string): Promise<void>;
  /** The account's own public profile, or that of `handle` as the account sees it; null where the network shows none. */
  profileOf(
    workspaceId: string,
    asked: { accountId: string; handle: string | null; reads: Reads },
  ): Promise<Profile | null>;
}

export interface NetworkAccessDeps extends AccountDeps {
  networks: ReadonlyMap<string, Network>;
  inWorkspace: InWorkspace;
}

/** What every configuration of a source or reader carries, so that a network inside Kizuki knows whose it is. */
function withWorkspace(config: Record<string, string>, workspaceId: string): Record<string, string> {
  return { ...config, workspaceId };
}

export function createNetworkAccess(deps: NetworkAccessDeps): NetworkAccess {
  const { db, networks, inWorkspace } = deps;
  const open = (workspaceId: string, accountId: string, reads: Reads) =>
    openAccount(deps, { workspaceId, accountId, reads });

  function networkOf(id: string): Network {
    const network = networks.get(id);
    if (network === undefined) {
      throw new AppError('not_found', `This program does not speak the network ${JSON.stringify(id)}.`, {
        where: 'network',
      });
    }
    return network;
  }
  return {
    manifestOf: (id) => networkOf(id).manifest,
    async readerFor(workspaceId, id, { reads = 'reading', ...belongsTo } = {}) {
      const network = networkOf(id);
      const accountId = await accountToRead(db, workspaceId, id, belongsTo);
      const account = accountId === null ? null : await open(workspaceId, accountId, reads);
      const config = await sourceConfigFor(db, workspaceId, id, belongsTo);
      return network.reader(account, withWorkspace(config, workspaceId));
    },
    async publisherFor(workspaceId, accountId) {
      const account = await open(workspaceId, accountId, 'reading');
      return networkOf(account.network).publisher(account);
    },
    async sources() {
      const all: ActiveSource[] = [];
      for (const workspaceId of await workspaceIds(db)) all.push(...(await activeSources(db, workspaceId)));
      return all;
    },
    async listen(source, signal, on) {
      const { workspaceId, accountId } = source;
      const account = accountId === null ? null : await open(workspaceId, accountId, 'listening');
      await networkOf(source.network).listen({
        source: { id: source.id, kind: source.kind, config: withWorkspace(source.config, workspaceId) },
        account,
        cursor: await sourceCursor(db, workspaceId, source.id),
        monitors: () => inWorkspace(workspaceId, async (tx) => (await tx.workspace.monitors()).monitors),
        stored: (after, limit) => storedPosts(db, workspaceId, { network: source.network, after, limit }),
        ...on,
        signal,
      });
    },
    async listInbound({ workspaceId, accountId, network, id, kind, config }, sinceMs, signal) {
      const account = await open(workspaceId, accountId, 'listening');
      const source = { id, kind, config: withWorkspace(config, workspaceId) };
      return networkOf(network).listInbound({ source, account, sinceMs, signal });
    },
    async keepAlive(workspaceId, accountId) {
      const account = await open(workspaceId, accountId, 'listening');
      await networkOf(account.network).keepAlive(account);
    },
    async profileOf(workspaceId, { accountId, handle, reads }) {
      const account = await open(workspaceId, accountId, reads);
      const reader = networkOf(account.network).reader(account, withWorkspace({}, workspaceId));
      const { nativeId } = account;
      const asked = handle === null ? { nativeId, handle: account.handle } : { nativeId: '', handle };
      return (await reader.profile?.(asked)) ?? null;
    },
  };
}
