// Whether a model wrote what is sent: by what its sender says, by the draft it was, and by the words themselves.
import { isLeftIn } from '../domain/drafting/starting-point.ts';
import type { Actor, WorkTx } from './ports.ts';

/** A draft that a model wrote stays one, whoever sends it and however often it was taken back. */
export async function isByModel(
  tx: WorkTx,
  caseId: string,
  { userId }: Pick<Actor, 'userId'>,
  { text, byModel }: { text: string; byModel?: boolean },
): Promise<boolean> {
  if (byModel === true || (await isFromModel(tx, caseId, text))) return true;
  if (userId === null) return false;
  // What was sent back is taken up again from its card, also where the draft was not put back or was emptied since.
  return (
    (await tx.drafts.isByModel(caseId, userId)) || (await tx.approvals.wasReturnedByModel(caseId, userId))
  );
}

/** By its words, whatever a page says of it: enough of a draft that a model wrote in this case is left. */
export async function isFromModel(tx: WorkTx, caseId: string, text: string): Promise<boolean> {
  return isLeftIn(text, await tx.drafting.modelDrafts(caseId));
}
