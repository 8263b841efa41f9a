// Deletes a post of ours on the network.
import type { MemberHandler } from '../context.ts';

export const deleteOwnPost: MemberHandler<'deleteOwnPost'> = (ctx, input) =>
  ctx.services.work.deleteOwnPost(ctx.actor, input);
