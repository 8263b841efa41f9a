// Reads a post’s author and their newest posts.
import type { MemberHandler } from '../context.ts';

export const readAuthorPosts: MemberHandler<'readAuthorPosts'> = (ctx, input) =>
  ctx.services.work.readAuthorPosts(ctx.actor, input);
