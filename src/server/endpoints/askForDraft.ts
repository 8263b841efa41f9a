// Has a language model write a draft of a reply, from what of ours is like what was asked.
import { AppError } from '../../domain/errors.ts';
import type { MemberHandler } from '../context.ts';
import { draftSources } from '../read/draft-sources.ts';

export const askForDraft: MemberHandler<'askForDraft'> = async (ctx, { params: { id: caseId }, body }) => {
  const { drafting } = ctx.services;
  if (drafting === null) {
    throw new AppError(
      'model_not_set_up',
      'This installation has no language model that writes drafts. Its operator sets one up with KIZUKI_MODEL_DRAFTS.',
    );
  }
  const sources = await draftSources(ctx.services, ctx.actor.workspaceId, {
    caseId,
    accountId: body.accountId,
  });
  return drafting.ask(ctx.actor, { caseId, ...body, sources }, ctx.signal);
};
