// Brings articles in from a file; lines with a fault are left out and told.
import { placeOf, readArticles } from '../../domain/drafting/article-file.ts';
import { expectRoom, mostOf } from '../../storage/room.ts';
import { changeArticleRow, insertArticle, articleRows, type ArticleRow } from '../../storage/articles.ts';
import { brandRows } from '../../storage/workspace.ts';
import { bringIn } from '../bring-in.ts';
import type { MemberHandler } from '../context.ts';

export const importArticles: MemberHandler<'importArticles'> = (ctx, { body }) => {
  const { change, services } = ctx;
  return ctx.inWorkspace(async (trx) => {
    const { articles, faults } = readArticles(body.text, body.format, await brandRows(trx));
    const held = (await articleRows(trx, ctx.nowMs)).filter(({ archivedAt }) => archivedAt === null);
    return bringIn<(typeof articles)[number], ArticleRow>({
      lines: articles,
      faults,
      held,
      most: mostOf.articles,
      dryRun: body.dryRun,
      placeOf,
      isSame,
      add: async (content) => {
        await expectRoom(trx, change.workspaceId, 'articles');
        await insertArticle(trx, change, services.newId(), content);
      },
      change: (known, content) =>
        changeArticleRow(trx, change, known.id, { content, isArchived: false, ifMatch: null }),
    });
  });
};

const isSame = (row: ArticleRow, { title, text }: Pick<ArticleRow, 'title' | 'text'>): boolean =>
  row.title === title && row.text === text;
