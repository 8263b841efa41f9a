// Brings articles in from a file; lines with a fault are left out and told.
import { placeOf, readArticles } from '../../domain/drafting/article-file.ts';
import { faultAt } from '../../domain/drafting/table-file.ts';
import { expectRoom, mostOf } from '../../storage/room.ts';
import { changeArticleRow, insertArticle, articleRows, type ArticleRow } from '../../storage/articles.ts';
import { brandRows } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';

export const importArticles: MemberHandler<'importArticles'> = (ctx, { body }) => {
  const { change, services } = ctx;
  return ctx.inWorkspace(async (trx) => {
    const { articles, faults } = readArticles(body.text, body.format, await brandRows(trx));
    const held = (await articleRows(trx, ctx.nowMs)).filter(({ archivedAt }) => archivedAt === null);
    const byPlace = new Map(held.map((row) => [placeOf(row), row]));
    const report = { added: 0, changed: 0, same: 0, faults };
    for (const { line, ...content } of articles) {
      const known = byPlace.get(placeOf(content));
      if (known !== undefined && isSame(known, content)) {
        report.same += 1;
        continue;
      }
      report[known === undefined ? 'added' : 'changed'] += 1;
      if (body.dryRun) {
        const [wouldBe, most] = [held.length + report.added, mostOf.articles];
        if (known === undefined && wouldBe > most) {
          report.added -= 1;
          report.faults.push(faultAt(line, 'no_room', '', most));
        }
        continue;
      }
      if (known === undefined) {
        await expectRoom(trx, change.workspaceId, 'articles');
        await insertArticle(trx, change, services.newId(), content);
      } else {
        await changeArticleRow(trx, change, known.id, { content, isArchived: false, ifMatch: null });
      }
    }
    return report;
  });
};

const isSame = (row: ArticleRow, { title, text }: Pick<ArticleRow, 'title' | 'text'>): boolean =>
  row.title === title && row.text === text;
