// Matching as a stage: each workspace's monitors in an engine, which takes over what changed since the last batch.
import { Engine } from '../domain/listening/engine/engine.ts';
import { Frequencies } from '../domain/listening/engine/frequencies.ts';
import type { Matcher, MonitorMatch, MonitorToMatch } from '../domain/listening/matcher.ts';
import { matchableOf } from '../domain/listening/prepared-post.ts';
import type { Post } from '../domain/post/post.ts';
import type { WorkTx } from './ports.ts';

/** A workspace's monitors at one moment. */
interface MonitorSet {
  key: string;
  monitors: readonly MonitorToMatch[];
  brandOf: ReadonlyMap<string, string | null>;
}

interface Entry {
  engine: Engine;
  /** What the engine holds now. */
  held: MonitorSet;
}

export interface MatchStage {
  /** The workspace's matcher as of this transaction. */
  matcherFor(
    workspaceId: string,
    tx: Pick<WorkTx, 'workspace'>,
  ): Promise<{
    match(post: Post, lang: string | null): MonitorMatch[];
    brandOf(monitorId: string): string | null;
  }>;
  /** The key of the set that is held of a workspace; null where none is. */
  keyOf(workspaceId: string): string | null;
}

/** Makes the engine hold `next`: only what is new or changed costs time. */
function bringUpToDate(entry: Entry, next: MonitorSet): void {
  for (const { id } of entry.held.monitors) if (!next.brandOf.has(id)) entry.engine.remove(id);
  for (const monitor of next.monitors) {
    // One that does not compile any more must not go on as it was.
    if (entry.engine.set(monitor) !== null) entry.engine.remove(monitor.id);
  }
  entry.held = next;
}

/** Keeps at most `maxWorkspaces` engines; the least recently used goes first. */
export function createMatchStage(maxWorkspaces = 500): MatchStage {
  const cache = new Map<string, Entry>();
  const frequencies = new Frequencies();
  return {
    keyOf: (workspaceId) => cache.get(workspaceId)?.held.key ?? null,
    async matcherFor(workspaceId, tx) {
      const key = await tx.workspace.monitorsKey();
      let entry = cache.get(workspaceId);
      if (entry?.held.key !== key) {
        const { monitors, key: freshKey } = await tx.workspace.monitors();
        const brandOf = new Map(monitors.map((monitor) => [monitor.id, monitor.brandId]));
        entry = cache.get(workspaceId) ?? {
          engine: new Engine(frequencies),
          held: { key: '', monitors: [], brandOf: new Map() },
        };
        if (entry.held.key !== freshKey) bringUpToDate(entry, { key: freshKey, monitors, brandOf });
      }
      cache.delete(workspaceId);
      cache.set(workspaceId, entry);
      const oldest = cache.keys().next().value;
      if (cache.size > maxWorkspaces && oldest !== undefined) cache.delete(oldest);
      const matching = entry;
      const mine = entry.held;
      let own: Matcher | null = null;
      return {
        match(post, lang) {
          const matchable = matchableOf(post, lang);
          if (own === null && matching.held === mine) return matching.engine.match(matchable);
          // Another transaction has seen newer monitors meanwhile: this one goes on with those that it saw.
          if (own === null) {
            own = new Engine(frequencies);
            own.replaceAll(mine.monitors);
          }
          return own.match(matchable);
        },
        brandOf: (monitorId) => mine.brandOf.get(monitorId) ?? null,
      };
    },
  };
}
