// What the first page shows is asked for while its code is on the way, so that neither waits for the other.
import type { CandidateOrder } from '../domain/judgement/standing.ts';
import { candidatesQuery, sessionQuery } from './api/queries.ts';
import type { App } from './app.tsx';
import { filterOf } from './pages/candidates/candidate-filter.ts';
import { candidateSearch, withoutPane } from './search.ts';

/** The addresses that show candidates: their own, and that of the application. */
const CANDIDATES = /^\/(?:candidates(?:\/.*)?)?$/;

/**
 * Begins with the page of candidates where the address is theirs. `usual` is their order where the address names none.
 * Who is not signed in is refused the rows, and led to where one signs in by what guards the page.
 */
export function readAhead(
  app: App,
  path: string,
  search: Record<string, unknown>,
  usual: CandidateOrder,
): void {
  if (!CANDIDATES.test(path)) return;
  app.queryClient.query(sessionQuery(app)).catch(() => undefined);
  const { order = usual, ...narrowing } = withoutPane(candidateSearch(search));
  app.queryClient.infiniteQuery(candidatesQuery(app, filterOf(narrowing, order))).catch(() => undefined);
  import('./pages/candidates/candidates-page.tsx').catch(() => undefined);
}
