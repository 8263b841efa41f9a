// Takes an invite up, once: as a new user, or as an existing one who proves it by their password.
import { AppError } from '../../domain/errors.ts';
import { inWorkspace } from '../../storage/database.ts';
import { findInvite, useInvite } from '../../storage/invites.ts';
import { isSqlState } from '../../storage/failures.ts';
import { addMember } from '../../storage/team.ts';
import { findUserByEmail, insertUser, type NewUser } from '../../storage/users.ts';
import { expectInvite, inviteInvalid } from '../auth/invite.ts';
import { clearAttempts, countAttempt } from '../auth/limits.ts';
import { hashSecret } from '../auth/secrets.ts';
import { beginSession } from '../auth/session.ts';
import type { OpenHandler } from '../context.ts';

export const acceptInvite: OpenHandler<'acceptInvite'> = async (ctx, { params, body }) => {
  const { services, now, nowMs, address } = ctx;
  const { workspaceId, invite } = await expectInvite(ctx, params.token);
  if (invite.email !== '' && invite.email.toLowerCase() !== body.email.toLowerCase()) throw inviteInvalid();

  const attempt = { email: body.email, address };
  await countAttempt(services.db, nowMs, attempt);
  const known = await findUserByEmail(services.db, body.email);
  let newUser: NewUser | null = null;
  if (known === undefined) {
    const passwordHash = await services.passwords.hash(body.password);
    const { email, name, locale } = body;
    newUser = { id: services.newId(), email, name, passwordHash, locale, createdAt: now };
  } else if (
    known.disabledAt !== null ||
    !(await services.passwords.verify(known.passwordHash, body.password))
  ) {
    throw new AppError(
      'sign_in_failed',
      'This e-mail address is known here already, and the password is not its own. Use the one you sign in with.',
      { where: 'body.password' },
    );
  }
  await clearAttempts(services.db, attempt);

  const userId = newUser?.id ?? known?.id ?? '';
  await inWorkspace(services.db, workspaceId, async (trx) => {
    const held = await findInvite(trx, hashSecret(params.token), now, true);
    if (held === undefined) throw inviteInvalid();
    if (newUser !== null) await insertUser(trx, newUser);
    const change = { workspaceId, actorId: userId, at: now };
    const languages = [known?.locale ?? body.locale];
    // Somebody who is a member already loses nothing, and the invite stays for whom it was meant.
    if (await addMember(trx, change, { userId, role: held.role, languages })) {
      await useInvite(trx, change, held.id, userId);
    }
  }).catch(refuseTakenAddress);
  return beginSession(ctx, userId, workspaceId);
};

function refuseTakenAddress(error: unknown): never {
  if (!isSqlState(error, '23505')) throw error;
  throw new AppError('sign_in_failed', 'This e-mail address was taken a moment ago. Sign in with it.', {
    where: 'body.email',
  });
}
