// Lists the posts that make a wish.
import type { MemberHandler } from '../context.ts';
import { ledgerRows } from '../read/ledger.ts';
import { wishBy, wishRanking } from '../read/wishes.ts';

const mostRows = 100;

export const listWishPosts: MemberHandler<'listWishPosts'> = async (ctx, { params, query }) => {
  const ranking = await wishRanking(ctx, params.id, query);
  const postIds = wishBy(ranking, params.wish)?.postIds ?? [];
  const ids = query.waiting === 'true' ? postIds.filter((id) => !ranking.acknowledged.has(id)) : postIds;
  const shown = ids.slice(0, mostRows);
  const entries = await ctx.inWorkspace((trx) => ledgerRows(trx, shown));
  const byId = new Map(entries.map((entry) => [entry.post.id, entry]));
  return {
    rows: shown.flatMap((id) => {
      const entry = byId.get(id);
      return entry === undefined ? [] : [{ entry, acknowledged: ranking.acknowledged.has(id) }];
    }),
    total: ids.length,
  };
};
