// Counts the ledger by heap.
import type { MemberHandler } from '../context.ts';

export const readLedgerCounts: MemberHandler<'readLedgerCounts'> = (ctx, input) =>
  ctx.services.work.readLedgerCounts(ctx.actor, input);
