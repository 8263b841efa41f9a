// Answers as a Page: comments, one private message for a comment or a post, messages within the window, and likes.
import { AppError } from '../../domain/errors.ts';
import type { GraphCall, GraphClient } from '../kit/meta-graph.ts';
import { createdSchema, sentSchema } from '../kit/meta-message-schemas.ts';
import type { Readable } from '../kit/meta-readable.ts';
import { checkRequest, isGranted, messageTo, reactTo, sendOrTag } from '../kit/meta-send.ts';
import type { AccountSession, NetworkDeps, Published, Publisher, PublishRequest } from '../kit/network.ts';
import type { SentMemory } from '../kit/sent-memory.ts';
import { createAsk } from './ask.ts';
import { createClient, readBody, type FacebookOptions } from './client.ts';
import { isMessageId } from './ids.ts';
import { lookUp } from './look-up.ts';
import { manifest } from './manifest.ts';
import { placeOf, type Place } from './place.ts';

const forbid = (text: string): never => {
  throw new AppError('network_forbids', text);
};
const forbidden = (text: string) => async (): Promise<never> => forbid(text);
const noReposts = forbidden('Facebook’s API has no way for a Page to share what others posted.');

export interface Publishing {
  deps: NetworkDeps;
  options: FacebookOptions;
  account: AccountSession;
  memory: SentMemory;
  readable: Readable;
}

/** What is asked of Facebook for an answer to a place. */
function callFor(
  place: Exclude<Place, { kind: 'elsewhere' }>,
  text: string,
  selfId: string,
): Pick<GraphCall, 'path' | 'body'> {
  switch (place.kind) {
    case 'comment':
      return { path: `${encodeURIComponent(place.under)}/comments`, body: { form: { message: text } } };
    case 'private':
      return messageTo(selfId, place.recipient, text);
    case 'message':
      return messageTo(selfId, { id: place.person }, text, { messaging_type: 'RESPONSE' });
  }
}

/** A Page likes what stands on it, and gives a heart to a message. Done again neither changes anything. */
async function like(
  client: GraphClient,
  selfId: string,
  post: { nativeId: string; ref?: Record<string, string> },
  isLiked: boolean,
): Promise<void> {
  if (isMessageId(post.nativeId)) return reactTo(client, selfId, post, isLiked ? '❤️' : null);
  if (post.ref?.['under'] !== 'us') forbid('A Page likes by the API only what stands on it.');
  await client({
    method: isLiked ? 'POST' : 'DELETE',
    path: `${encodeURIComponent(post.nativeId)}/likes`,
    repeat: 'harmless',
    doing: 'liking',
  });
}

async function remove(client: GraphClient, nativeId: string): Promise<void> {
  if (isMessageId(nativeId)) forbid('Messenger’s API takes no message back.');
  const path = encodeURIComponent(nativeId);
  const call = { method: 'DELETE', path, repeat: 'harmless', doing: 'deleting a comment' } as const;
  await client(call).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'network_post_gone') throw error;
  });
}

export function createPublisher({ deps, options, account, memory, readable }: Publishing): Publisher {
  const client = createClient(deps, options, account);
  const self = { nativeId: account.nativeId, handle: account.handle };

  async function publish(request: PublishRequest): Promise<Published> {
    checkRequest(request, 'Facebook', manifest.limits);
    const place = placeOf(request, self.nativeId);
    if (place === null) return forbid('Kizuki posts nothing on the Page: it answers.');
    if (place.kind === 'elsewhere') {
      return forbid('A Page answers by the API only what stands on it. Open Facebook to answer there.');
    }
    const known = memory.get(request.idempotencyKey);
    if (known !== null) return known;
    const call = {
      ...callFor(place, request.text, self.nativeId),
      method: 'POST',
      repeat: 'harmful',
      doing: 'sending',
    } as const;
    const answer = await sendOrTag(client, call, {
      person: place.kind === 'message' ? place.person : null,
      text: request.text,
      mayTag: isGranted(account.secrets) && request.isAutomatic !== true,
    });
    const nativeId =
      place.kind === 'comment'
        ? readBody(createdSchema, answer, call).id
        : readBody(sentSchema, answer, call).message_id;
    const done = { nativeId, createdAt: new Date(deps.now()).toISOString() };
    memory.put(request.idempotencyKey, done);
    if (place.kind === 'comment') readable.add(nativeId, place.post);
    return done;
  }

  return {
    publish,
    async lookUp(request, since, taken = new Set()) {
      const known = memory.get(request.idempotencyKey);
      if (known !== null) return { found: known };
      return lookUp(createAsk(client), { self, request, taken }, since);
    },
    edit: forbidden('Kizuki changes nothing that the Page wrote. Delete the comment and write it again.'),
    remove: (nativeId) => remove(client, nativeId),
    async like(post) {
      await like(client, self.nativeId, post, true);
      return post.nativeId;
    },
    unlike: (post) => like(client, self.nativeId, post, false),
    repost: noReposts,
    unrepost: noReposts,
  };
}
