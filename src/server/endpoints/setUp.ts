// Makes the first owner and their workspace; two who try at once make one.
import { sql } from 'kysely';
import { AppError } from '../../domain/errors.ts';
import { inWorkspace } from '../../storage/database.ts';
import { anyUserExists, insertUser } from '../../storage/users.ts';
import { beginSession } from '../auth/session.ts';
import type { OpenHandler } from '../context.ts';
import { makeWorkspace } from '../new-workspace.ts';
import { expectTimeZone } from '../present/settings.ts';

const alreadySetUp = (): AppError =>
  new AppError('already_set_up', 'This program has an owner already. Sign in, or ask them for an invite.');

export const setUp: OpenHandler<'setUp'> = async (ctx, { body }) => {
  const { services, now } = ctx;
  const timeZone = expectTimeZone(body.timeZone, 'body.timeZone');
  // Before the password is hashed: a program that is set up does not work for strangers.
  if (await anyUserExists(services.db)) throw alreadySetUp();
  const passwordHash = await services.passwords.hash(body.password);
  const userId = services.newId();
  const workspaceId = services.newId();
  await inWorkspace(services.db, workspaceId, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('kizuki set up', 0))`.execute(trx);
    if (await anyUserExists(trx)) throw alreadySetUp();
    const { email, name, locale } = body;
    await insertUser(trx, { id: userId, email, name, passwordHash, locale, createdAt: now });
    await makeWorkspace(
      trx,
      { workspaceId, actorId: userId, at: now },
      { name: body.workspaceName, timeZone, ownerId: userId, languages: [locale] },
    );
  });
  return beginSession(ctx, userId, workspaceId);
};
