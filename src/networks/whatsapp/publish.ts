// Answers on WhatsApp: a text, a picture with a caption, or a reaction, under the message that they answer.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { GraphClient } from '../kit/meta-graph.ts';
import { encodeMultipart } from '../kit/multipart.ts';
import type {
  AccountSession,
  ImageToSend,
  NetworkDeps,
  Published,
  Publisher,
  PublishRequest,
} from '../kit/network.ts';
import type { SentMemory } from '../kit/sent-memory.ts';
import { createClient, readBody } from './client.ts';
import type { WhatsAppOptions } from './client.ts';
import { manifest, mostOfCaption, onlyAnswers } from './manifest.ts';
import { sentSchema, uploadedSchema } from './schemas.ts';

const LIKE = '👍';

const forbidden = (text: string) => (): Promise<never> =>
  Promise.reject(new AppError('network_forbids', text));
const stays = forbidden(
  'A message that was sent on WhatsApp can be neither taken back nor changed through the API.',
);
const noReposts = forbidden('WhatsApp has no reposts.');

/** Refuses what WhatsApp should not be asked for. */
function check({ text, images }: PublishRequest): void {
  const { images: limits, dm } = manifest.limits;
  if (text.trim() === '' && images.length === 0)
    throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  const { used, max, fits } = measureLength(text, dm);
  const most = images.length > 0 ? Math.min(max, mostOfCaption) : max;
  if (!fits || used > most) {
    const under = images.length > 0 ? ' under a picture' : '';
    const message = `The text has ${String(used)} characters; WhatsApp takes ${String(most)}${under}. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max: most } });
  }
  const isWrong = ({ bytes, mimeType }: ImageToSend): boolean =>
    bytes.byteLength > limits.maxBytes || !limits.mimeTypes.includes(mimeType);
  if (images.length > limits.max || images.some(isWrong)) {
    const message = 'WhatsApp takes one picture a message, JPEG or PNG, up to 5 MB.';
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

/** Who is known by their number is written to by it; who hid it, by the id that the company has of them. */
const addressed = (chat: string, kind: string | undefined): Record<string, string> =>
  kind === 'group'
    ? { recipient_type: 'group', to: chat }
    : { recipient_type: 'individual', ...(/^\d+$/.test(chat) ? { to: chat } : { recipient: chat }) };

export interface Publishing {
  deps: NetworkDeps;
  options: WhatsAppOptions;
  account: AccountSession;
  memory: SentMemory;
}

/** WhatsApp took it, whatever its answer looks like: without an id of the message one of ours stands for it. */
function publishedOf({ body }: HttpAnswer, deps: Pick<NetworkDeps, 'now' | 'randomId'>): Published {
  const id = sentSchema.safeParse(body).data?.messages[0]?.id;
  return { nativeId: id ?? `unnamed:${deps.randomId()}`, createdAt: new Date(deps.now()).toISOString() };
}

/** Handed over before the message that shows it: alone it reaches nobody, so it may be repeated. */
async function upload(
  client: GraphClient,
  { account, deps }: Publishing,
  { bytes, mimeType }: ImageToSend,
): Promise<string> {
  const call = {
    method: 'POST',
    path: `${account.nativeId}/media`,
    repeat: 'harmless',
    doing: 'handing over a picture',
  } as const;
  const fileName = mimeType === 'image/png' ? 'picture.png' : 'picture.jpg';
  const body = encodeMultipart(
    [
      { name: 'messaging_product', value: 'whatsapp' },
      { name: 'type', value: mimeType },
      { name: 'file', fileName, mimeType, bytes },
    ],
    `kizuki-${deps.randomId()}`,
  );
  return readBody(uploadedSchema, await client({ ...call, body }), call).id;
}

async function contentOf(
  client: GraphClient,
  publishing: Publishing,
  { text, images: [picture] }: PublishRequest,
): Promise<object> {
  if (picture === undefined) return { type: 'text', text: { body: text, preview_url: true } };
  const id = await upload(client, publishing, picture);
  return { type: 'image', image: { id, ...(text.trim() === '' ? {} : { caption: text }) } };
}

export function createPublisher(publishing: Publishing): Publisher {
  const { deps, options, account, memory } = publishing;
  const client = createClient(deps, options, account);

  const send = (
    to: Record<string, string>,
    message: object,
    { repeat, doing }: { repeat: 'harmless' | 'harmful'; doing: string },
  ): Promise<HttpAnswer> =>
    client({
      method: 'POST',
      path: `${account.nativeId}/messages`,
      body: { json: { messaging_product: 'whatsapp', ...to, ...message } },
      repeat,
      doing,
    });

  async function publish(request: PublishRequest): Promise<Published> {
    check(request);
    const { idempotencyKey, replyTo } = request;
    if (replyTo === undefined) throw new AppError('network_forbids', onlyAnswers.en);
    const known = memory.get(idempotencyKey);
    if (known !== null) return known;
    const chat = replyTo.ref?.['to'] ?? replyTo.conversation?.split('/').at(-1) ?? replyTo.author.nativeId;
    const content = await contentOf(client, publishing, request);
    const message = { ...content, context: { message_id: replyTo.nativeId } };
    const answer = await send(addressed(chat, replyTo.ref?.['chat']), message, {
      repeat: 'harmful',
      doing: 'sending',
    });
    const done = publishedOf(answer, deps);
    memory.put(idempotencyKey, done);
    return done;
  }

  async function react(
    post: { nativeId: string; ref?: Record<string, string> },
    emoji: string,
  ): Promise<void> {
    const chat = post.ref?.['to'];
    if (chat === undefined) {
      throw new AppError('network_post_gone', 'Nobody knows any more whose message this is.');
    }
    const message = { type: 'reaction', reaction: { message_id: post.nativeId, emoji } };
    // Of one account a message has one reaction: the same one again changes nothing.
    await send(addressed(chat, post.ref?.['chat']), message, { repeat: 'harmless', doing: 'reacting' });
  }

  return {
    publish,
    lookUp: ({ idempotencyKey }) => Promise.resolve(memory.fateOf(idempotencyKey)),
    edit: stays,
    remove: stays,
    async like(post) {
      await react(post, LIKE);
      return post.nativeId;
    },
    unlike: (post) => react(post, ''),
    repost: noReposts,
    unrepost: noReposts,
  };
}
