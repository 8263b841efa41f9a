// Makes a further workspace, owned by who asks, and moves the session into it.
import { inWorkspace } from '../../storage/database.ts';
import { expectRoomForWorkspace } from '../../storage/room.ts';
import { findUser } from '../../storage/users.ts';
import { moveSessionTo } from '../auth/move-session.ts';
import type { UserHandler } from '../context.ts';
import { makeWorkspace } from '../new-workspace.ts';
import { expectTimeZone } from '../present/settings.ts';

export const createWorkspace: UserHandler<'createWorkspace'> = async (ctx, { body }) => {
  const { services, caller, now } = ctx;
  const timeZone = expectTimeZone(body.timeZone, 'body.timeZone');
  const user = await findUser(services.db, caller.userId);
  const workspaceId = services.newId();
  const languages = user === undefined ? [] : [user.locale];
  await inWorkspace(services.db, workspaceId, async (trx) => {
    await expectRoomForWorkspace(trx, caller.userId);
    await makeWorkspace(
      trx,
      { workspaceId, actorId: caller.userId, at: now },
      { name: body.name, timeZone, ownerId: caller.userId, languages },
    );
  });
  return moveSessionTo(ctx, workspaceId);
};
