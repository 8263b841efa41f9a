// What a reply goes out as and answers: the account that may be used, and the post of the case that is still there.
import { AppError } from '../domain/errors.ts';
import type { Visibility } from '../domain/post/post.ts';
import type { AccountRecord, CaseRecord, StoredPost, WorkTx } from './ports.ts';

/** Errors: thread_changed (412). */
export function refuseStale(row: CaseRecord, seen: number): void {
  if (row.threadVersion === seen) return;
  throw new AppError(
    'thread_changed',
    'The conversation changed since you read it. Read what is new, then send.',
    {
      data: { seenThreadVersion: seen, threadVersion: row.threadVersion },
    },
  );
}

/** Errors: not_found, network_forbids for an account of another network, account_token_dead. */
export async function accountToUse(tx: WorkTx, accountId: string, network: string): Promise<AccountRecord> {
  const account = await tx.accounts.get(accountId);
  if (account.network !== network) {
    throw new AppError('network_forbids', 'This account is on another network than the post.', {
      where: 'body.accountId',
    });
  }
  if (account.tokenState !== 'ok') {
    throw new AppError(
      'account_token_dead',
      `The connection of ${account.handle} has ended. Connect it again first.`,
      {
        where: 'body.accountId',
      },
    );
  }
  return account;
}

/** Errors: not_found for a post of another case, network_post_gone. */
export async function targetIn(
  tx: WorkTx,
  { id: caseId }: Pick<CaseRecord, 'id'>,
  postId: string,
): Promise<StoredPost> {
  const [post] = await tx.posts.byIds([postId]);
  const cases = await tx.cases.casesOfPosts([postId]);
  const belongs = cases.get(postId)?.some((one) => one.caseId === caseId) === true;
  if (post === undefined || !belongs) {
    throw new AppError('not_found', 'This post is not part of the case.', { where: 'body.replyToPostId' });
  }
  if (post.deletedAt !== null) {
    throw postGone();
  }
  return post;
}

export const postGone = (): AppError =>
  new AppError('network_post_gone', 'Its author deleted this post: there is nothing to answer any more.');

/** A public answer to a DM would tell everybody that there is one. Errors: invalid_input. */
export function refuseInPublic(target: Pick<StoredPost, 'visibility'>, visibility: Visibility): void {
  if (target.visibility !== 'dm' || visibility === 'dm') return;
  throw new AppError(
    'invalid_input',
    'A direct message is not answered in public. Answer it in a DM, or choose a public post of theirs.',
    { where: 'body.replyToPostId' },
  );
}
