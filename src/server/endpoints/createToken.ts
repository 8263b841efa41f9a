// Makes an API token; it is shown this once, only its hash is kept.
import { expectRoom } from '../../storage/room.ts';
import { insertToken } from '../../storage/tokens.ts';
import { hashSecret, newApiToken } from '../auth/secrets.ts';
import { expectPerson, type MemberHandler } from '../context.ts';

export const createToken: MemberHandler<'createToken'> = async (ctx, { body }) => {
  const createdBy = expectPerson(ctx.actor);
  const secret = newApiToken(ctx.actor.workspaceId, ctx.services.randomBytes);
  const token = await ctx.inWorkspace(async (trx) => {
    await expectRoom(trx, ctx.actor.workspaceId, 'tokens');
    return insertToken(trx, ctx.change, {
      id: ctx.services.newId(),
      tokenHash: hashSecret(secret),
      name: body.name,
      role: body.role,
      createdBy,
    });
  });
  return { token, secret };
};
