// Takes back what a person said of wishes.
import { deleteWishCorrection } from '../../storage/wishes.ts';
import type { MemberHandler } from '../context.ts';

export const takeBackWishCorrection: MemberHandler<'takeBackWishCorrection'> = async (ctx, { params }) => {
  await ctx.inWorkspace((trx) => deleteWishCorrection(trx, ctx.change, params.id, params.correctionId));
};
