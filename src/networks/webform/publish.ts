// Answers on the page of a conversation: each once, by its key, and able to be changed or taken back.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import { isFormId, type FormWord } from '../../domain/webform/words.ts';
import type { AccountSession, Fate, Published, Publisher, PublishRequest } from '../kit/network.ts';
import { expectWorkspace, gone, type FormContext } from './context.ts';
import { manifest } from './manifest.ts';

const noReactions = (): Promise<never> =>
  Promise.reject(new AppError('network_forbids', 'A contact form has no likes and no reposts.'));

function expectText(text: string): void {
  if (text.trim() === '') throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  const { used, max, fits } = measureLength(text, manifest.limits.dm);
  if (fits) return;
  throw new AppError('text_too_long', `The text has ${used} characters; a form’s page takes ${max}.`, {
    where: 'text',
    data: { used, max },
  });
}

/** The conversation that is answered; null: the request names none. */
function talkOf({ replyTo }: PublishRequest): string | null {
  const talkId = replyTo?.conversation ?? replyTo?.author.nativeId ?? '';
  return isFormId(talkId) ? talkId : null;
}

const published = ({ id, at }: FormWord): Published => ({
  nativeId: id,
  createdAt: new Date(at).toISOString(),
});

export function createPublisher({ deps, store }: FormContext, account: AccountSession): Publisher {
  const now = (): string => new Date(deps.now()).toISOString();
  const workspace = (): string => expectWorkspace(account.workspaceId);

  async function publish(request: PublishRequest): Promise<Published> {
    expectText(request.text);
    if (request.images.length > 0) {
      throw new AppError('attachment_invalid', 'A form’s page takes no pictures.', { where: 'images' });
    }
    const talkId = talkOf(request);
    if (talkId === null || request.visibility !== 'dm') {
      throw new AppError('network_forbids', 'Only who wrote by the form is answered, on their own page.');
    }
    const { idempotencyKey: key, text, replyTo } = request;
    const word = await store.answer(workspace(), {
      accountId: account.id,
      talkId,
      replyTo: replyTo?.nativeId ?? '',
      key,
      text,
      at: now(),
    });
    if (word === null) throw gone('This conversation');
    return published(word);
  }

  async function lookUp(request: PublishRequest): Promise<Fate> {
    const talkId = talkOf(request);
    const word =
      talkId === null ? null : await store.answerByKey(workspace(), talkId, request.idempotencyKey);
    return word === null ? { absent: true } : { found: published(word) };
  }

  return {
    publish,
    lookUp,
    async edit(nativeId, text) {
      expectText(text);
      const change = { accountId: account.id, id: nativeId, text, at: now() };
      const word = isFormId(nativeId) ? await store.change(workspace(), change) : null;
      if (word === null) throw gone('This answer');
      return published(word);
    },
    async remove(nativeId) {
      if (isFormId(nativeId)) await store.remove(workspace(), { accountId: account.id, id: nativeId });
    },
    like: noReactions,
    unlike: noReactions,
    repost: noReactions,
    unrepost: noReactions,
  };
}
