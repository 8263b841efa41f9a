// Valid requests about what monitors find, and what a filled workspace has of wishes.
import type { Example, Ids } from './filled.ts';
import type { Person } from './support.ts';

/** Ids of spellings: nobody need have written them yet. */
const some = '1'.repeat(32);
const other = '2'.repeat(32);

/** Says of a spelling that it is no wish; answers the correction's id. */
export async function correctSomeWish(person: Person, monitorId: string): Promise<string> {
  const body = { kind: 'none', spellings: [other] };
  return (await person.do<{ id: string }>('POST', `/monitors/${monitorId}/wish-corrections`, { body })).id;
}

export function hitExamples(ids: Ids) {
  const params = { id: ids.monitor };
  return {
    dryRun: { body: { query: 'acme', monitorId: ids.monitor } },
    readDryRunHits: { body: { query: 'acme', monitorId: ids.monitor } },
    compareQueries: { body: { before: 'acme', after: 'acme rocket', monitorId: ids.monitor } },
    adviseKeywords: { body: { query: 'acme', monitorId: ids.monitor } },
    readQueryCost: { body: { query: 'acme', monitorId: ids.monitor } },
    labelHit: { params: { id: ids.monitor, postId: ids.candidate }, body: { label: 'relevant' } },
    readLabels: { params: { id: ids.monitor } },
    readWishes: { params, query: { limit: '5' } },
    listWishPosts: { params: { ...params, wish: some } },
    correctWishes: { params, body: { kind: 'none', spellings: [some] } },
    takeBackWishCorrection: { params: { ...params, correctionId: ids.wishCorrection } },
  } satisfies Record<string, Example>;
}
