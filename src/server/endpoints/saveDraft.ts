// Keeps a draft of a reply; what it refers to and is not here (any more) is left out, the text is never lost for it.
import { keepOwn } from '../../storage/references.ts';
import type { MemberHandler } from '../context.ts';

export const saveDraft: MemberHandler<'saveDraft'> = async (ctx, input) => {
  const { body } = input;
  const own = await ctx.inWorkspace((trx) =>
    keepOwn(trx, {
      accountId: body.accountId,
      postId: body.replyToPostId,
      attachmentIds: body.attachments.map(({ attachmentId }) => attachmentId),
    }),
  );
  return ctx.services.work.saveDraft(ctx.actor, {
    ...input,
    body: {
      ...body,
      accountId: own.accountId,
      replyToPostId: own.postId,
      attachments: body.attachments.filter(({ attachmentId }) => own.attachmentIds.includes(attachmentId)),
    },
  });
};
