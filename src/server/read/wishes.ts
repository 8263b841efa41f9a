// The ranking of wishes under a monitor: posts and corrections are read, then ranked outside the transaction, a few requests at a time.
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { campaignOf, campaignTags, type Campaign } from '../../domain/wishes/campaign.ts';
import { namesOfHandle } from '../../domain/wishes/own-names.ts';
import {
  rankWishes,
  type RankedWishes,
  type Spelling,
  type Wish,
  type WishCorrections,
  type WishPost,
} from '../../domain/wishes/rank-wishes.ts';
import { wishesOf } from '../../domain/wishes/wishes-of.ts';
import {
  ourNames,
  wishCorrectionRows,
  wishPostRows,
  type WishCorrectionRow,
  type WishPostRow,
  type WishSpan,
} from '../../storage/wishes.ts';
import type { MemberContext } from '../context.ts';
import { createTurns } from '../in-turn.ts';
import { readMonitorView } from '../present/monitor.ts';

/** Posts that are read for a ranking: the newest. */
const mostPosts = 2_000;
/** Posts whose texts are read before everybody else gets a turn. */
const postsAtOnce = 50;

const inTurn = createTurns(2);

export interface WishRanking extends RankedWishes {
  corrected: WishCorrectionRow[];
  /** Every spelling that somebody wrote, by id. */
  written: ReadonlyMap<string, Spelling>;
  acknowledged: ReadonlySet<string>;
  looked: number;
  more: boolean;
}

/** Of the workspace of whoever asks. Errors: `not_found` for a monitor that is not there. */
export function wishRanking(
  ctx: MemberContext,
  monitorId: string,
  asked: { since?: string | undefined; until?: string | undefined },
): Promise<WishRanking> {
  return inTurn(async () => {
    const { query, rows, corrected, ours } = await ctx.inWorkspace(async (trx) => ({
      query: (await readMonitorView(trx, ctx.nowMs, monitorId)).query,
      rows: await wishPostRows(trx, monitorId, spanOf(asked), mostPosts + 1),
      corrected: await wishCorrectionRows(trx, monitorId),
      ours: await ourNames(trx, ctx.change.workspaceId),
    }));
    const read = rows.slice(0, mostPosts);
    const called = [...ours.names, ...ours.handles.flatMap(namesOfHandle)];
    const posts = await wishPosts(read, campaignOf(campaignTags(query), called));
    const ranked = rankWishes(posts, correctionsOf(corrected), (key) => spellingId(monitorId, key));
    const spellings = [...ranked.wishes.flatMap((wish) => wish.spellings), ...ranked.none];
    return {
      ...ranked,
      corrected,
      written: new Map(spellings.map((one) => [one.id, one])),
      acknowledged: new Set(posts.filter((post) => post.acknowledged).map((post) => post.id)),
      looked: read.length,
      more: rows.length > mostPosts,
    };
  });
}

/** The wish that a spelling belongs to; undefined where nobody makes it in these posts, any more. */
export function wishBy({ wishes }: WishRanking, spelling: string): Wish | undefined {
  return wishes.find(({ id, spellings }) => id === spelling || spellings.some((one) => one.id === spelling));
}

const spanOf = ({ since, until }: { since?: string | undefined; until?: string | undefined }): WishSpan => ({
  sinceMs: since === undefined ? null : Date.parse(since),
  untilMs: until === undefined ? null : Date.parse(until),
});

/** One way: whoever has the id of a spelling has none of its words. */
const spellingId = (monitorId: string, key: string): string =>
  createHash('sha256').update(`${monitorId}\n${key}`).digest('hex').slice(0, 32);

async function wishPosts(rows: readonly WishPostRow[], campaign: Campaign): Promise<WishPost[]> {
  const posts: WishPost[] = [];
  for (const { id, person, text, createdAt, reposts, acknowledged } of rows) {
    const at = Date.parse(createdAt);
    posts.push({ id, person, wishes: wishesOf(text, campaign), at, reposts, acknowledged });
    if (posts.length % postsAtOnce === 0) await nextTurn();
  }
  return posts;
}

/** Of each spelling what was said of it last. */
function correctionsOf(rows: readonly WishCorrectionRow[]): WishCorrections {
  const last = new Map(rows.toReversed().map((row) => [row.spelling, row]));
  const holding = [...last.values()];
  const ofKind = (kind: WishCorrectionRow['kind']): string[] =>
    holding.filter((row) => row.kind === kind).map(({ spelling }) => spelling);
  return {
    same: new Map(holding.flatMap(({ spelling, sameAs }) => (sameAs === null ? [] : [[spelling, sameAs]]))),
    none: new Set(ofKind('none')),
    own: new Set(ofKind('own')),
  };
}
