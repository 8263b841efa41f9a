// How good the judgements are by what people said of them: agreement by week, confusion, calibration, decisions; and who said what.
import { sql, type RawBuilder } from 'kysely';
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { correctJudgement, readJudging } from '../../contract/endpoints/judging.ts';
import { answersIn, judgementKinds, type JudgementKind } from '../../domain/judgement/correction.ts';
import { headNames, type HeadName, type SpeakChoice } from '../../domain/judgement/labels.ts';
import { wilson } from '../../domain/listening/advice/precision.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import { uuidFloor } from '../../storage/uuid.ts';

type Judging = ReplyOf<typeof readJudging>;
type JudgementFigures = Judging['judgements'][number];
export type CorrectionView = ReplyOf<typeof correctJudgement>['corrections'][number];

/** What people said of a post's judgements, in the order of the judgements. */
export async function correctionViews(trx: WorkspaceTransaction, postId: string): Promise<CorrectionView[]> {
  const rows = await trx
    .selectFrom('judgement_correction')
    .leftJoin('app_user', 'app_user.id', 'judgement_correction.corrected_by')
    .select([
      'kind',
      'value',
      'said',
      'corrected_at as at',
      'outdated_at as outdatedAt',
      'app_user.id as userId',
      'app_user.name',
    ])
    .where('post_id', '=', postId)
    .execute();
  return rows
    .map(({ userId, name, ...row }) => ({
      ...row,
      by: userId === null || name === null ? null : { id: userId, name },
    }))
    .toSorted((a, b) => judgementKinds.indexOf(a.kind) - judgementKinds.indexOf(b.kind));
}

/** Since when, of which language (null for all), and where weeks begin. */
export interface Span {
  sinceMs: number;
  lang: string | null;
  /** IANA name. */
  timeZone: string;
}

const weekOf = (column: RawBuilder<unknown>, timeZone: string): RawBuilder<string> =>
  sql`to_char(date_trunc('week', ${column} at time zone ${timeZone}::text), 'YYYY-MM-DD')`;

/** Of each judgement, in their order. */
export async function judgementFigures(trx: WorkspaceTransaction, span: Span): Promise<JudgementFigures[]> {
  const since = new Date(span.sinceMs).toISOString();
  const said = sql`
    select kind, said, value, p, ${weekOf(sql`corrected_at`, span.timeZone)} as week
    from judgement_correction
    where said is not null and corrected_at >= ${since}::timestamptz
      and (${span.lang}::text is null or lang = ${span.lang}::text)`;
  const { rows } = await sql<{
    kind: JudgementKind;
    week: string;
    said: string;
    value: string;
    count: number;
  }>`
    select kind, week, said, value, count(*)::int as count from (${said}) as s
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx);
  const { rows: bins } = await sql<Bin>`
    select kind, s.value, q.question, least(9, floor(q.probability::float8 * 10))::int as bin,
      count(*)::int as count, sum(q.probability::float8) as sum
    from (${said}) as s cross join lateral jsonb_each_text(s.p) as q (question, probability)
    group by 1, 2, 3, 4`.execute(trx);
  return judgementKinds.map((kind) => {
    const mine = rows.filter((row) => row.kind === kind);
    const confusion = new Map<string, { said: string; is: string; count: number }>();
    for (const { said: value, value: is, count } of mine) {
      const key = `${value} ${is}`;
      confusion.set(key, { said: value, is, count: (confusion.get(key)?.count ?? 0) + count });
    }
    return {
      kind,
      ...agreementOf(mine.map((row) => ({ ...row, isRight: row.said === row.value }))),
      confusion: [...confusion.values()],
      calibration: calibrationOf(
        kind,
        bins.filter((bin) => bin.kind === kind),
      ),
    };
  });
}

/** All together and by week, oldest first. */
function agreementOf(rows: readonly { week: string; count: number; isRight: boolean }[]) {
  const share = (some: typeof rows) =>
    wilson(
      some.reduce((sum, { count, isRight }) => sum + (isRight ? count : 0), 0),
      some.reduce((sum, { count }) => sum + count, 0),
    );
  const weeks = [...new Set(rows.map(({ week }) => week))].toSorted();
  return {
    agreement: share(rows),
    weeks: weeks.flatMap((week) => {
      const agreement = share(rows.filter((row) => row.week === week));
      return agreement === null ? [] : [{ week, agreement }];
    }),
  };
}

interface Bin {
  kind: JudgementKind;
  value: string;
  question: string;
  bin: number;
  count: number;
  /** Of the probabilities. */
  sum: number;
}

function calibrationOf(kind: JudgementKind, bins: readonly Bin[]): JudgementFigures['calibration'] {
  return headNames.flatMap((question) => {
    const mine = bins.filter((bin) => bin.question === question);
    const all = mine.reduce((sum, { count }) => sum + count, 0);
    if (all === 0) return [];
    const points = Array.from({ length: 10 }, (_, n) => pointOf(kind, question, n, mine)).filter(
      ({ count }) => count > 0,
    );
    const error = points.reduce((sum, { count, said, was }) => sum + count * Math.abs(said - was), 0) / all;
    return [{ question, points, error }];
  });
}

function pointOf(kind: JudgementKind, question: HeadName, bin: number, bins: readonly Bin[]) {
  const mine = bins.filter((one) => one.bin === bin);
  const count = mine.reduce((sum, one) => sum + one.count, 0);
  const said = mine.reduce((sum, one) => sum + one.sum, 0);
  const yes = mine.filter(({ value }) => answersIn({ kind, value })[question] === true);
  const was = yes.reduce((sum, one) => sum + one.count, 0);
  const of = Math.max(1, count);
  return { from: bin / 10, to: (bin + 1) / 10, count, said: said / of, was: was / of };
}

/** The first decision about each post against what was advised, by whatever model judged it then. */
export async function decisionFigures(trx: WorkspaceTransaction, span: Span): Promise<Judging['decisions']> {
  const { rows } = await sql<{
    week: string;
    advised: SpeakChoice;
    decided: 'speak' | 'silent';
    count: number;
  }>`
    select week, advised, decided, count(*)::int as count from (
      select ${weekOf(sql`first.at`, span.timeZone)} as week, first.choice as decided,
        coalesce(
          (select c.said from judgement_correction as c where c.post_id = first.post_id and c.kind = 'speak'),
          (select j ->> 'value' from jsonb_array_elements(entry.judgements) as j
           where j ->> 'kind' = 'speak' and j ->> 'method' <> 'person' limit 1)
        ) as advised
      from (
        select distinct on (post_id) post_id, choice, at from decision
        where id >= ${uuidFloor(span.sinceMs)}::uuid and choice in ('speak', 'silent')
        order by post_id, id
      ) as first
      join inbound_ledger as entry on entry.post_id = first.post_id
      where ${span.lang}::text is null or entry.lang = ${span.lang}::text
    ) as d where advised in ('yes', 'private', 'no') group by 1, 2, 3 order by 1, 2, 3`.execute(trx);
  const confusion = new Map<string, Judging['decisions']['confusion'][number]>();
  for (const { advised, decided, count } of rows) {
    const key = `${advised} ${decided}`;
    confusion.set(key, { advised, decided, count: (confusion.get(key)?.count ?? 0) + count });
  }
  const answers = rows.map((row) => ({
    ...row,
    isRight: (row.advised === 'no') === (row.decided === 'silent'),
  }));
  return { ...agreementOf(answers), confusion: [...confusion.values()] };
}
