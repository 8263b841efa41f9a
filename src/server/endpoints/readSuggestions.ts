// Reads what is offered for a case: how earlier ones that were like it were answered, and whether a model may be asked for a draft.
import { settingsFrom } from '../../domain/workspace/settings.ts';
import { readInWorkspace } from '../../storage/database.ts';
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { similarAnswers } from '../read/suggestions.ts';

export const readSuggestions: MemberHandler<'readSuggestions'> = async (ctx, { params: { id } }) => {
  const { db, drafting } = ctx.services;
  const { workspaceId } = ctx.actor;
  const { isReady, known, answers } = await similarAnswers(ctx.services, workspaceId, id);
  if (drafting === null) return { model: null, isReady, known, answers };
  const { settings } = await readInWorkspace(db, workspaceId, (trx) => readWorkspaceRow(trx, workspaceId));
  const model = settingsFrom(settings).modelDrafts ? drafting.model : null;
  return { model, isReady, known, answers };
};
