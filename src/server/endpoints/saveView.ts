// Keeps a view of the candidates for the team.
import { insertView } from '../../storage/candidate-views.ts';
import { expectRoom } from '../../storage/room.ts';
import type { MemberHandler } from '../context.ts';

export const saveView: MemberHandler<'saveView'> = (ctx, { body }) =>
  ctx.inWorkspace(async (trx) => {
    await expectRoom(trx, ctx.actor.workspaceId, 'views');
    return insertView(trx, ctx.change, { id: ctx.services.newId(), ...body });
  });
