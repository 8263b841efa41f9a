// Signs out; the session and its live streams end at once.
import { cookieName } from '../auth/cookies.ts';
import { endSession } from '../auth/session.ts';
import type { UserHandler } from '../context.ts';

export const signOut: UserHandler<'signOut'> = async (ctx) => {
  await endSession(ctx);
  ctx.reply.clearCookie(cookieName(ctx.services.secureCookies));
};
