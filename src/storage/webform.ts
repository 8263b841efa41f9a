// Keeps the conversations of our own contact forms: what visitors write goes to the listener in the same transaction.
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { FormLanguage, FormRecord, VisitorWord } from '../domain/webform/words.ts';
import type { WorkspaceTransaction } from './database.ts';
import { expectRoom, holdSecrets, isHeard, keepDeliveries } from './webhook-inbox.ts';

interface World {
  now(): number;
  newId(): string;
}

interface OfForm {
  workspaceId: string;
  accountId: string;
}

/** What a visitor sends first. */
export interface FirstWord {
  /** Of this submission: sent twice, it is one conversation. */
  submission: string;
  secretHash: Buffer;
  lang: FormLanguage;
  name: string;
  email: string;
  reference: string;
  text: string;
  keepDays: number;
}

const dayMs = 24 * 60 * 60_000;
const after = (nowMs: number, days: number): string => new Date(nowMs + days * dayMs).toISOString();
/** `form_word.key`: no answer of the team is one of these. */
const visitorKey = (submission: string): string => `visitor ${submission}`;

/** Whether a conversation was begun by this submission. */
export async function isTalkBegun(
  trx: WorkspaceTransaction,
  accountId: string,
  submission: string,
): Promise<boolean> {
  const found = await trx
    .selectFrom('form_talk')
    .select('id')
    .where('account_id', '=', accountId)
    .where('submission', '=', submission)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether a conversation has the word of this submission. */
export async function isWordKept(
  trx: WorkspaceTransaction,
  talkId: string,
  submission: string,
): Promise<boolean> {
  const found = await trx
    .selectFrom('form_word')
    .select('id')
    .where('talk_id', '=', talkId)
    .where('key', '=', visitorKey(submission))
    .executeTakeFirst();
  return found !== undefined;
}

async function tellListener(trx: WorkspaceTransaction, of: OfForm, eventId: string, record: FormRecord) {
  const isDeletion = record.type === 'erased';
  const body = JSON.stringify(record);
  const at = record.at;
  // All that is told of a conversation has its id, so that what was erased is emptied before it is read too.
  await keepDeliveries(trx, of, [{ eventId, postId: record.talkId, isDeletion, body, at }]);
}

/**
 * Keeps a visitor's first word and begins the conversation; answers its id. Errors: not_found for a form that is gone,
 * too_many_requests while too much waits for the listener.
 */
export async function beginTalk(
  trx: WorkspaceTransaction,
  of: OfForm,
  first: FirstWord,
  { now, newId }: World,
): Promise<string> {
  // Holds the form: of the same submission twice the second finds the first.
  await holdSecrets(trx, of.accountId);
  const { submission, secretHash, text, keepDays, ...who } = first;
  const known = await trx
    .selectFrom('form_talk')
    .select('id')
    .where('account_id', '=', of.accountId)
    .where('submission', '=', submission)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  await expectRoom(trx, of.accountId);
  const at = new Date(now()).toISOString();
  const [talkId, id] = [newId(), newId()];
  await trx
    .insertInto('form_talk')
    .values({
      workspace_id: of.workspaceId,
      id: talkId,
      account_id: of.accountId,
      submission,
      secret_hash: secretHash,
      ...who,
      keep_days: keepDays,
      created_at: at,
      expires_at: after(now(), keepDays),
    })
    .execute();
  const word: VisitorWord = { id, talkId, replyTo: null, text, at, ...who };
  await insertVisitorWord(trx, of, word, submission);
  return talkId;
}

async function insertVisitorWord(
  trx: WorkspaceTransaction,
  of: OfForm,
  word: VisitorWord,
  submission: string,
): Promise<void> {
  await trx
    .insertInto('form_word')
    .values({
      workspace_id: of.workspaceId,
      id: word.id,
      talk_id: word.talkId,
      by_team: false,
      reply_to: word.replyTo,
      text: word.text,
      key: visitorKey(submission),
      said_at: word.at,
      edited_at: null,
    })
    .execute();
  await tellListener(trx, of, word.id, { type: 'word', ...word });
}

/**
 * Keeps a further word of the visitor; the same submission once more changes nothing. Errors: not_found for a conversation
 * that is gone or has run out, limit_reached where they said `most` already, too_many_requests.
 */
export async function goOnWithTalk(
  trx: WorkspaceTransaction,
  of: OfForm,
  next: { talkId: string; submission: string; text: string; keepDays: number; most: number },
  { now, newId }: World,
): Promise<void> {
  await holdSecrets(trx, of.accountId);
  const { talkId, submission, text, keepDays, most } = next;
  const talk = await trx
    .updateTable('form_talk')
    // What was promised is not cut short by what the team set since.
    .set({
      keep_days: sql<number>`greatest(keep_days, ${keepDays}::int)`,
      expires_at: sql<string>`greatest(expires_at, ${after(now(), keepDays)}::timestamptz)`,
    })
    .where('id', '=', talkId)
    .where('account_id', '=', of.accountId)
    .where('expires_at', '>', new Date(now()).toISOString())
    .returning(['lang', 'name', 'email'])
    .executeTakeFirst();
  if (talk === undefined) throw new AppError('not_found', 'There is nothing at this address.');
  const said = await trx
    .selectFrom('form_word')
    .select(['id', 'key', 'by_team as byTeam'])
    .where('talk_id', '=', talkId)
    .orderBy('place')
    .execute();
  if (said.some(({ key }) => key === visitorKey(submission))) return;
  if (said.filter(({ byTeam }) => !byTeam).length >= most) {
    throw new AppError('limit_reached', 'This conversation is full. Begin a new one.', {
      data: { most },
    });
  }
  await expectRoom(trx, of.accountId);
  const word: VisitorWord = {
    id: newId(),
    talkId,
    // What the team said last is what a visitor has read.
    replyTo: (said.findLast(({ byTeam }) => byTeam) ?? said.at(-1))?.id ?? null,
    text,
    at: new Date(now()).toISOString(),
    ...talk,
    // Said with the first word.
    reference: '',
  };
  await insertVisitorWord(trx, of, word, submission);
}

/**
 * Erases a conversation and all that was told of it; false where it is gone already. What the workspace holds of it is the caller's.
 * Errors: not_found for a form that is gone.
 */
export async function eraseTalk(
  trx: WorkspaceTransaction,
  of: OfForm,
  talkId: string,
  at: string,
): Promise<boolean> {
  await holdSecrets(trx, of.accountId);
  const gone = await trx
    .deleteFrom('form_talk')
    .where('id', '=', talkId)
    .where('account_id', '=', of.accountId)
    .returning('id')
    .executeTakeFirst();
  if (gone === undefined) return false;
  // A word that is being taken in just now is followed by this; nobody reads it where nobody listens.
  if (await isHeard(trx, of.accountId))
    await tellListener(trx, of, `erased ${talkId}`, { type: 'erased', talkId, at });
  return true;
}

/** What a private page is found by; null: there is none, or it has run out. */
export async function findTalk(
  trx: WorkspaceTransaction,
  accountId: string,
  talkId: string,
  at: string,
): Promise<{ secretHash: Buffer; lang: FormLanguage; expiresAt: string } | null> {
  const found = await trx
    .selectFrom('form_talk')
    .select(['secret_hash as secretHash', 'lang', 'expires_at as expiresAt'])
    .where('id', '=', talkId)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return found ?? null;
}

/** The form that an account is: its name, and what its source keeps. Null: no form is there. `isHeard`: whether it takes anything. */
export async function findForm(
  trx: WorkspaceTransaction,
  accountId: string,
): Promise<{ name: string; config: Record<string, string>; isHeard: boolean } | null> {
  const found = await trx
    .selectFrom('account')
    .leftJoin('source', (join) =>
      join
        .onRef('source.account_id', '=', 'account.id')
        .onRef('source.workspace_id', '=', 'account.workspace_id')
        .on('source.removed_at', 'is', null),
    )
    .select(['account.display_name as name', 'source.config'])
    .where('account.id', '=', accountId)
    .where('account.network', '=', 'webform')
    .where('account.removed_at', 'is', null)
    .orderBy('source.id')
    .executeTakeFirst();
  if (found === undefined) return null;
  return { name: found.name, config: found.config ?? {}, isHeard: found.config !== null };
}

/** Drops conversations that have run out, at most `most` of them. What came in stays with the case, as with other networks. */
export async function forgetTalks(trx: WorkspaceTransaction, at: string, most: number): Promise<void> {
  const old = trx.selectFrom('form_talk').select('id').where('expires_at', '<=', at).limit(most);
  await trx.deleteFrom('form_talk').where('id', 'in', old).execute();
}
