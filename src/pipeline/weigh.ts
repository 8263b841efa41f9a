// How many people a post reaches is learnt bit by bit: then its entry stands elsewhere among those that wait.
import type { WorkTx } from './ports.ts';

/** After something was learnt of these posts, or of these authors. */
export async function weighAnew(
  tx: Pick<WorkTx, 'ledger' | 'append'>,
  { postIds = [], identityIds = [] }: { postIds?: readonly string[]; identityIds?: readonly string[] },
): Promise<void> {
  const changed = await tx.ledger.weigh([...postIds, ...(await tx.ledger.waitingBy(identityIds))]);
  await tx.append(
    changed.map((postId) => ({
      type: 'ledger.weighed',
      subject: 'ledger' as const,
      subjectId: postId,
      actorId: null,
    })),
  );
}
