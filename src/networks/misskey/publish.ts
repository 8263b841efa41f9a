// Acts as an account: notes, replies, direct messages, images, reactions, renotes and deletions.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import { encodeMultipart } from '../kit/multipart.ts';
import type {
  AccountSession,
  ImageToSend,
  NetworkDeps,
  Published,
  Publisher,
  PublishRequest,
} from '../kit/network.ts';
import { idOf } from '../kit/record.ts';
import { scopedId, splitNativeId } from '../kit/scoped-id.ts';
import { localId, localUserId, publishedOf } from './acting.ts';
import type { Acting, Target } from './acting.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { limitsOf } from './limits.ts';
import { lookUp } from './look-up.ts';
import { manifest } from './manifest.ts';
import { isPureRenote } from './normalise.ts';
import { notesOf, readPages } from './read.ts';
import { createdSchema, noteSchema } from './schemas.ts';

const UPLOAD_TIMEOUT_MS = 120_000;
/** What servers take for a like wherever they take no other reaction. */
const LIKE = '❤';

/** Whether `error` is Misskey's refusal with this code. */
function isRefusal(error: unknown, code: string): boolean {
  const said = error instanceof AppError ? error.data?.['said'] : undefined;
  return typeof said === 'string' && said.startsWith(code);
}

/** Does what may have been done already. */
async function unlessDone(act: Promise<unknown>, doneCode: string): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!isRefusal(error, doneCode)) throw error;
  }
}

/** Puts one image into the account's drive; nothing is published by it. */
async function upload({ deps, client }: Acting, image: ImageToSend, index: number): Promise<string> {
  const doing = 'uploading an image';
  const extension = /^image\/([a-z]+)/.exec(image.mimeType)?.[1] ?? 'bin';
  const fileName = `image-${index + 1}.${extension}`;
  const body = encodeMultipart(
    [
      ...(client.token === undefined ? [] : [{ name: 'i', value: client.token }]),
      ...(image.alt === '' ? [] : [{ name: 'comment', value: image.alt }]),
      // Without it a server gives back what it has of the same bytes, with the description of then.
      { name: 'force', value: 'true' },
      { name: 'file', fileName, mimeType: image.mimeType, bytes: image.bytes },
    ],
    `kizuki-${deps.randomId().replaceAll(/[^a-z0-9]/gi, '')}`,
  );
  const answer = await client.call({
    path: '/api/drive/files/create',
    body,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    doing,
  });
  const id = idOf(answer.body);
  if (id !== null) return id;
  throw new AppError('network_unavailable', `${client.host} did not say where it put an image`);
}

/** Who may read it: a public reply is as quiet as the note it answers. */
async function audienceOf(acting: Acting, request: PublishRequest) {
  if (request.visibility !== 'dm') {
    const isQuiet = request.replyTo?.ref?.['visibility'] === 'home';
    return { visibility: isQuiet ? ('home' as const) : ('public' as const) };
  }
  const { replyTo } = request;
  const visibleUserIds = replyTo === undefined ? [] : [await localUserId(acting, replyTo.author)];
  return { visibility: 'specified' as const, visibleUserIds };
}

/** Refuses what the server would refuse, before an image is uploaded for it. */
async function check({ client }: Acting, request: PublishRequest): Promise<void> {
  const { text, images } = request;
  if (text.trim() === '' && images.length === 0) {
    throw new AppError('text_empty', 'Write something, or add an image', { where: 'text' });
  }
  const limits = limitsOf(await client.meta());
  const { max, fits, used } = measureLength(text, request.visibility === 'dm' ? limits.dm : limits.post);
  // Servers count code points, of which a character may have several.
  const points = [...text].length;
  if (!fits || points > max) {
    const long = Math.max(used, points);
    const message = `The text is ${long} characters long; ${client.host} takes ${max}. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used: long, max } });
  }
  if (images.length > limits.images.max) {
    const message = `${client.host} takes ${limits.images.max} images with a note, not ${images.length}`;
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

async function publish(acting: Acting, request: PublishRequest): Promise<Published> {
  const { client } = acting;
  await check(acting, request);
  const replyId = request.replyTo === undefined ? undefined : await localId(acting, request.replyTo);
  const audience = await audienceOf(acting, request);
  const fileIds: string[] = [];
  for (const [index, image] of request.images.entries()) fileIds.push(await upload(acting, image, index));
  const call = { doing: 'publishing', repeat: 'harmful' } as const;
  const answer = await client.ask(
    'notes/create',
    {
      text: request.text.trim() === '' ? null : request.text,
      ...audience,
      ...(replyId === undefined ? {} : { replyId }),
      ...(fileIds.length === 0 ? {} : { fileIds }),
    },
    call,
  );
  const { createdNote } = readBody(createdSchema, answer, call);
  return publishedOf(readBody(noteSchema, { ...answer, body: createdNote }, call), client);
}

/** Deleting is limited to once a second: what is gone already is not asked for again. */
async function remove(acting: Acting, nativeId: string): Promise<void> {
  const { client } = acting;
  const doing = 'deleting a note';
  const noteId = await localId(acting, { nativeId });
  try {
    await client.ask('notes/show', { noteId }, { doing });
  } catch (error) {
    if (error instanceof AppError && error.code === 'network_post_gone') return;
    throw error;
  }
  await unlessDone(client.ask('notes/delete', { noteId }, { doing }), 'NO_SUCH_NOTE');
}

/** Our renote of a note, where there is one: Misskey would make another. */
async function ownRenote({ client, account }: Acting, noteId: string): Promise<string | null> {
  const doing = 'looking for our renote';
  const own = splitNativeId(account.nativeId)?.id ?? account.nativeId;
  const find = (records: readonly unknown[]): string | null =>
    notesOf(records).find((note) => note.user.id === own && isPureRenote(note))?.id ?? null;
  const { records } = await readPages(
    (page) => client.ask('notes/renotes', { ...page, noteId }, { doing }),
    doing,
    (all) => find(all) !== null,
  );
  return find(records);
}

async function repost(acting: Acting, target: Target): Promise<string> {
  const { client } = acting;
  const renoteId = await localId(acting, target);
  const known = await ownRenote(acting, renoteId);
  if (known !== null) return scopedId(client.host, known);
  const call = { doing: 'renoting', repeat: 'harmful' } as const;
  const answer = await client.ask('notes/create', { renoteId, visibility: 'public' }, call);
  const { createdNote } = readBody(createdSchema, answer, call);
  return scopedId(client.host, readBody(noteSchema, { ...answer, body: createdNote }, call).id);
}

function noEditing(): AppError {
  const why = manifest.policy.find(({ actions }) => actions.includes('edit'))?.why?.en;
  return new AppError('network_forbids', why ?? 'Misskey has no editing');
}

/** The publisher of an account. */
export function createPublisher(deps: NetworkDeps, client: Client, account: AccountSession): Publisher {
  const acting: Acting = { deps, client, account };
  return {
    publish: (request) => publish(acting, request),
    lookUp: (request, since, taken) => lookUp(acting, request, since, taken),
    edit: () => Promise.reject(noEditing()),
    remove: (nativeId) => remove(acting, nativeId),
    async like(target) {
      const noteId = await localId(acting, target);
      const ask = client.ask('notes/reactions/create', { noteId, reaction: LIKE }, { doing: 'reacting' });
      await unlessDone(ask, 'ALREADY_REACTED');
      return target.nativeId;
    },
    async unlike(target) {
      const noteId = await localId(acting, target);
      const ask = client.ask('notes/reactions/delete', { noteId }, { doing: 'taking a reaction back' });
      await unlessDone(ask, 'NOT_REACTED');
    },
    repost: (target) => repost(acting, target),
    async unrepost(target) {
      const noteId = await localId(acting, target);
      await client.ask('notes/unrenote', { noteId }, { doing: 'taking a renote back' });
    },
  };
}
