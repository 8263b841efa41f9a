// Adds a snippet.
import { expectRoom } from '../../storage/room.ts';
import { insertSnippet } from '../../storage/snippets.ts';
import { expectWhose } from '../../storage/starting-points.ts';
import type { MemberHandler } from '../context.ts';
import { oneSnippet } from '../read/snippets.ts';

export const createSnippet: MemberHandler<'createSnippet'> = (ctx, { body }) =>
  ctx.inWorkspace(async (trx) => {
    await expectWhose(trx, body);
    await expectRoom(trx, ctx.change.workspaceId, 'snippets');
    const id = ctx.services.newId();
    await insertSnippet(trx, ctx.change, id, body);
    return oneSnippet(trx, id, ctx.nowMs);
  });
