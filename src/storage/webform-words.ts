// The words of our contact forms as the network and the pages read them, and the answers that the network puts there.
import { sql, type Kysely } from 'kysely';
import { isFormId, type FormStore, type FormWord } from '../domain/webform/words.ts';
import { inWorkspace, readInWorkspace, type WorkspaceTransaction } from './database.ts';
import type { Database } from './tables.ts';

/** `form_word.key`: no word of a visitor is one of these. */
const teamKey = (key: string): string => `team ${key}`;

/** The newest words of a conversation, oldest first. */
export async function talkWords(
  trx: WorkspaceTransaction,
  talkId: string,
  limit: number,
): Promise<FormWord[]> {
  const rows = await wordRows(trx)
    .where('form_word.talk_id', '=', talkId)
    .orderBy('place', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed().map(wordOf);
}

const wordRows = (trx: WorkspaceTransaction) =>
  trx
    .selectFrom('form_word')
    .innerJoin('form_talk', 'form_talk.id', 'form_word.talk_id')
    .innerJoin('account', 'account.id', 'form_talk.account_id')
    .select([
      'form_word.id',
      'form_word.talk_id as talkId',
      'form_word.by_team as byTeam',
      'form_word.reply_to as replyTo',
      'form_word.text',
      'form_word.said_at as at',
      'form_word.edited_at as editedAt',
      'form_talk.lang',
      'form_talk.name',
      'form_talk.email',
      'form_talk.reference',
      'account.native_id as nativeId',
      'account.handle',
      'account.display_name as displayName',
    ]);

type WordRow = Awaited<ReturnType<ReturnType<typeof wordRows>['executeTakeFirstOrThrow']>>;

function wordOf({ nativeId, handle, displayName, reference, ...row }: WordRow): FormWord {
  return {
    ...row,
    // Said with the first word.
    reference: row.replyTo === null && !row.byTeam ? reference : '',
    account: { nativeId, handle, displayName },
  };
}

async function oneWord(
  trx: WorkspaceTransaction,
  by: { id: string } | { talkId: string; key: string },
): Promise<FormWord | null> {
  const rows =
    'id' in by
      ? wordRows(trx).where('form_word.id', '=', by.id)
      : wordRows(trx).where('form_word.talk_id', '=', by.talkId).where('form_word.key', '=', by.key);
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : wordOf(row);
}

/** What the network does with it. */
export function createFormStore(db: Kysely<Database>, { newId }: { newId(): string }): FormStore {
  const ownWord = (trx: WorkspaceTransaction, { accountId, id }: { accountId: string; id: string }) =>
    trx
      .selectFrom('form_word')
      .innerJoin('form_talk', 'form_talk.id', 'form_word.talk_id')
      .select('form_word.id')
      .where('form_word.id', '=', id)
      .where('form_word.by_team', '=', true)
      .where('form_talk.account_id', '=', accountId);
  return {
    answer: (workspaceId, { accountId, talkId, replyTo, key, text, at }) =>
      inWorkspace(db, workspaceId, async (trx) => {
        const talk = await trx
          .updateTable('form_talk')
          .set({
            expires_at: sql<string>`greatest(expires_at, ${at}::timestamptz + keep_days * interval '1 day')`,
          })
          .where('id', '=', talkId)
          .where('account_id', '=', accountId)
          .where('expires_at', '>', at)
          .returning('id')
          .executeTakeFirst();
        if (talk === undefined) return null;
        await trx
          .insertInto('form_word')
          .values({
            workspace_id: workspaceId,
            id: newId(),
            talk_id: talkId,
            by_team: true,
            reply_to: isFormId(replyTo) ? replyTo : null,
            text,
            key: teamKey(key),
            said_at: at,
            edited_at: null,
          })
          .onConflict((conflict) => conflict.columns(['workspace_id', 'talk_id', 'key']).doNothing())
          .execute();
        return oneWord(trx, { talkId, key: teamKey(key) });
      }),
    answerByKey: (workspaceId, talkId, key) =>
      readInWorkspace(db, workspaceId, (trx) => oneWord(trx, { talkId, key: teamKey(key) })),
    word: (workspaceId, id) => readInWorkspace(db, workspaceId, (trx) => oneWord(trx, { id })),
    words: (workspaceId, talkId, limit) =>
      readInWorkspace(db, workspaceId, (trx) => talkWords(trx, talkId, limit)),
    change: (workspaceId, { accountId, id, text, at }) =>
      inWorkspace(db, workspaceId, async (trx) => {
        const changed = await trx
          .updateTable('form_word')
          .set({ text, edited_at: at })
          .where('id', 'in', ownWord(trx, { accountId, id }))
          .returning('id')
          .executeTakeFirst();
        return changed === undefined ? null : oneWord(trx, { id });
      }),
    remove: (workspaceId, of) =>
      inWorkspace(db, workspaceId, async (trx) => {
        await trx.deleteFrom('form_word').where('id', 'in', ownWord(trx, of)).execute();
      }),
  };
}
