// Cases that ended well, as answers to similar ones are looked for among them: what was asked in public, and what we said to it.
import { sql } from 'kysely';
import { goodOutcomes, type Outcome } from '../../domain/case/case.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';

/** Where reading goes on: the time a case was closed, and its id. */
export interface ClosedPlace {
  at: string;
  id: string;
}

/** Where a case stands: answers of one brand are none of another's, and those to people of stories are for stories. */
export interface CasePlace {
  brandId: string | null;
  isPractice: boolean;
}

export interface AskedCase extends ClosedPlace, CasePlace {
  lang: string | null;
  /** As it was asked in public. */
  text: string;
}

const isGood = sql`support_case.state = 'closed' and not support_case.is_conversation and support_case.outcome in ${sql.raw(
  `('${goodOutcomes.join("','")}')`,
)}`;

/** What was said in DMs is never offered, neither the question nor the answer. */
const askedInPublic = sql`post.visibility = 'public' and post.account_id is null and post.deleted_at is null`;

/**
 * An answer that anybody could read, of a person of ours, still standing. What somebody posted by hand is one once it was found: its
 * words here are only what they set out with.
 */
const ourAnswer = sql`outbound.state = 'sent' and outbound.action = 'reply' and outbound.visibility = 'public'
  and outbound.automatic is null and (not outbound.by_hand or outbound.post_id is not null)`;

/** The time when the case was closed that stands `most` cases back; null where there are fewer. */
export async function closedBack(trx: WorkspaceTransaction, most: number): Promise<string | null> {
  const { rows } = await sql<{ at: string }>`
    select closed_at as at from support_case where state = 'closed' and closed_at is not null
    order by closed_at desc, id desc offset ${most} limit 1`.execute(trx);
  return rows[0]?.at ?? null;
}

/** Cases that ended well after a place, in the order in which they were closed. */
export async function askedCases(
  trx: WorkspaceTransaction,
  after: ClosedPlace,
  limit: number,
): Promise<{ cases: AskedCase[]; last: ClosedPlace | null }> {
  const { rows } = await sql<AskedCase & { isAsked: boolean }>`
    with closed as materialized (
      select support_case.* from support_case
      where state = 'closed' and closed_at is not null and (closed_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
      order by closed_at, id limit ${limit}
    )
    select support_case.id, support_case.closed_at as at, coalesce(post.lang, support_case.lang) as lang, post.text,
      support_case.brand_id as "brandId", support_case.network = 'practice' as "isPractice",
      coalesce(${isGood} and ${askedInPublic}, false) and exists (
        select from outbound where outbound.workspace_id = support_case.workspace_id
          and outbound.case_id = support_case.id and ${ourAnswer}
      ) as "isAsked"
    from closed as support_case
    join post on post.workspace_id = support_case.workspace_id and post.id = support_case.root_post_id
    order by support_case.closed_at, support_case.id`.execute(trx);
  const last = rows.at(-1);
  return {
    cases: rows.filter(({ isAsked }) => isAsked).map(({ isAsked: _, ...row }) => row),
    last: rows.length < limit || last === undefined ? null : { at: last.at, id: last.id },
  };
}

export interface AnsweredCase {
  caseId: string;
  number: number;
  outcome: Outcome;
  lang: string | null;
  question: string;
  handle: string;
  displayName: string;
  outboundId: string;
  answer: string;
  sentAt: string;
  /** Of whoever wrote the answer. */
  userId: string | null;
  userName: string | null;
  /** What it may end with: the writer's own signature, and those of all personas at all times. */
  signatures: string[];
  /** Of the writer, as whatever persona. */
  initials: string[];
}

/** Those of these cases that still are as they were when they were found, in the same place, each with its longest public answer. */
export async function answeredCases(
  trx: WorkspaceTransaction,
  { brandId, isPractice }: CasePlace,
  caseIds: readonly string[],
): Promise<Map<string, AnsweredCase>> {
  if (caseIds.length === 0) return new Map();
  const { rows } = await sql<AnsweredCase>`
    select support_case.id as "caseId", support_case.number, support_case.outcome,
      coalesce(post.lang, support_case.lang) as lang, post.text as question,
      identity.handle, identity.display_name as "displayName",
      said.id as "outboundId", said.answer, said.sent_at as "sentAt",
      app_user.id as "userId", app_user.name as "userName",
      array_append(array(select distinct definition->>'signature' from persona_version
        where workspace_id = support_case.workspace_id and definition->>'signature' <> ''),
        coalesce(membership.signature, '')) as signatures,
      array(select distinct persona_initials.initials from persona_initials
        where persona_initials.workspace_id = support_case.workspace_id
          and persona_initials.user_id = said.created_by) as initials
    from support_case
    join post on post.workspace_id = support_case.workspace_id and post.id = support_case.root_post_id
    join identity on identity.workspace_id = support_case.workspace_id and identity.id = support_case.identity_id
    join lateral (
      select outbound.*, case when outbound.by_hand then ours.text else outbound.text end as answer from outbound
      left join post as ours on ours.workspace_id = outbound.workspace_id and ours.id = outbound.post_id
      where outbound.workspace_id = support_case.workspace_id and outbound.case_id = support_case.id and ${ourAnswer}
        and ours.deleted_at is null
      order by length(case when outbound.by_hand then ours.text else outbound.text end) desc, outbound.id desc limit 1
    ) as said on true
    left join app_user on app_user.id = said.created_by
    left join membership on membership.workspace_id = support_case.workspace_id and membership.user_id = said.created_by
    where support_case.id = any (${[...caseIds]}::uuid[]) and ${isGood} and ${askedInPublic}
      and support_case.brand_id is not distinct from ${brandId}::uuid
      and (support_case.network = 'practice') = ${isPractice}`.execute(trx);
  return new Map(rows.map((row) => [row.caseId, row]));
}
