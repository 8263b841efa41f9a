// Likes or reposts a post, or takes that back.
import type { MemberHandler } from '../context.ts';

export const react: MemberHandler<'react'> = (ctx, input) => ctx.services.work.react(ctx.actor, input);
