// Says what one looks at or types in; told to every process, stored nowhere.
import { expectCase } from '../../storage/case-posts.ts';
import { announcePresence } from '../../storage/presence.ts';
import { expectPerson, type MemberHandler } from '../context.ts';

export const setPresence: MemberHandler<'setPresence'> = async (ctx, { body }) => {
  const { services, actor } = ctx;
  const { caseId } = body;
  const userId = expectPerson(actor);
  if (caseId !== null) await ctx.inWorkspace((trx) => expectCase(trx, caseId));
  await announcePresence(services.db, {
    workspaceId: actor.workspaceId,
    userId,
    name: actor.name,
    ...body,
  });
};
