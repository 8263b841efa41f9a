// What a list of candidates is narrowed to, and what the server is asked for because of that.
import type { CandidateOrder } from '../../../domain/judgement/standing.ts';
import type { CandidateFilter } from '../../api/keys.ts';
import { chosen, factsIn, type CandidateSearch } from '../../search.ts';

export type Narrowing = Omit<CandidateSearch, 'order' | 'pane'>;
export type FilterChange = (change: { [K in keyof Narrowing]?: Narrowing[K] | undefined }) => void;

/**
 * What the server is asked for: noise is folded away, unless it is what one looks at. What somebody put off was no noise
 * to them.
 */
export function filterOf({ judged, ...narrowing }: Narrowing, order: CandidateOrder): CandidateFilter {
  const facts = factsIn(judged);
  const isFolded = narrowing.state === undefined && !facts.includes('noise');
  const wanted = isFolded ? ['worth', ...facts] : facts;
  return chosen({ ...narrowing, order, judged: wanted.length === 0 ? undefined : wanted.join(',') });
}
