// What the posting rules are told from the database: the guideline that holds, and what happened around a reply.
import { sql } from 'kysely';
import type { Visibility } from '../../domain/post/post.ts';
import { newestGuidelines, type StoredGuideline } from '../guideline.ts';
import { readPersona } from './persona.ts';
import { storableText } from './json.ts';
import { saidInPrivate } from './said-in-private.ts';
import type { WorkScope } from './scope.ts';

export interface SaidSince {
  nativeId: string;
  text: string;
  createdAt: string;
}

export interface Override {
  outboundId: string;
  accountId: string;
  rules: string[];
  reason: string;
  by: string | null;
}

/** A post that is answered, as far as what was said around it is found by it. */
export interface AnsweredPost {
  id: string;
  network: string;
  nativeId: string;
  identityId: string;
  author: { nativeId: string };
  root: string | null;
  replyTo: string | null;
  conversation: string | null;
  createdAt: string;
}

/** More of any of these changes no finding. */
const mostReplies = 20;
const mostPosts = 20;
const mostCases = 200;
const mostWritten = 200;

export function createGuidelineStore(scope: WorkScope) {
  return {
    /** The account's own where it has one, else the workspace's; null where nobody has decided anything. */
    async holding(accountId: string): Promise<StoredGuideline | null> {
      const { own, shared } = await newestGuidelines(scope.trx, accountId);
      return own?.settings == null ? shared : own;
    },
    persona: (accountId: string, writerId: string | null) => readPersona(scope, accountId, writerId),
    recentReplies: (accountId: string, visibility: Visibility) => recentReplies(scope, accountId, visibility),
    hasHeardFromUs: (identityId: string) => hasHeardFromUs(scope, identityId),
    unanswered: (caseId: string) => unanswered(scope, caseId),
    saidBefore: (post: AnsweredPost) => saidBefore(scope, post),
    saidSince: (post: AnsweredPost) => saidSince(scope, post),
    saidInPrivate: (of: { caseId: string; identityId: string }) => saidInPrivate(scope, of),
    writer: (userId: string, since: string) => readWriter(scope, userId, since),
    addOverride: (override: Override) => addOverride(scope, override),
  };
}

/** What went out, or is on its way. */
const standing = ['queued', 'sending', 'sent', 'unknown', 'opened'] as const;
const replies = ['reply', 'dm'] as const;

/** What an account said lately, newest first, but what was taken back or refused. */
async function recentReplies(
  { trx }: WorkScope,
  accountId: string,
  visibility: Visibility,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('outbound')
    .select('text')
    .where('account_id', '=', accountId)
    .where('action', 'in', replies)
    .where('automatic', 'is', null)
    .where('visibility', '=', visibility)
    .where('state', 'in', standing)
    .orderBy('id', 'desc')
    .limit(mostReplies)
    .execute();
  return rows.map((row) => row.text);
}

/** Whether anything of ours went to this identity, or is on its way; what the program says by itself is no contact. */
async function hasHeardFromUs({ trx }: WorkScope, identityId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('support_case')
    .innerJoin('outbound', (join) =>
      join
        .onRef('outbound.workspace_id', '=', 'support_case.workspace_id')
        .onRef('outbound.case_id', '=', 'support_case.id'),
    )
    .select('outbound.id')
    .where('support_case.identity_id', '=', identityId)
    .where('outbound.action', 'in', replies)
    .where('outbound.automatic', 'is', null)
    .where('outbound.state', 'in', standing)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many replies of ours stand in a case since the customer last wrote. */
async function unanswered({ trx }: WorkScope, caseId: string): Promise<number> {
  const row = await trx
    .selectFrom('outbound')
    .innerJoin('support_case', (join) =>
      join
        .onRef('support_case.workspace_id', '=', 'outbound.workspace_id')
        .onRef('support_case.id', '=', 'outbound.case_id'),
    )
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('outbound.case_id', '=', caseId)
    .where('outbound.action', 'in', replies)
    .where('outbound.automatic', 'is', null)
    .where('outbound.state', 'in', standing)
    .whereRef('outbound.created_at', '>', 'support_case.last_inbound_at')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Whoever writes: their signature, their open cases, since when those wait who wait for them, and when they wrote lately, newest first. */
async function readWriter({ trx, workspaceId }: WorkScope, userId: string, since: string) {
  const member = await trx
    .selectFrom('membership')
    .select('signature')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  const waiting = await trx
    .selectFrom('support_case')
    .select('waiting_since')
    .where('assignee_id', '=', userId)
    .where('state', '=', 'open')
    .limit(mostCases)
    .execute();
  const written = await trx
    .selectFrom('outbound')
    .select('created_at')
    .where('created_by', '=', userId)
    .where('created_at', '>=', since)
    .orderBy('id', 'desc')
    .limit(mostWritten)
    .execute();
  return {
    signature: member?.signature ?? '',
    openCases: waiting.length,
    waitingSince: waiting.flatMap((row) => row.waiting_since ?? []),
    wroteAt: written.map((row) => row.created_at),
  };
}

async function addOverride({ trx, workspaceId, at }: WorkScope, override: Override): Promise<void> {
  await trx
    .insertInto('guideline_override')
    .values({
      workspace_id: workspaceId,
      outbound_id: override.outboundId,
      account_id: override.accountId,
      rules: override.rules,
      reason: storableText(override.reason),
      overridden_by: override.by,
      overridden_at: at,
    })
    .execute();
}

/** Of what others wrote, so much tells what it is; some networks let people write books. */
const mostCharacters = 2000;
const shortened = (column: 'post.text' | 'text') => sql<string>`left(${sql.ref(column)}, ${mostCharacters})`;

/** What we hold of the conversation before a post, oldest first. */
async function saidBefore(
  { trx }: WorkScope,
  post: AnsweredPost,
): Promise<{ author: string; text: string }[]> {
  const around = [post.root, post.replyTo].filter((id) => id !== null);
  if (around.length === 0 && post.conversation === null) return [];
  const rows = await trx
    .selectFrom('post')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.workspace_id', '=', 'post.workspace_id')
        .onRef('identity.id', '=', 'post.identity_id'),
    )
    .select(['identity.handle', shortened('post.text').as('text')])
    .where('post.network', '=', post.network)
    .where((where) =>
      where.or([
        ...(around.length === 0 ? [] : [where('post.native_id', 'in', around)]),
        ...(post.root === null ? [] : [where('post.root', '=', post.root)]),
        ...(post.conversation === null ? [] : [where('post.conversation', '=', post.conversation)]),
      ]),
    )
    .where('post.id', '<>', post.id)
    .where('post.created_at', '<=', post.createdAt)
    .where('post.deleted_at', 'is', null)
    .orderBy('post.created_at', 'desc')
    .limit(mostPosts)
    .execute();
  return rows.toReversed().map(({ handle, text }) => ({ author: handle, text }));
}

/** What the author of a post has said since, as far as we heard it, oldest first; also what matched no monitor. */
async function saidSince({ trx }: WorkScope, post: AnsweredPost): Promise<SaidSince[]> {
  const kept = await trx
    .selectFrom('post')
    .select(['native_id as nativeId', shortened('text').as('text'), 'created_at as createdAt'])
    .where('identity_id', '=', post.identityId)
    .where('id', '<>', post.id)
    .where('created_at', '>', post.createdAt)
    .where('deleted_at', 'is', null)
    .where('kind', '<>', 'repost')
    .orderBy('id', 'desc')
    .limit(mostPosts)
    .execute();
  const passed = await trx
    .selectFrom('window_post')
    .select(['native_id as nativeId', shortened('text').as('text'), 'seen_at as createdAt'])
    .where('network', '=', post.network)
    .where('author_native_id', '=', post.author.nativeId)
    // By when it came: when it was written nobody kept, and after a break all of it comes at once.
    .where('id', '>', post.id)
    .orderBy('id', 'desc')
    .limit(mostPosts)
    .execute();
  return [...kept, ...passed].toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
