// Searches the posts of the workspace, newest first.
import type { MemberHandler } from '../context.ts';

export const search: MemberHandler<'search'> = (ctx, input) => ctx.services.work.search(ctx.actor, input);
