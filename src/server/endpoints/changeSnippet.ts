// Keeps the next version of a snippet, puts it away, or takes it out again.
import { expectRoom } from '../../storage/room.ts';
import { changeSnippetRow } from '../../storage/snippets.ts';
import { expectWhose } from '../../storage/starting-points.ts';
import type { MemberHandler } from '../context.ts';
import { oneSnippet } from '../read/snippets.ts';

export const changeSnippet: MemberHandler<'changeSnippet'> = (ctx, { params, body, ifMatch }) => {
  const { archived: isArchived, ...content } = body;
  return ctx.inWorkspace(async (trx) => {
    const { archivedAt } = await oneSnippet(trx, params.id, ctx.nowMs);
    await expectWhose(trx, content);
    if (archivedAt !== null && !isArchived) await expectRoom(trx, ctx.change.workspaceId, 'snippets');
    await changeSnippetRow(trx, ctx.change, params.id, { content, isArchived, ifMatch });
    return oneSnippet(trx, params.id, ctx.nowMs);
  });
};
