// Internal notes and drafts: what the team writes for itself before the customer sees anything.
import { AppError } from '../domain/errors.ts';
import type { Visibility } from '../domain/post/post.ts';
import type { Actor, InWorkspace } from './ports.ts';

function userOf(actor: Actor): string {
  if (actor.userId !== null) return actor.userId;
  throw new AppError('not_allowed', 'Notes and drafts belong to a person; an API token is none.');
}

/** Adds a note to a case. Errors: not_found. */
export async function addNote(
  inWorkspace: InWorkspace,
  actor: Actor,
  caseId: string,
  text: string,
): Promise<string> {
  const authorId = userOf(actor);
  return inWorkspace(actor.workspaceId, async (tx) => {
    await tx.cases.lock(caseId);
    const id = tx.newId();
    await tx.cases.addNote({ id, caseId, authorId, text, at: tx.at });
    await tx.append([
      { type: 'note.written', subject: 'note', subjectId: id, actorId: authorId, data: { caseId } },
    ]);
    return id;
  });
}

export interface DraftInput {
  text: string;
  visibility: Visibility;
  accountId: string | null;
  replyToPostId: string | null;
  attachments: { attachmentId: string; alt: string }[];
}

/** Keeps one's own draft; empty, it is dropped. Errors: not_found. */
export async function saveDraft(
  inWorkspace: InWorkspace,
  actor: Actor,
  caseId: string,
  draft: DraftInput,
): Promise<void> {
  const userId = userOf(actor);
  await inWorkspace(actor.workspaceId, async (tx) => {
    await tx.cases.lock(caseId);
    const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0;
    if (isEmpty) await tx.drafts.remove(caseId, userId);
    else await tx.drafts.put(caseId, userId, draft, tx.at);
  });
}
