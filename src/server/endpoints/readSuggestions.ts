// Reads what is offered for a case: how earlier ones that were like it were answered, help articles that fit, and whether a model may be asked for a draft.
import { settingsFrom } from '../../domain/workspace/settings.ts';
import { readInWorkspace } from '../../storage/database.ts';
import { readWorkspaceRow } from '../../storage/workspace.ts';
import type { MemberHandler } from '../context.ts';
import { askedIn, similarAnswers } from '../read/suggestions.ts';

export const readSuggestions: MemberHandler<'readSuggestions'> = async (ctx, { params: { id } }) => {
  const { db, drafting, fittingArticles } = ctx.services;
  const { workspaceId } = ctx.actor;
  const { isReady, known, answers } = await similarAnswers(ctx.services, workspaceId, id);
  const { articles, settings } = await readInWorkspace(db, workspaceId, async (trx) => ({
    articles: await fittingArticles.offered(trx, workspaceId, await askedIn(trx, id)),
    settings: drafting === null ? null : (await readWorkspaceRow(trx, workspaceId)).settings,
  }));
  const isOn = settings !== null && settingsFrom(settings).modelDrafts;
  return { model: isOn && drafting !== null ? drafting.model : null, isReady, known, answers, articles };
};
