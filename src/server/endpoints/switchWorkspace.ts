// Moves the session to another workspace the user belongs to.
import { asUser } from '../../storage/database.ts';
import { findRole } from '../../storage/team.ts';
import { notFound } from '../../storage/versions.ts';
import { moveSessionTo } from '../auth/move-session.ts';
import type { UserHandler } from '../context.ts';

export const switchWorkspace: UserHandler<'switchWorkspace'> = async (ctx, { body }) => {
  const { services, caller } = ctx;
  const role = await asUser(services.db, caller.userId, (trx) =>
    findRole(trx, body.workspaceId, caller.userId),
  );
  if (role === undefined) throw notFound('workspace');
  return moveSessionTo(ctx, body.workspaceId);
};
