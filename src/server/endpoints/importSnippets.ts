// Brings snippets in from a file; lines with a fault are left out and told.
import { placeOf, readSnippets } from '../../domain/drafting/snippet-file.ts';
import { expectRoom, mostOf } from '../../storage/room.ts';
import { changeSnippetRow, insertSnippet, snippetRows, type SnippetRow } from '../../storage/snippets.ts';
import { brandRows } from '../../storage/workspace.ts';
import { bringIn } from '../bring-in.ts';
import type { MemberHandler } from '../context.ts';

export const importSnippets: MemberHandler<'importSnippets'> = (ctx, { body }) => {
  const { change, services } = ctx;
  return ctx.inWorkspace(async (trx) => {
    const accounts = await trx
      .selectFrom('account')
      .select(['id', 'handle'])
      .where('removed_at', 'is', null)
      .execute();
    const named = { brands: await brandRows(trx), accounts };
    const { snippets, faults } = readSnippets(body.text, body.format, named);
    const held = (await snippetRows(trx, ctx.nowMs)).filter(({ archivedAt }) => archivedAt === null);
    return bringIn<(typeof snippets)[number], SnippetRow>({
      lines: snippets,
      faults,
      held,
      most: mostOf.snippets,
      dryRun: body.dryRun,
      placeOf,
      isSame,
      add: async (content) => {
        await expectRoom(trx, change.workspaceId, 'snippets');
        await insertSnippet(trx, change, services.newId(), content);
      },
      change: (known, content) =>
        changeSnippetRow(trx, change, known.id, { content, isArchived: false, ifMatch: null }),
    });
  });
};

function isSame(row: SnippetRow, { name, text, tags }: Pick<SnippetRow, 'name' | 'text' | 'tags'>): boolean {
  return row.name === name && row.text === text && row.tags.join('\n') === tags.join('\n');
}
