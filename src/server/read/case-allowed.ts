// What each of our accounts may do about a case, by its network's rules: for the buttons, before anybody presses one.
import type { PostView } from '../../contract/views.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { actions, askPolicy, callsOn, isUnderOurs } from '../../domain/post/policy.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';

type Said = Pick<PostView, 'id' | 'accountId' | 'visibility' | 'createdAt' | 'mentions'>;

/** Of every connected account of the network; `at` is when it is asked (UTC, ISO 8601). */
export async function allowedHere(
  trx: WorkspaceTransaction,
  manifest: NetworkManifest,
  posts: readonly Said[],
  at: string,
) {
  const accounts = await trx
    .selectFrom('account')
    .select(['id', 'native_id', 'handle', 'limits'])
    .where('network', '=', manifest.id)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  const theirs = posts.filter((post) => post.accountId === null);
  const dms = theirs.filter((post) => post.visibility === 'dm').map(({ createdAt }) => createdAt);
  const under = await newestUnderOurs(trx, theirs);
  const question = {
    actor: 'person',
    wroteDmFirst: dms.length > 0,
    lastWroteAt: dms.toSorted().at(-1) ?? null,
    underOurPost: under !== null,
    postedAt: under,
    at,
  } as const;
  return accounts.map((account) => {
    const asked = { nativeId: account.native_id, handle: account.handle };
    const mentionedUs = theirs.some((post) => callsOn(post, asked));
    const hasLongWindow = account.limits?.longWindow === true;
    const answers = actions.map((action) => {
      const answer = askPolicy(manifest.policy, { ...question, action, mentionedUs, hasLongWindow });
      return [action, answer] as const;
    });
    return { accountId: account.id, actions: Object.fromEntries(answers) };
  });
}

/** When the newest of these that stands under a post of ours was written; null where none does. */
async function newestUnderOurs(trx: WorkspaceTransaction, posts: readonly Said[]): Promise<string | null> {
  const ids = posts.map(({ id }) => id);
  if (ids.length === 0) return null;
  const rows = await trx.selectFrom('post').select(['id', 'ref']).where('id', 'in', ids).execute();
  const under = new Set(rows.filter(isUnderOurs).map(({ id }) => id));
  return (
    posts
      .filter(({ id }) => under.has(id))
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .at(-1) ?? null
  );
}
