// Reads what is offered for a case: how earlier ones that were like it were answered.
import { readInWorkspace } from '../../storage/database.ts';
import type { MemberHandler } from '../context.ts';
import { askedIn, offeredFor } from '../read/suggestions.ts';

const mostLooked = 16;

export const readSuggestions: MemberHandler<'readSuggestions'> = async (ctx, { params: { id } }) => {
  const { db, similarCases } = ctx.services;
  const { workspaceId } = ctx.actor;
  const asked = await readInWorkspace(db, workspaceId, (trx) => askedIn(trx, id));
  const { near, isReady, known } = await similarCases.nearest(workspaceId, asked, mostLooked);
  const answers = await readInWorkspace(db, workspaceId, (trx) => offeredFor(trx, id, asked, near));
  return { isReady, known, answers };
};
