// Judging as the stages keep it: entries to be judged, what people said of judgements, and the versions of a workspace's models.
import { sql } from 'kysely';
import type { JudgementKind } from '../../domain/judgement/correction.ts';
import type { HeadName } from '../../domain/judgement/labels.ts';
import type { JudgementRow } from '../../domain/judgement/rows.ts';
import { mayTrain } from '../../domain/post/terms.ts';
import { storableJson } from './json.ts';
import type { WorkScope } from './scope.ts';
import { createQuestionStore } from './questions.ts';
import { createTeamModelStore } from './team-models.ts';

export interface EntryToJudge {
  postId: string;
  text: string;
  lang: string | null;
  brandId: string | null;
  network: string;
  judgements: JudgementRow[];
  editedAt: string | null;
  deletedAt: string | null;
}

export interface CorrectionRecord {
  postId: string;
  kind: JudgementKind;
  value: string;
  said: string | null;
  p: Partial<Record<HeadName, number>>;
  others: JudgementRow[] | null;
  lang: string | null;
  by: string | null;
  at: string;
}

interface CorrectionToLearn {
  postId: string;
  kind: JudgementKind;
  value: string;
  text: string;
  brandId: string | null;
}

export function createJudgingStore(scope: WorkScope) {
  return {
    async entries(postIds: readonly string[]): Promise<EntryToJudge[]> {
      if (postIds.length === 0) return [];
      return selectEntries(scope)
        .where('post.id', '=', sql<string>`any(${postIds}::uuid[])`)
        .orderBy('post.id')
        .execute();
    },
    async waitingAfter(lang: string, after: string | null, limit: number): Promise<string[]> {
      const rows = await scope.trx
        .selectFrom('inbound_ledger')
        .select('post_id')
        .where('state', 'in', ['waiting', 'later'])
        .where('lang', '=', lang)
        .where('post_id', '>', after ?? '00000000-0000-0000-0000-000000000000')
        .orderBy('post_id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.post_id);
    },
    newest: (lang: string | null, limit: number): Promise<EntryToJudge[]> =>
      selectEntries(scope)
        .where('post.deleted_at', 'is', null)
        .$if(lang !== null, (query) => query.where('entry.lang', '=', lang))
        .orderBy('entry.post_id', 'desc')
        .limit(limit)
        .execute(),
    async newestLangs(limit: number): Promise<string[]> {
      const { rows } = await sql<{ lang: string }>`
        select lang from (
          select lang from inbound_ledger where workspace_id = current_workspace() order by post_id desc limit ${limit}
        ) as newest
        where lang is not null group by lang order by count(*) desc, lang`.execute(scope.trx);
      return rows.map((row) => row.lang);
    },
    correctionsOf: (postIds: readonly string[]) => correctionsOf(scope, postIds),
    putCorrection: (correction: CorrectionRecord) => putCorrection(scope, correction),
    putOutdated: (correction: CorrectionRecord, outdatedAt: string) =>
      putOutdated(scope, correction, outdatedAt),
    earlierText: (postId: string, editedAt: string | null) => earlierText(scope, postId, editedAt),
    removeCorrection: (postId: string, kind: JudgementKind) => removeCorrection(scope, postId, kind),
    async outdate(postId: string, at: string): Promise<void> {
      await scope.trx
        .updateTable('judgement_correction')
        .set({ outdated_at: at })
        .where('post_id', '=', postId)
        .where('outdated_at', 'is', null)
        .execute();
    },
    learnable: () => learnable(scope),
    saidSince: (lang: string, since: string | null, most: number) => saidSince(scope, lang, since, most),
    toLearn: (lang: string, most: number) => toLearn(scope, lang, most),
    ...createTeamModelStore(scope),
    ...createQuestionStore(scope),
  };
}

function selectEntries({ trx }: WorkScope) {
  return trx
    .selectFrom('inbound_ledger as entry')
    .innerJoin('post', (join) =>
      join.onRef('post.workspace_id', '=', 'entry.workspace_id').onRef('post.id', '=', 'entry.post_id'),
    )
    .select([
      'entry.post_id as postId',
      'post.text',
      'entry.lang',
      'entry.brand_id as brandId',
      'entry.network',
      'entry.judgements',
      'post.edited_at as editedAt',
      'post.deleted_at as deletedAt',
    ]);
}

async function correctionsOf({ trx }: WorkScope, postIds: readonly string[]): Promise<CorrectionRecord[]> {
  if (postIds.length === 0) return [];
  return trx
    .selectFrom('judgement_correction')
    .select([
      'post_id as postId',
      'kind',
      'value',
      'said',
      'p',
      'others',
      'lang',
      'corrected_by as by',
      'corrected_at as at',
    ])
    .where('post_id', '=', sql<string>`any(${postIds}::uuid[])`)
    .where('outdated_at', 'is', null)
    .orderBy('post_id')
    .orderBy('kind')
    .execute();
}

async function putCorrection({ trx, workspaceId }: WorkScope, correction: CorrectionRecord): Promise<void> {
  const { postId, kind, value, lang, by, at } = correction;
  const now = { value, corrected_by: by, corrected_at: at };
  const before = {
    said: correction.said,
    p: storableJson(correction.p),
    others: correction.others === null ? null : storableJson(correction.others),
    lang,
  };
  const key = { workspace_id: workspaceId, post_id: postId, kind };
  // What stood there before is what stood there before the first word that stands.
  await trx
    .deleteFrom('judgement_correction')
    .where('post_id', '=', postId)
    .where('kind', '=', kind)
    .where('outdated_at', 'is not', null)
    .execute();
  await trx
    .insertInto('judgement_correction')
    .values({ ...key, ...before, ...now, outdated_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'post_id', 'kind']).doUpdateSet(now))
    .execute();
}

/** A word of an earlier text: one that stands is not touched by it. */
async function putOutdated(
  { trx, workspaceId }: WorkScope,
  { postId, kind, value, said, lang, by, at }: CorrectionRecord,
  outdatedAt: string,
): Promise<void> {
  const now = { value, said, corrected_by: by, corrected_at: at, outdated_at: outdatedAt };
  await trx
    .insertInto('judgement_correction')
    .values({ workspace_id: workspaceId, post_id: postId, kind, lang, p: '{}', others: null, ...now })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'post_id', 'kind'])
        .doUpdateSet(now)
        .where('judgement_correction.outdated_at', 'is not', null),
    )
    .execute();
}

/** What a post said when it was last edited at `editedAt`, or not at all yet; null where that is what it says now. */
async function earlierText(
  { trx }: WorkScope,
  postId: string,
  editedAt: string | null,
): Promise<string | null> {
  // The program's times have milliseconds, those of a network may have more.
  const { rows } = await sql<{ text: string }>`
    select text from post_version
    where post_id = ${postId} and date_trunc('milliseconds', replaced_at) > ${editedAt ?? '-infinity'}::timestamptz
    order by version limit 1`.execute(trx);
  return rows[0]?.text ?? null;
}

async function removeCorrection({ trx }: WorkScope, postId: string, kind: JudgementKind): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('judgement_correction')
    .where('post_id', '=', postId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A post that is gone teaches nothing, nor does one that says something else now: nobody spoke of the text that it has. */
const isStillThere = sql<boolean>`post.deleted_at is null and said.outdated_at is null`;

async function learnable({ trx }: WorkScope): Promise<Map<string, number>> {
  const { rows } = await sql<{ lang: string; network: string; count: number }>`
    select said.lang, post.network, count(*)::int as count
    from judgement_correction as said
    join post on post.workspace_id = said.workspace_id and post.id = said.post_id
    where said.lang is not null and ${isStillThere}
    group by 1, 2`.execute(trx);
  const counts = new Map<string, number>();
  for (const { lang, network, count } of rows) {
    if (mayTrain({ network })) counts.set(lang, (counts.get(lang) ?? 0) + count);
  }
  return counts;
}

/** A range of one index, and no post is looked at. */
async function saidSince(
  { trx }: WorkScope,
  lang: string,
  since: string | null,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from judgement_correction
      where lang = ${lang} and corrected_at > ${since ?? '-infinity'}::timestamptz limit ${most}
    ) as said`.execute(trx);
  return rows[0]?.count ?? 0;
}

async function toLearn({ trx }: WorkScope, lang: string, most: number): Promise<CorrectionToLearn[]> {
  const { rows } = await sql<CorrectionToLearn & { network: string }>`
    select * from (
      select said.post_id as "postId", said.kind, said.value, post.text, post.network, entry.brand_id as "brandId"
      from judgement_correction as said
      join post on post.workspace_id = said.workspace_id and post.id = said.post_id
      join inbound_ledger as entry on entry.workspace_id = said.workspace_id and entry.post_id = said.post_id
      where said.lang = ${lang} and ${isStillThere}
      order by said.corrected_at desc, said.post_id, said.kind limit ${most}
    ) as newest order by "postId", kind`.execute(trx);
  return rows.flatMap(({ network, ...row }) => (mayTrain({ network }) ? [row] : []));
}
