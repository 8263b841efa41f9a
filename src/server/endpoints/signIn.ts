// Signs in with e-mail and password; a wrong password and an unknown address look alike, in words and in time.
import { AppError } from '../../domain/errors.ts';
import { findUserByEmail } from '../../storage/users.ts';
import { clearAttempts, countAttempt } from '../auth/limits.ts';
import { beginSession, firstWorkspaceOf } from '../auth/session.ts';
import type { OpenHandler } from '../context.ts';

export const signIn: OpenHandler<'signIn'> = async (ctx, { body }) => {
  const { services, nowMs, address } = ctx;
  const attempt = { email: body.email, address };
  await countAttempt(services.db, nowMs, attempt);
  const user = await findUserByEmail(services.db, body.email);
  const right = await services.passwords.verify(user?.passwordHash ?? null, body.password);
  if (user === undefined || !right || user.disabledAt !== null) {
    throw new AppError('sign_in_failed', 'The e-mail address or the password is wrong.');
  }
  await clearAttempts(services.db, attempt);
  return beginSession(ctx, user.id, await firstWorkspaceOf(ctx, user.id));
};
