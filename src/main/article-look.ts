// Once a day each help article's address is asked whether there still is a page; one that is gone is offered to nobody.
import type { Kysely } from 'kysely';
import type { Fetch } from '../networks/kit/ports.ts';
import {
  articlesToLookAt,
  leaveToLookAt,
  saveArticleLook,
  takeToLookAt,
  type ArticleToLookAt,
} from '../storage/articles-to-look-at.ts';
import { inWorkspace } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';

interface LookDeps {
  db: Kysely<Database>;
  fetch: Fetch;
  now(): number;
}

const dayMs = 24 * 3_600_000;
/** What was cut off before anything was said is due again this long after it was taken. */
const cutOffMs = 3_600_000;
const timeoutMs = 10_000;
/** In one go a server is asked for one page, and no more than so many servers are asked. */
const mostServers = 5;

/**
 * Looks at those whose turn it is, one of each server. Who is busy, forbids it or cannot be reached is asked again in a
 * day, who was cut off by the end of our own time in an hour; and what is known of the article stays.
 */
export async function lookAtArticlesDue(
  deps: LookDeps,
  workspaceId: string,
  signal: AbortSignal,
): Promise<void> {
  const before = new Date(deps.now() - dayMs).toISOString();
  const due = onePerServer(await articlesToLookAt(deps.db, workspaceId, before));
  for (const article of due) {
    if (signal.aborted) return;
    const at = new Date(deps.now()).toISOString();
    const isOurs = await inWorkspace(deps.db, workspaceId, (trx) =>
      takeToLookAt(trx, article, { before, at }),
    );
    if (!isOurs) continue;
    const isThere = await isPageThere(deps.fetch, article.url, signal);
    if (isThere === null) {
      const dueAgain = new Date(Date.parse(before) + cutOffMs).toISOString();
      if (signal.aborted) {
        await inWorkspace(deps.db, workspaceId, (trx) => leaveToLookAt(trx, article, { at, dueAgain }));
      }
      continue;
    }
    await inWorkspace(deps.db, workspaceId, (trx) =>
      saveArticleLook(trx, { workspaceId, actorId: null, at }, article, isThere),
    );
  }
}

function onePerServer(articles: readonly ArticleToLookAt[]): ArticleToLookAt[] {
  const byServer = new Map<string, ArticleToLookAt>();
  for (const article of articles) {
    const server = URL.parse(article.url)?.host;
    if (server !== undefined && !byServer.has(server)) byServer.set(server, article);
    if (byServer.size === mostServers) break;
  }
  return [...byServer.values()];
}

/** Null where nothing certain is said: neither that there is a page, nor that there is none. */
async function isPageThere(fetch: Fetch, url: string, signal: AbortSignal): Promise<boolean | null> {
  try {
    // Some servers answer no HEAD, or wrongly: what it does not find is asked for as a reader would.
    for (const method of ['HEAD', 'GET']) {
      const answer = await fetch(url, {
        method,
        headers: { 'user-agent': 'Kizuki' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      // What the page says is of no interest here.
      await answer.body?.cancel();
      if (answer.ok) return true;
      if (method === 'GET' && [404, 410].includes(answer.status)) return false;
    }
  } catch {
    // Not reached, too late, or an address that may not be asked for.
  }
  return null;
}
