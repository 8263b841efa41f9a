// What a case's conversation shows, in order: posts, notes, and what is on its way out.
import type { CaseDetail, OutboundView, PostView } from '../../../contract/views.ts';

export type TimelineItem =
  | { kind: 'post'; id: string; at: string; post: PostView }
  | { kind: 'note'; id: string; at: string; note: CaseDetail['notes'][number] }
  | { kind: 'outbound'; id: string; at: string; outbound: OutboundView };

const written: readonly OutboundView['action'][] = ['reply', 'post', 'dm'];

/** A send is shown until its post stands there itself; what was taken or sent back is in the draft again. */
function isShown(outbound: OutboundView, postIds: ReadonlySet<string>): boolean {
  if (!written.includes(outbound.action) || outbound.state === 'cancelled') return false;
  if (outbound.state === 'returned') return false;
  return outbound.postId === null || !postIds.has(outbound.postId);
}

/** Everything of the case by time; what is still on its way stands last. */
export function timelineOf(detail: Pick<CaseDetail, 'posts' | 'notes' | 'outbound'>): TimelineItem[] {
  const postIds = new Set(detail.posts.map((post) => post.id));
  const items: TimelineItem[] = [
    ...detail.posts.map((post) => ({ kind: 'post' as const, id: post.id, at: post.createdAt, post })),
    ...detail.notes.map((note) => ({ kind: 'note' as const, id: note.id, at: note.createdAt, note })),
    ...detail.outbound
      .filter((outbound) => isShown(outbound, postIds))
      .map((outbound) => ({ kind: 'outbound' as const, id: outbound.id, at: outbound.createdAt, outbound })),
  ];
  return items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The customer's newest post that can still be answered. */
export function postToAnswer(posts: readonly PostView[]): PostView | undefined {
  return posts.findLast((post) => post.accountId === null && post.deletedAt === null);
}

export type Reaction = 'like' | 'repost';

/** Whether a post is liked or reposted by the account now, as far as we sent it: the newest act decides. */
export function isReacted(
  outbound: readonly OutboundView[],
  postId: string,
  accountId: string | null,
  reaction: Reaction,
): boolean {
  const last = outbound.findLast(
    (each) =>
      each.targetPostId === postId &&
      each.accountId === accountId &&
      (each.action === reaction || each.action === `un${reaction}`) &&
      (each.state === 'queued' || each.state === 'sending' || each.state === 'sent'),
  );
  return last?.action === reaction;
}

/** Posts that came since the writer last looked, but for those we sent ourselves. */
export function unseenPosts(
  detail: Pick<CaseDetail, 'posts' | 'outbound'>,
  seen: ReadonlySet<string>,
  userId: string,
): PostView[] {
  const own = new Set(
    detail.outbound.filter((each) => each.createdBy?.id === userId).map((each) => each.postId),
  );
  return detail.posts.filter((post) => !seen.has(post.id) && !own.has(post.id));
}
