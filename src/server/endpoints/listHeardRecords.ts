// Lists the last records of a source as they came, with what became of each.
import { heardRecords } from '../../storage/heard-records.ts';
import type { MemberHandler } from '../context.ts';

export const listHeardRecords: MemberHandler<'listHeardRecords'> = async (ctx, { params }) => ({
  rows: await ctx.inWorkspace((trx) => heardRecords(trx, params.id)),
});
