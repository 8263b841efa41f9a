// Changes one's own name, language, preferences or password; a new password ends all other sessions.
import { AppError } from '../../domain/errors.ts';
import { asUser, inWorkspace } from '../../storage/database.ts';
import { tell } from '../../storage/change.ts';
import { announceRevocation } from '../../storage/revocations.ts';
import { deleteSessionsOf } from '../../storage/sessions.ts';
import { membershipsOf } from '../../storage/team.ts';
import { changeUser, findUser } from '../../storage/users.ts';
import { clearAttempts, countAttempt } from '../auth/limits.ts';
import { beginSession } from '../auth/session.ts';
import type { UserContext, UserHandler } from '../context.ts';
import { sessionViewOf } from '../present/session.ts';

export const changeMe: UserHandler<'changeMe'> = async (ctx, { body }) => {
  const { services, caller } = ctx;
  const passwordHash = body.password === undefined ? undefined : await nextPasswordHash(ctx, body.password);
  const { name, locale, preferences } = body;
  const given =
    preferences === undefined
      ? undefined
      : Object.fromEntries(Object.entries(preferences).filter(([, value]) => value !== undefined));
  await services.db
    .transaction()
    .execute((trx) => changeUser(trx, caller.userId, { name, locale, passwordHash, preferences: given }));
  // The new name stands beside their cases and notes in every workspace they belong to.
  if (name !== undefined) await tellWorkspaces(ctx);
  if (passwordHash === undefined) {
    services.applyRevocation({ ends: false, userId: caller.userId });
    return sessionViewOf(services, caller);
  }
  const revocation = { ends: true, userId: caller.userId };
  await services.db.transaction().execute(async (trx) => {
    await deleteSessionsOf(trx, caller.userId);
    await announceRevocation(trx, revocation);
  });
  services.applyRevocation(revocation);
  return beginSession(ctx, caller.userId, caller.workspaceId);
};

async function nextPasswordHash(
  { services, caller, nowMs, address }: UserContext,
  password: { current: string; next: string },
): Promise<string> {
  const user = await findUser(services.db, caller.userId);
  const attempt = { email: user?.email ?? '', address };
  await countAttempt(services.db, nowMs, attempt);
  if (!(await services.passwords.verify(user?.passwordHash ?? null, password.current))) {
    throw new AppError('sign_in_failed', 'The current password is wrong.', {
      where: 'body.password.current',
    });
  }
  await clearAttempts(services.db, attempt);
  return services.passwords.hash(password.next);
}

async function tellWorkspaces({ services, caller, now }: UserContext): Promise<void> {
  const { db } = services;
  const memberships = await asUser(db, caller.userId, (trx) => membershipsOf(trx, caller.userId));
  for (const { workspaceId } of memberships) {
    const change = { workspaceId, actorId: caller.userId, at: now };
    await inWorkspace(db, workspaceId, (trx) =>
      tell(trx, change, 'member.changed', caller.userId, { fields: ['name'] }),
    );
  }
}
