// Keeps the next version of an article, puts it away, or takes it out again.
import { expectRoom } from '../../storage/room.ts';
import { changeArticleRow } from '../../storage/articles.ts';
import { expectBrand } from '../../storage/starting-points.ts';
import type { MemberHandler } from '../context.ts';
import { oneArticle } from '../read/articles.ts';

export const changeArticle: MemberHandler<'changeArticle'> = (ctx, { params, body, ifMatch }) => {
  const { archived: isArchived, ...content } = body;
  return ctx.inWorkspace(async (trx) => {
    const { archivedAt } = await oneArticle(trx, params.id, ctx.nowMs);
    await expectBrand(trx, content.brandId);
    if (archivedAt !== null && !isArchived) await expectRoom(trx, ctx.change.workspaceId, 'articles');
    await changeArticleRow(trx, ctx.change, params.id, { content, isArchived, ifMatch });
    return oneArticle(trx, params.id, ctx.nowMs);
  });
};
