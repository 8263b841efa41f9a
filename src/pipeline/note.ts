// Internal notes and drafts: what the team writes for itself before the customer sees anything.
import { AppError } from '../domain/errors.ts';
import { isBlankSide } from '../domain/post/draft-sides.ts';
import type { DraftToKeep } from './draft-ports.ts';
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

/** Keeps one's own draft; empty, it is dropped. The other side stays where nothing is said of it. Errors: not_found. */
export async function saveDraft(
  inWorkspace: InWorkspace,
  actor: Actor,
  caseId: string,
  draft: DraftToKeep,
): Promise<void> {
  const userId = userOf(actor);
  await inWorkspace(actor.workspaceId, async (tx) => {
    await tx.cases.lock(caseId);
    const { aside } = draft;
    if (!isBlankSide(draft)) await tx.drafts.put(caseId, userId, draft, tx.at);
    else if (aside === undefined) await tx.drafts.removeSent(caseId, userId, draft.visibility);
    else if (aside === null || isBlankSide(aside)) await tx.drafts.remove(caseId, userId);
    else await tx.drafts.put(caseId, userId, draft, tx.at);
  });
}
