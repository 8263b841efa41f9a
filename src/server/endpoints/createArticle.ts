// Adds an article.
import { expectRoom } from '../../storage/room.ts';
import { insertArticle } from '../../storage/articles.ts';
import { expectBrand } from '../../storage/starting-points.ts';
import type { MemberHandler } from '../context.ts';
import { oneArticle } from '../read/articles.ts';

export const createArticle: MemberHandler<'createArticle'> = (ctx, { body }) =>
  ctx.inWorkspace(async (trx) => {
    await expectBrand(trx, body.brandId);
    await expectRoom(trx, ctx.change.workspaceId, 'articles');
    const id = ctx.services.newId();
    await insertArticle(trx, ctx.change, id, body);
    return oneArticle(trx, id, ctx.nowMs);
  });
