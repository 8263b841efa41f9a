// Reads a snippet with its versions.
import { snippetVersions } from '../../storage/snippets.ts';
import type { MemberHandler } from '../context.ts';
import { oneSnippet } from '../read/snippets.ts';

export const readSnippet: MemberHandler<'readSnippet'> = (ctx, { params }) =>
  ctx.inWorkspace(async (trx) => ({
    snippet: await oneSnippet(trx, params.id, ctx.nowMs),
    versions: await snippetVersions(trx, params.id),
  }));
