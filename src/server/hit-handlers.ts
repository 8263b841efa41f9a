// The handlers about what monitors find: trying a query, labels, advice, and what people wish for.
import { adviseKeywords } from './endpoints/adviseKeywords.ts';
import { compareQueries } from './endpoints/compareQueries.ts';
import { correctWishes } from './endpoints/correctWishes.ts';
import { dryRun } from './endpoints/dryRun.ts';
import { labelHit } from './endpoints/labelHit.ts';
import { listWishPosts } from './endpoints/listWishPosts.ts';
import { readDryRunHits } from './endpoints/readDryRunHits.ts';
import { readLabels } from './endpoints/readLabels.ts';
import { readQueryCost } from './endpoints/readQueryCost.ts';
import { readWishes } from './endpoints/readWishes.ts';
import { takeBackWishCorrection } from './endpoints/takeBackWishCorrection.ts';

/** Members of a workspace may, by their role. */
export const hitHandlers = {
  dryRun,
  readDryRunHits,
  compareQueries,
  adviseKeywords,
  readQueryCost,
  readWishes,
  listWishPosts,
  correctWishes,
  takeBackWishCorrection,
  labelHit,
  readLabels,
};
