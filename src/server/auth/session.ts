// Beginning and ending a session: a new token each time somebody signs in, and live streams that end with it.
import type { SessionView } from '../../contract/views.ts';
import { asUser } from '../../storage/database.ts';
import { announceRevocation } from '../../storage/revocations.ts';
import { deleteSession, insertSession } from '../../storage/sessions.ts';
import { membershipsOf } from '../../storage/team.ts';
import type { OpenContext, UserContext } from '../context.ts';
import { sessionViewOf } from '../present/session.ts';
import { sessionLimits } from './authenticate.ts';
import { cookieName } from './cookies.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** Signs a user in: the session that came with the request ends, a new one with a new token begins. */
export async function beginSession(
  ctx: OpenContext | UserContext,
  userId: string,
  workspaceId: string | null,
): Promise<SessionView> {
  const { services, nowMs, now } = ctx;
  await endSession(ctx);
  const token = newSecret(services.randomBytes);
  const session = { userId, workspaceId, csrfToken: newSecret(services.randomBytes) };
  await insertSession(services.db, {
    ...session,
    tokenHash: hashSecret(token),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(nowMs + sessionLimits.absoluteMs).toISOString(),
    userAgent: ctx.userAgent,
  });
  ctx.reply.setCookie(cookieName(services.secureCookies), token, sessionLimits.absoluteMs / 1000);
  return sessionViewOf(services, session);
}

/** Ends the session that came with the request, if one did; its live streams end with it. */
export async function endSession({ services, caller }: OpenContext | UserContext): Promise<void> {
  if (caller.kind !== 'session') return;
  const { tokenHash } = caller;
  const revocation = { ends: true, sessionHash: tokenHash.toString('hex') };
  await services.db.transaction().execute(async (trx) => {
    await deleteSession(trx, tokenHash);
    await announceRevocation(trx, revocation);
  });
  services.applyRevocation(revocation);
}

/** Where a user lands who signs in: the only or first workspace they belong to. */
export async function firstWorkspaceOf(ctx: OpenContext, userId: string): Promise<string | null> {
  const memberships = await asUser(ctx.services.db, userId, (trx) => membershipsOf(trx, userId));
  return memberships[0]?.workspaceId ?? null;
}
