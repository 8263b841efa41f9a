// Lists the newest records of a source that could not be understood.
import { malformedRows } from '../../storage/sources.ts';
import type { MemberHandler } from '../context.ts';

const shown = 50;

export const listMalformed: MemberHandler<'listMalformed'> = async (ctx, { params }) => ({
  rows: await ctx.inWorkspace((trx) => malformedRows(trx, params.id, shown)),
});
