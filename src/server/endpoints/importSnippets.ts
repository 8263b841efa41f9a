// Brings snippets in from a file; lines with a fault are left out and told.
import { placeOf, readSnippets } from '../../domain/drafting/snippet-file.ts';
import { faultAt } from '../../domain/drafting/table-file.ts';
import { expectRoom, mostOf } from '../../storage/room.ts';
import { changeSnippetRow, insertSnippet, snippetRows, type SnippetRow } from '../../storage/snippets.ts';
import { brandRows } from '../../storage/workspace.ts';
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
    const byPlace = new Map(held.map((row) => [placeOf(row), row]));
    const report = { added: 0, changed: 0, same: 0, faults };
    for (const { line, ...content } of snippets) {
      const known = byPlace.get(placeOf(content));
      if (known !== undefined && isSame(known, content)) {
        report.same += 1;
        continue;
      }
      report[known === undefined ? 'added' : 'changed'] += 1;
      if (body.dryRun) {
        const [wouldBe, most] = [held.length + report.added, mostOf.snippets];
        if (known === undefined && wouldBe > most) {
          report.added -= 1;
          report.faults.push(faultAt(line, 'no_room', '', most));
        }
        continue;
      }
      if (known === undefined) {
        await expectRoom(trx, change.workspaceId, 'snippets');
        await insertSnippet(trx, change, services.newId(), content);
      } else {
        await changeSnippetRow(trx, change, known.id, { content, isArchived: false, ifMatch: null });
      }
    }
    return report;
  });
};

function isSame(row: SnippetRow, { name, text, tags }: Pick<SnippetRow, 'name' | 'text' | 'tags'>): boolean {
  return row.name === name && row.text === text && row.tags.join('\n') === tags.join('\n');
}
