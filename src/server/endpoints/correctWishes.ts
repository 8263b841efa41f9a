// Keeps what a person says of wishes: that they are the same, none, or stand for themselves.
import { writeWishCorrection } from '../../storage/wishes.ts';
import type { MemberHandler } from '../context.ts';

export const correctWishes: MemberHandler<'correctWishes'> = async (ctx, { params, body }) => {
  const { kind, spellings, sameAs = null } = body;
  const id = ctx.services.newId();
  await ctx.inWorkspace((trx) =>
    writeWishCorrection(trx, ctx.change, params.id, { id, kind, spellings, sameAs }),
  );
  return { id };
};
