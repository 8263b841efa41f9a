// Reads an article with its versions.
import { articleVersions } from '../../storage/articles.ts';
import type { MemberHandler } from '../context.ts';
import { oneArticle } from '../read/articles.ts';

export const readArticle: MemberHandler<'readArticle'> = (ctx, { params }) =>
  ctx.inWorkspace(async (trx) => ({
    article: await oneArticle(trx, params.id, ctx.nowMs),
    versions: await articleVersions(trx, params.id),
  }));
