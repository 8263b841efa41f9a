// What the tests of the work stores start from: a workspace with a brand, people, an account, a source and a monitor.
import type { Kysely } from 'kysely';
import type { Role } from '../../../../src/domain/access/policy.ts';
import type { Post } from '../../../../src/domain/post/post.ts';
import { inWorkspace } from '../../../../src/storage/database.ts';
import type { Database } from '../../../../src/storage/tables.ts';
import type { CaseRecord } from '../../../../src/storage/work/cases.ts';
import type { LedgerRow } from '../../../../src/storage/work/ledger.ts';
import type { OutboundRecord } from '../../../../src/storage/work/outbox.ts';
import type { PostToStore } from '../../../../src/storage/work/posts.ts';
import { createInWorkspace, type StoredWorkTx } from '../../../../src/storage/work/work-tx.ts';
import { newId } from '../../../harness/uuid.ts';

export const network = 'practice';

/** Every test tells its own time, in milliseconds. */
export interface Clock {
  ms: number;
}

export interface TestWorkspace {
  id: string;
  brandId: string;
  accountId: string;
  sourceId: string;
  monitorId: string;
  /** By role: an owner, an agent and a viewer. */
  users: { owner: string; agent: string; viewer: string };
  clock: Clock;
  /** One transaction of this workspace. */
  work<T>(run: (tx: StoredWorkTx) => Promise<T>): Promise<T>;
}

export const startedAt = '2026-11-21T09:30:00.000Z';

export async function makeWorkspace(db: Kysely<Database>, name = 'Example'): Promise<TestWorkspace> {
  const clock: Clock = { ms: Date.parse(startedAt) };
  const ids = { id: newId(), brandId: newId(), accountId: newId(), sourceId: newId(), monitorId: newId() };
  const users = { owner: newId(), agent: newId(), viewer: newId() };
  const runInWorkspace = createInWorkspace(db, { now: () => clock.ms, newId });
  await inWorkspace(db, ids.id, async (trx) => {
    await trx.insertInto('workspace').values({ id: ids.id, name, slug: ids.id }).execute();
    for (const role of ['owner', 'agent', 'viewer'] as const satisfies Role[]) {
      const user_id = users[role];
      await trx
        .insertInto('app_user')
        .values({
          id: user_id,
          email: `${user_id}@example.org`,
          name: role,
          password_hash: '',
          disabled_at: null,
        })
        .execute();
      await trx
        .insertInto('membership')
        .values({ workspace_id: ids.id, user_id, role, last_assigned_at: null, removed_at: null })
        .execute();
    }
    const inIt = { workspace_id: ids.id };
    await trx
      .insertInto('brand')
      .values({ ...inIt, id: ids.brandId, name: 'Brand', archived_at: null })
      .execute();
    await trx
      .insertInto('account')
      .values({
        ...inIt,
        id: ids.accountId,
        brand_id: ids.brandId,
        network,
        server: 'example.org',
        native_id: 'us',
        handle: 'us.example.org',
        avatar_url: null,
        secrets: null,
        secrets_key_id: null,
        token_error: null,
        token_checked_at: null,
        removed_at: null,
      })
      .execute();
    await trx
      .insertInto('source')
      .values({
        ...inIt,
        id: ids.sourceId,
        network,
        kind: 'stream',
        account_id: null,
        cursor: null,
        last_error_code: null,
        last_error: null,
        retry_at: null,
        connected_at: null,
        last_heard_at: null,
        removed_at: null,
      })
      .execute();
    await trx
      .insertInto('monitor')
      .values({
        ...inIt,
        id: ids.monitorId,
        brand_id: ids.brandId,
        product_id: null,
        name: 'Battery',
        query: 'battery',
        created_by: null,
        archived_at: null,
      })
      .execute();
  });
  return { ...ids, users, clock, work: (run) => runInWorkspace(ids.id, run) };
}

let made = 0;

/** A public post by `author-1`; give what matters. */
export function aPost(given: Partial<Post> = {}): Post {
  made += 1;
  return {
    network,
    nativeId: `post-${made}`,
    kind: 'post',
    visibility: 'public',
    author: { nativeId: 'author-1', handle: 'mika.example.org', displayName: 'Mika' },
    text: 'My battery is empty.',
    mentions: [],
    hashtags: [],
    links: [],
    media: [],
    createdAt: startedAt,
    ...given,
  };
}

/** The post with what storing it needs; its author must have been saved. */
export function toStore(
  post: Post,
  identities: Map<string, string>,
  given: Partial<PostToStore> = {},
): PostToStore {
  return {
    id: newId(),
    post,
    identityId: identities.get(post.author.nativeId) ?? '',
    accountId: null,
    sourceId: null,
    lang: 'en',
    raw: { text: post.text },
    ...given,
  };
}

/** Saves the authors and the posts; answers the posts' ids in the order given. */
export async function storePosts(tx: StoredWorkTx, posts: readonly Post[]): Promise<string[]> {
  const identities = await tx.posts.saveIdentities(
    network,
    posts.map((post) => post.author),
    tx.at,
  );
  const rows = posts.map((post) => toStore(post, identities));
  await tx.posts.insert(rows, tx.at);
  return rows.map((row) => row.id);
}

/** A case of a stored post's author, as `decide` would open it. */
export async function aCase(
  tx: StoredWorkTx,
  postId: string,
  given: Partial<CaseRecord> = {},
): Promise<CaseRecord> {
  const [post] = await tx.posts.byIds([postId]);
  if (post === undefined) throw new Error('Store the post first.');
  const row: CaseRecord = {
    id: tx.newId(),
    number: await tx.cases.nextNumber(),
    brandId: null,
    identityId: post.identityId,
    accountId: null,
    network,
    lang: post.lang,
    rootPostId: postId,
    newestPostId: postId,
    version: 1,
    openedBy: null,
    openedAt: tx.at,
    firstSeenAt: tx.at,
    firstReactionMs: null,
    firstReactionBusinessMs: null,
    closedBy: null,
    followUpAt: null,
    isConversation: false,
    state: 'open',
    origin: 'found',
    assigneeId: null,
    outcome: null,
    threadVersion: 1,
    firstPostAt: post.createdAt,
    lastInboundAt: post.createdAt,
    waitingSince: null,
    lastOutboundAt: null,
    firstAnswerAt: null,
    closedAt: null,
    ...given,
  };
  await tx.cases.insert(row);
  await tx.cases.addPost(row.id, postId, tx.at);
  return row;
}

/** The entry of a post that waits for a decision. */
export function anEntry(postId: string, given: Partial<LedgerRow> = {}): LedgerRow {
  return {
    postId,
    brandId: null,
    network,
    lang: 'en',
    origin: 'found',
    state: 'waiting',
    reason: null,
    note: '',
    laterUntil: null,
    decidedBy: null,
    decidedAt: null,
    caseId: null,
    settledAt: null,
    version: 1,
    ...given,
  };
}

/** A reply that is queued. */
export function aReply(accountId: string, given: Partial<OutboundRecord> = {}): OutboundRecord {
  return {
    id: newId(),
    caseId: null,
    accountId,
    action: 'reply',
    state: 'queued',
    visibility: 'public',
    text: 'Have you tried another cable?',
    lang: 'en',
    attachments: [],
    targetPostId: null,
    idempotencyKey: newId(),
    notBefore: startedAt,
    attempts: 0,
    claimedAt: null,
    claimedBy: null,
    errorCode: null,
    error: null,
    nativeId: null,
    postId: null,
    onBehalfOf: null,
    createdBy: null,
    createdAt: startedAt,
    sentAt: null,
    automatic: null,
    notAfter: null,
    byModel: false,
    needsApproval: false,
    approvedBy: null,
    byHand: false,
    version: 1,
    ...given,
  };
}
