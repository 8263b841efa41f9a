// Drafts of replies, one per member and case.
import {
  isBlankSide,
  otherSide,
  withoutSent,
  withReturned,
  type DraftSide,
  type DraftSides,
} from '../../domain/post/draft-sides.ts';
import type { Visibility } from '../../domain/post/post.ts';
import type { AttachmentRef } from '../tables/sending.ts';
import { storableJson, storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

export interface DraftContent {
  text: string;
  visibility: Visibility;
  accountId: string | null;
  replyToPostId: string | null;
  attachments: AttachmentRef[];
  /** Once a model wrote it, it stays so until the draft is empty or sent. */
  byModel?: boolean;
  /** What is written for the other side; absent: that side stays as it is. */
  aside?: DraftSide | null | undefined;
}

interface DraftKey {
  workspace_id: string;
  case_id: string;
  user_id: string;
}

export function createDraftStore({ trx, workspaceId }: WorkScope) {
  const keyOf = (caseId: string, userId: string): DraftKey => ({
    workspace_id: workspaceId,
    case_id: caseId,
    user_id: userId,
  });
  return {
    remove: (caseId: string, userId: string) => remove(trx, keyOf(caseId, userId)),

    /** Writes the draft over the one that is there, if any, and raises its version. */
    put: (caseId: string, userId: string, draft: DraftContent, at: string) =>
      put(trx, keyOf(caseId, userId), draft, at),

    /** What went out is no draft any more; what is written for the other side stays. */
    removeSent: (caseId: string, userId: string, sent: Visibility) =>
      removeSent(trx, keyOf(caseId, userId), sent),

    /** Where they have written something else meanwhile, that stays. */
    async putUnlessWritten(caseId: string, userId: string, draft: DraftContent, at: string): Promise<void> {
      const before = await held(trx, keyOf(caseId, userId));
      if (before !== null && !isBlankSide(before)) return;
      if (before?.aside?.visibility === draft.visibility) return;
      await put(trx, keyOf(caseId, userId), { ...draft, aside: before?.aside ?? null }, at);
    },

    /** Puts it before what they have written meanwhile on its side; the side that they write on goes on showing. */
    async putBefore(caseId: string, userId: string, draft: DraftContent, at: string): Promise<void> {
      const before = await held(trx, keyOf(caseId, userId));
      const sides = withReturned(before, draft);
      // What shows goes out as it was chosen for it.
      const accountId = sides.visibility === draft.visibility ? draft.accountId : (before?.accountId ?? null);
      await put(trx, keyOf(caseId, userId), { ...draft, ...sides, accountId }, at);
    },

    async isByModel(caseId: string, userId: string): Promise<boolean> {
      const row = await trx
        .selectFrom('draft')
        .select('by_model')
        .where('case_id', '=', caseId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row?.by_model === true;
    },
  };
}

/** Both sides of what they have written, locked. */
async function held(
  trx: WorkScope['trx'],
  key: DraftKey,
): Promise<(DraftSides & { accountId: string | null }) | null> {
  const row = await trx
    .selectFrom('draft')
    .select([
      'text',
      'visibility',
      'attachments',
      'reply_to_post_id as replyToPostId',
      'aside',
      'account_id as accountId',
    ])
    .where('case_id', '=', key.case_id)
    .where('user_id', '=', key.user_id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

async function remove(trx: WorkScope['trx'], key: DraftKey): Promise<void> {
  await trx
    .deleteFrom('draft')
    .where('case_id', '=', key.case_id)
    .where('user_id', '=', key.user_id)
    .execute();
}

async function removeSent(trx: WorkScope['trx'], key: DraftKey, sent: Visibility): Promise<void> {
  const before = await held(trx, key);
  const left = before === null ? null : withoutSent(before, sent);
  if (left === null) return remove(trx, key);
  await trx
    .updateTable('draft')
    .set((set) => ({
      text: left.text,
      attachments: storableJson(left.attachments),
      reply_to_post_id: left.replyToPostId,
      aside: asideOf(left.aside),
      version: set('version', '+', 1),
    }))
    .where('case_id', '=', key.case_id)
    .where('user_id', '=', key.user_id)
    .execute();
}

/** Nothing is kept of a side that is blank. */
function asideOf(side: DraftSide | null): string | null {
  if (side === null || isBlankSide(side)) return null;
  return storableJson({ ...side, text: storableText(side.text) });
}

async function put(trx: WorkScope['trx'], key: DraftKey, draft: DraftContent, at: string): Promise<void> {
  const before = draft.aside === undefined ? await held(trx, key) : null;
  const content = {
    text: storableText(draft.text),
    visibility: draft.visibility,
    account_id: draft.accountId,
    reply_to_post_id: draft.replyToPostId,
    attachments: storableJson(draft.attachments),
    aside: asideOf(before === null ? (draft.aside ?? null) : otherSide(before, draft.visibility)),
    updated_at: at,
  };
  const byModel = draft.byModel === true;
  await trx
    .insertInto('draft')
    .values({ ...key, ...content, by_model: byModel })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'case_id', 'user_id']).doUpdateSet((set) => ({
        ...content,
        by_model: byModel ? true : set.ref('draft.by_model'),
        version: set('draft.version', '+', 1),
      })),
    )
    .execute();
}
