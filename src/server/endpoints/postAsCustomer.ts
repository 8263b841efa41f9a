// Posts as a customer of the practice network.
import type { MemberHandler } from '../context.ts';

export const postAsCustomer: MemberHandler<'postAsCustomer'> = (ctx, input) =>
  ctx.services.practice.postAsCustomer(ctx.actor, input);
