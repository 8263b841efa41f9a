// Drafts of replies, one per member and case.
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
}

export function createDraftStore({ trx, workspaceId }: WorkScope) {
  return {
    async remove(caseId: string, userId: string): Promise<void> {
      await trx.deleteFrom('draft').where('case_id', '=', caseId).where('user_id', '=', userId).execute();
    },

    /** Writes the draft over the one that is there, if any, and raises its version. */
    async put(caseId: string, userId: string, draft: DraftContent, at: string): Promise<void> {
      const content = {
        text: storableText(draft.text),
        visibility: draft.visibility,
        account_id: draft.accountId,
        reply_to_post_id: draft.replyToPostId,
        attachments: storableJson(draft.attachments),
        updated_at: at,
      };
      await trx
        .insertInto('draft')
        .values({ workspace_id: workspaceId, case_id: caseId, user_id: userId, ...content })
        .onConflict((conflict) =>
          conflict
            .columns(['workspace_id', 'case_id', 'user_id'])
            .doUpdateSet((set) => ({ ...content, version: set('draft.version', '+', 1) })),
        )
        .execute();
    },
  };
}
