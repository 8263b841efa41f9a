// Whether a model wrote what is sent: by what its sender says, by the draft it was, and by the words themselves.
import { isCopiedFrom, isLeftIn } from '../domain/drafting/starting-point.ts';
import type { AccountRecord, Actor, WorkTx } from './ports.ts';

/** A draft that a model wrote stays one, whoever sends it and however often it was taken back. */
export async function isByModel(
  tx: WorkTx,
  of: { caseId: string; account: AccountRecord },
  { userId }: Pick<Actor, 'userId'>,
  { text, byModel }: { text: string; byModel?: boolean },
): Promise<boolean> {
  const { caseId } = of;
  if (byModel === true || (await isFromModel(tx, of, text))) return true;
  if (userId === null) return false;
  // What was sent back is taken up again from its card, also where the draft was not put back or was emptied since.
  return (
    (await tx.drafts.isByModel(caseId, userId)) || (await tx.approvals.wasReturnedByModel(caseId, userId))
  );
}

/**
 * By its words, whatever a page says of it: enough of a draft that a model wrote in this case is left; or most of one that it
 * wrote lately for another, beside what stands in our snippets anyway.
 */
export async function isFromModel(
  tx: WorkTx,
  { caseId, account }: { caseId: string; account: AccountRecord },
  text: string,
): Promise<boolean> {
  if (isLeftIn(text, await tx.drafting.modelDrafts(caseId))) return true;
  const elsewhere = await tx.drafting.lateModelDrafts();
  return elsewhere.length > 0 && isCopiedFrom(text, elsewhere, await tx.drafting.templates(account));
}
