// Queues a reply; a picture that is not here is noticed now, not when the reply is about to go out.
import { AppError } from '../../domain/errors.ts';
import { keepOwn } from '../../storage/references.ts';
import type { MemberHandler } from '../context.ts';

export const sendReply: MemberHandler<'sendReply'> = async (ctx, input) => {
  const wanted = input.body.attachments.map(({ attachmentId }) => attachmentId);
  if (wanted.length > 0) {
    const own = await ctx.inWorkspace((trx) =>
      keepOwn(trx, { accountId: null, postId: null, attachmentIds: wanted }),
    );
    const missing = wanted.findIndex((id) => !own.attachmentIds.includes(id));
    if (missing !== -1) {
      throw new AppError('attachment_invalid', 'This picture is not here any more. Add it again.', {
        where: `body.attachments.${missing}.attachmentId`,
      });
    }
  }
  return ctx.services.work.sendReply(ctx.actor, input);
};
