// Reads what people wish for in the posts of a monitor.
import type { WishCorrectionRow } from '../../storage/wishes.ts';
import type { MemberHandler } from '../context.ts';
import { wishRanking, type WishRanking } from '../read/wishes.ts';

/** That a correction is told with: it is taken back as a whole. */
const mostTold = 30;
const mostExamples = 5;

export const readWishes: MemberHandler<'readWishes'> = async (ctx, { params, query }) => {
  const ranking = await wishRanking(ctx, params.id, query);
  // They come newest first.
  const lastOf = new Map(ranking.corrected.toReversed().map(({ id, spelling }) => [spelling, id]));
  return {
    rows: ranking.wishes.slice(0, query.limit).map(({ postIds, ...wish }) => ({
      ...wish,
      newest: new Date(wish.newest).toISOString(),
      oldest: new Date(wish.oldest).toISOString(),
      examples: postIds.slice(0, mostExamples),
    })),
    total: ranking.wishes.length,
    looked: ranking.looked,
    more: ranking.more,
    unread: ranking.unread,
    cut: ranking.cut > 0,
    corrections: Array.from(
      Map.groupBy(ranking.corrected, ({ id }) => id),
      ([, rows]) => correctionOf(rows, ranking, lastOf),
    ).flat(),
  };
};

/** What was said at once. */
function correctionOf(
  rows: readonly WishCorrectionRow[],
  { written }: WishRanking,
  lastOf: ReadonlyMap<string, string>,
) {
  const spellings = rows.flatMap(({ spelling }) => written.get(spelling) ?? []);
  const holding = rows.filter(({ id, spelling }) => lastOf.get(spelling) === id).length;
  const holds: 'all' | 'some' | 'none' = holding === rows.length ? 'all' : holding === 0 ? 'none' : 'some';
  return rows.slice(0, 1).map(({ id, kind, sameAs, by, at }) => ({
    id,
    kind,
    holds,
    spellings: spellings.slice(0, mostTold),
    sameAs: written.get(sameAs ?? '') ?? null,
    by,
    at,
  }));
}
