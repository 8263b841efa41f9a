// Edits a post of ours on the network.
import type { MemberHandler } from '../context.ts';

export const editOwnPost: MemberHandler<'editOwnPost'> = (ctx, input) =>
  ctx.services.work.editOwnPost(ctx.actor, input);
