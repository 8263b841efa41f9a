// What was said in DMs with a person, as the posting rules are told of it: a public reply must not repeat it.
import type { ReplyFacts } from '../domain/guideline/reply-facts.ts';
import type { Visibility } from '../domain/post/post.ts';
import type { AccountRecord, StoredPost, WorkTx } from './ports.ts';

type InPrivate = ReplyFacts['context']['inPrivate'];

export const nothingInPrivate: InPrivate = { theirs: [], ours: [], inPublic: [] };

/** What a reply must not repeat, and what is public anyway; a DM may repeat what was said in one. */
export async function inPrivateOf(
  tx: WorkTx,
  reply: {
    caseId: string;
    account: AccountRecord;
    target: Pick<StoredPost, 'identityId' | 'author'>;
    visibility: Visibility;
    recentReplies: readonly string[];
  },
): Promise<InPrivate> {
  const { caseId, account, target, visibility, recentReplies } = reply;
  if (visibility === 'dm') return nothingInPrivate;
  const { inPublic, ...said } = await tx.guideline.saidInPrivate({ caseId, identityId: target.identityId });
  return {
    ...said,
    inPublic: [...inPublic, ...recentReplies, ...namesOf(account), ...namesOf(target.author)],
  };
}

/** The same for other words of a post of ours, by every case it stands in. */
export async function inPrivateOfEdit(
  tx: WorkTx,
  account: AccountRecord,
  { targetPostId, visibility }: { targetPostId: string | null; visibility: Visibility },
): Promise<InPrivate> {
  if (targetPostId === null || visibility === 'dm') return nothingInPrivate;
  const found = (await tx.cases.casesOfPosts([targetPostId])).get(targetPostId) ?? [];
  const said: InPrivate[] = [];
  for (const one of found) said.push(await tx.guideline.saidInPrivate(one));
  return {
    theirs: said.flatMap(({ theirs }) => theirs),
    ours: said.flatMap(({ ours }) => ours),
    inPublic: [...said.flatMap(({ inPublic }) => inPublic), ...namesOf(account)],
  };
}

function namesOf({ handle, displayName }: { handle: string; displayName: string }): string[] {
  return [handle, displayName];
}
