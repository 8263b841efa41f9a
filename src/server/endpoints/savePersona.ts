// Keeps the next version of a persona.
import { changePersona } from '../../storage/personas.ts';
import type { MemberHandler } from '../context.ts';
import { expectMembers, personaView } from '../read/personas.ts';

export const savePersona: MemberHandler<'savePersona'> = (ctx, { params, body, ifMatch }) =>
  ctx.inWorkspace(async (trx) => {
    await personaView(trx, params.id);
    await expectMembers(trx, body.definition);
    await changePersona(trx, ctx.change, params.id, body, ifMatch);
    return personaView(trx, params.id);
  });
