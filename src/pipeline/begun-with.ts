// What a reply began with: how much of it was sent is kept, so that poor starting points are seen.
import { sharesOf, type StartingPoint } from '../domain/drafting/starting-point.ts';
import type { WorkTx } from './ports.ts';

type Beginning = StartingPoint & { text: string };

/** Keeps what became of each. */
export async function keepBeginnings(
  tx: Pick<WorkTx, 'drafting'>,
  outboundId: string,
  sent: string,
  begun: readonly Beginning[],
): Promise<void> {
  if (begun.length === 0) return;
  const uses = begun.map(({ kind, id, text }) => ({ kind, id, ...sharesOf(text, sent) }));
  await tx.drafting.keepUses(outboundId, uses);
}
