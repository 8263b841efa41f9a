// How a conversation came into private, as its posts tell: whether we asked, and whether they wrote by themselves.
import type { Visibility } from '../post/post.ts';
import { invitesToDm } from './invites.ts';

/** `by_themselves`: they wrote a DM unasked · `invited`: after we asked for one · `answered`: they answered one of ours. */
export type ConsentHow = 'by_themselves' | 'invited' | 'answered';

/** Where a conversation stands between public and private; times in ISO 8601 UTC. */
export interface Privacy {
  /** Since when we wait for their DM; null where we do not. */
  invitedAt: string | null;
  /** Their first DM, which is the post they consented by; null while there is none. */
  consent: { how: ConsentHow; at: string; postId: string } | null;
}

interface SaidPost {
  id: string;
  /** Ours where it is set. */
  accountId: string | null;
  visibility: Visibility;
  text: string;
  createdAt: string;
}

/** `posts`: all of a case, in any order. */
export function privacyOf(posts: readonly SaidPost[]): Privacy {
  const byTime = posts.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const first = byTime.find((post) => post.visibility === 'dm' && post.accountId === null);
  const before = byTime.filter((post) => first === undefined || post.createdAt < first.createdAt);
  const ours = before.filter((post) => post.accountId !== null);
  const invitation = ours.findLast((post) => post.visibility === 'public' && invitesToDm(post.text));
  if (first === undefined) return { invitedAt: invitation?.createdAt ?? null, consent: null };
  const isAnswer = ours.some((post) => post.visibility === 'dm');
  const how = isAnswer ? 'answered' : invitation === undefined ? 'by_themselves' : 'invited';
  return { invitedAt: null, consent: { how, at: first.createdAt, postId: first.id } };
}
