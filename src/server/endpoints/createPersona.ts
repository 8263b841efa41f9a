// Makes a persona with a member who answers for it.
import { addPersona } from '../../storage/personas.ts';
import { expectRoom } from '../../storage/room.ts';
import type { MemberHandler } from '../context.ts';
import { expectMembers, personaView } from '../read/personas.ts';

export const createPersona: MemberHandler<'createPersona'> = (ctx, { body }) =>
  ctx.inWorkspace(async (trx) => {
    await expectMembers(trx, body.definition);
    await expectRoom(trx, ctx.change.workspaceId, 'personas');
    const id = ctx.services.newId();
    await addPersona(trx, ctx.change, id, body);
    return personaView(trx, id);
  });
