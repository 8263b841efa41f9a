// Deletes a practice customer’s post.
import type { MemberHandler } from '../context.ts';

export const deleteAsCustomer: MemberHandler<'deleteAsCustomer'> = (ctx, input) =>
  ctx.services.practice.deleteAsCustomer(ctx.actor, input);
