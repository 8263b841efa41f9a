// What is offered for an open case: how earlier ones that were like it were answered.
import type { Suggestions } from '../../contract/endpoints/drafting.ts';
import { sharedWith } from '../../domain/guideline/rules/r11-copied.ts';
import { offeredAnswer, shownQuestion } from '../../domain/similar/offered.ts';
import type { Near } from '../../domain/similar/similar-texts.ts';
import { readInWorkspace, type WorkspaceTransaction } from '../../storage/database.ts';
import { notFound } from '../../storage/versions.ts';
import type { Services } from '../context.ts';
import { answeredCases, type CasePlace } from './earlier-answers.ts';

/** Less alike, it is about something else (`npm run eval:suggest`). */
const leastAlike = 0.2;
const mostOffered = 4;
/** Two answers so alike are one. */
const sameAnswer = 0.7;
/** Of a case, what its customer wrote last is asked with. */
const mostAsked = 3;
const mostLooked = 16;

/** What is asked with: the customer's newest posts in a case, and where answers may come from. */
export interface Asked extends CasePlace {
  text: string;
  lang: string | null;
}

/** Errors: not_found. */
export async function askedIn(trx: WorkspaceTransaction, caseId: string): Promise<Asked> {
  const found = await trx
    .selectFrom('support_case')
    .select(['lang', 'identity_id', 'brand_id', 'network'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (found === undefined) throw notFound('case');
  const posts = await trx
    .selectFrom('case_post')
    .innerJoin('post', (join) =>
      join
        .onRef('post.workspace_id', '=', 'case_post.workspace_id')
        .onRef('post.id', '=', 'case_post.post_id'),
    )
    .select(['post.text', 'post.lang'])
    .where('case_post.case_id', '=', caseId)
    .where('post.identity_id', '=', found.identity_id)
    .where('post.deleted_at', 'is', null)
    .orderBy('post.id', 'desc')
    .limit(mostAsked)
    .execute();
  return {
    text: posts.map(({ text }) => text).join('\n'),
    lang: posts[0]?.lang ?? found.lang,
    brandId: found.brand_id,
    isPractice: found.network === 'practice',
  };
}

/** The answers of similar cases, as they may be offered; each that says something of its own. */
export async function offeredFor(
  trx: WorkspaceTransaction,
  caseId: string,
  asked: CasePlace,
  near: readonly Near<string>[],
): Promise<Suggestions['answers']> {
  const alike = near.filter(({ id, score }) => id !== caseId && score >= leastAlike);
  const cases = await answeredCases(
    trx,
    asked,
    alike.map(({ id }) => id),
  );
  const offered: Suggestions['answers'] = [];
  for (const { id, score } of alike) {
    const found = cases.get(id);
    if (found === undefined) continue;
    const text = offeredAnswer(found.answer, found);
    if (text === '' || offered.some((other) => sharedWith(other.text, text) >= sameAnswer)) continue;
    const { number, outcome, lang, outboundId, sentAt, userId, userName } = found;
    offered.push({
      id: outboundId,
      caseId: id,
      number,
      question: shownQuestion(found.question, found),
      text,
      lang,
      outcome,
      by: userId === null || userName === null ? null : { id: userId, name: userName },
      sentAt,
      score,
    });
    if (offered.length === mostOffered) break;
  }
  return offered;
}

/** How earlier cases that are like this one were answered, as far as these have been read. Errors: not_found. */
export async function similarAnswers(
  { db, similarCases }: Pick<Services, 'db' | 'similarCases'>,
  workspaceId: string,
  caseId: string,
): Promise<Pick<Suggestions, 'isReady' | 'known' | 'answers'>> {
  const asked = await readInWorkspace(db, workspaceId, (trx) => askedIn(trx, caseId));
  const { near, isReady, known } = await similarCases.nearest(workspaceId, asked, mostLooked);
  const answers = await readInWorkspace(db, workspaceId, (trx) => offeredFor(trx, caseId, asked, near));
  return { isReady, known, answers };
}
