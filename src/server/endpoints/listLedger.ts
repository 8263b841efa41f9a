// Lists everything that came in.
import type { MemberHandler } from '../context.ts';

export const listLedger: MemberHandler<'listLedger'> = (ctx, input) =>
  ctx.services.work.listLedger(ctx.actor, input);
