// Lists practice sessions with their scores: one’s own, or everybody’s for who supervises.
import type { MemberHandler } from '../context.ts';

export const listPracticeSessions: MemberHandler<'listPracticeSessions'> = (ctx, input) =>
  ctx.services.practice.listPracticeSessions(ctx.actor, input);
