// Revokes an API token at once; its live streams end.
import { announceRevocation } from '../../storage/revocations.ts';
import { revokeTokenRow } from '../../storage/tokens.ts';
import type { MemberHandler } from '../context.ts';

export const revokeToken: MemberHandler<'revokeToken'> = async (ctx, { params }) => {
  const revocation = { ends: true, tokenId: params.id };
  await ctx.inWorkspace(async (trx) => {
    await revokeTokenRow(trx, ctx.change, params.id);
    await announceRevocation(trx, revocation);
  });
  ctx.services.applyRevocation(revocation);
};
