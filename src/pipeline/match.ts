// Matching as a stage: each workspace's monitors compiled once, and again only when they changed.
import { createPlainMatcher, type Matcher, type MonitorMatch } from '../domain/listening/matcher.ts';
import { matchableOf } from '../domain/listening/prepared-post.ts';
import type { Post } from '../domain/post/post.ts';
import type { WorkTx } from './ports.ts';

interface Entry {
  key: string;
  matcher: Matcher;
  brandOf: Map<string, string | null>;
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
}

/** Keeps at most `maxWorkspaces` compiled sets; the least recently used goes first. */
export function createMatchStage(maxWorkspaces = 500): MatchStage {
  const cache = new Map<string, Entry>();
  return {
    async matcherFor(workspaceId, tx) {
      const key = await tx.workspace.monitorsKey();
      let entry = cache.get(workspaceId);
      if (entry?.key !== key) {
        const { monitors, key: freshKey } = await tx.workspace.monitors();
        const matcher = createPlainMatcher();
        matcher.replaceAll(monitors);
        const brandOf = new Map(monitors.map((monitor) => [monitor.id, monitor.brandId]));
        entry = { key: freshKey, matcher, brandOf };
      }
      cache.delete(workspaceId);
      cache.set(workspaceId, entry);
      const oldest = cache.keys().next().value;
      if (cache.size > maxWorkspaces && oldest !== undefined) cache.delete(oldest);
      const { matcher, brandOf } = entry;
      return {
        match: (post, lang) => matcher.match(matchableOf(post, lang)),
        brandOf: (monitorId) => brandOf.get(monitorId) ?? null,
      };
    },
  };
}
