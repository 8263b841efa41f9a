// Keeps a draft of a reply; what it refers to and is not here (any more) is left out, the text is never lost for it.
import { keepOwn } from '../../storage/references.ts';
import type { MemberHandler } from '../context.ts';

export const saveDraft: MemberHandler<'saveDraft'> = async (ctx, input) => {
  const { body } = input;
  const { aside } = body;
  const [own, other] = await ctx.inWorkspace(async (trx) => [
    await keepOwn(trx, {
      accountId: body.accountId,
      postId: body.replyToPostId,
      attachmentIds: [...body.attachments, ...(aside?.attachments ?? [])].map(
        ({ attachmentId }) => attachmentId,
      ),
    }),
    await keepOwn(trx, { accountId: null, postId: aside?.replyToPostId ?? null, attachmentIds: [] }),
  ]);
  const keepPictures = (pictures: typeof body.attachments): typeof pictures =>
    pictures.filter(({ attachmentId }) => own.attachmentIds.includes(attachmentId));
  return ctx.services.work.saveDraft(ctx.actor, {
    ...input,
    body: {
      ...body,
      accountId: own.accountId,
      replyToPostId: own.postId,
      attachments: keepPictures(body.attachments),
      aside: aside && {
        ...aside,
        replyToPostId: other.postId,
        attachments: keepPictures(aside.attachments),
      },
    },
  });
};
