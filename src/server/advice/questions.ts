// What is computed over thousands of posts at once: advice on words, and the cost of a query.
import { adviseKeywords } from '../../domain/listening/advice/advise.ts';
import type { AdvicePost } from '../../domain/listening/advice/corpus.ts';
import type { Advice } from '../../domain/listening/advice/suggestion.ts';
import { Engine } from '../../domain/listening/engine/engine.ts';
import { preparePost, type Matchable } from '../../domain/listening/prepared-post.ts';
import { pushDownOf, type NetworkPushDown } from '../../domain/listening/push-down/networks.ts';

export interface AdviceQuestion {
  ask: 'advice';
  query: string;
  posts: AdvicePost[];
}

export interface CostQuestion {
  ask: 'cost';
  query: string;
  others: { id: string; query: string }[];
  posts: Matchable[];
}

export type Question = AdviceQuestion | CostQuestion;

export interface Work {
  candidates: number;
  evaluations: number;
}

export interface QueryCost extends Work {
  hits: number;
  usual: Work | null;
  networks: NetworkPushDown[];
}

/** What networks would send is measured by plain evaluation, which is slow. */
const mostForNetworks = 3_000;
/** Names no monitor: ids are never empty. */
const tried = '';

export function answerTo(question: Question): Advice | QueryCost | null {
  if (question.ask === 'advice') return adviseKeywords(question.query, question.posts);
  return costOf(question);
}

function costOf({ query, others, posts }: CostQuestion): QueryCost {
  const engine = new Engine();
  for (const monitor of [...others, { id: tried, query }]) engine.set({ ...monitor, version: 1 });
  // What is rare is known after the first time: the second is what listening costs from then on.
  for (const post of posts) engine.matchingIds(post);
  const before = new Map([tried, ...others.map(({ id }) => id)].map((id) => [id, engine.costOf(id)]));
  let hits = 0;
  for (const post of posts) if (engine.matchingIds(post).includes(tried)) hits += 1;
  const workOf = (id: string): Work => {
    const now = engine.costOf(id);
    return {
      candidates: (now?.candidates ?? 0) - (before.get(id)?.candidates ?? 0),
      evaluations: (now?.evaluations ?? 0) - (before.get(id)?.evaluations ?? 0),
    };
  };
  const works = others.map(({ id }) => workOf(id)).toSorted((a, b) => a.evaluations - b.evaluations);
  const step = Math.max(1, Math.ceil(posts.length / mostForNetworks));
  const fewer = posts.filter((_, at) => at % step === 0).map((post) => preparePost(post));
  const networks = pushDownOf(query, fewer);
  return {
    ...workOf(tried),
    hits,
    usual: works[Math.floor(works.length / 2)] ?? null,
    networks: networks.map((network) => ({
      ...network,
      cost: network.cost && {
        ...network.cost,
        sent: Math.round(network.cost.sent * (posts.length / Math.max(1, fewer.length))),
      },
    })),
  };
}
