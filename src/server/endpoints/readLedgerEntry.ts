// Reads one entry of the ledger with its decisions.
import type { MemberHandler } from '../context.ts';

export const readLedgerEntry: MemberHandler<'readLedgerEntry'> = (ctx, input) =>
  ctx.services.work.readLedgerEntry(ctx.actor, input);
