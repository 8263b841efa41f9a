// Answers on Instagram: comments, one private message for a comment, messages within the window, and a heart.
import { AppError } from '../../domain/errors.ts';
import type { GraphCall, GraphClient } from '../kit/meta-graph.ts';
import { isReaction } from '../kit/meta-message-posts.ts';
import { createdSchema, sentSchema } from '../kit/meta-message-schemas.ts';
import type { Readable } from '../kit/meta-readable.ts';
import { checkRequest, isGranted, messageTo, reactTo, sendOrTag } from '../kit/meta-send.ts';
import type { AccountSession, NetworkDeps, Published, Publisher, PublishRequest } from '../kit/network.ts';
import type { SentMemory } from '../kit/sent-memory.ts';
import { createAsk } from './ask.ts';
import { createClient, readBody } from './client.ts';
import type { InstagramOptions } from './client.ts';
import { lookUp } from './look-up.ts';
import { manifest } from './manifest.ts';
import { placeOf, type Place } from './place.ts';
import { isMessageId } from './ids.ts';

const forbidden = (text: string) => (): Promise<never> =>
  Promise.reject(new AppError('network_forbids', text));
const noReposts = forbidden('Instagram’s API offers no reposts.');

export interface Publishing {
  deps: NetworkDeps;
  options: InstagramOptions;
  account: AccountSession;
  memory: SentMemory;
  readable: Readable;
}

/** What is asked of Instagram for an answer to a place. */
function callFor(place: Place, text: string, self: string): Pick<GraphCall, 'path' | 'query' | 'body'> {
  const at = encodeURIComponent;
  switch (place.kind) {
    case 'reply':
      return { path: `${at(place.under)}/replies`, body: { form: { message: text } } };
    case 'comment':
      return { path: `${at(place.media)}/comments`, body: { form: { message: text } } };
    case 'mention': {
      const of = place.comment === null ? {} : { comment_id: place.comment };
      return {
        path: `${at(self)}/mentions`,
        body: { form: { media_id: place.media, ...of, message: text } },
      };
    }
    case 'private':
      return messageTo(self, { comment_id: place.comment }, text);
    case 'message':
      return messageTo(self, { id: place.person }, text);
  }
}

/** Of what Instagram has, messages alone are given a heart. */
async function heart(
  client: GraphClient,
  selfId: string,
  post: { nativeId: string; ref?: Record<string, string> },
  reaction: 'love' | null,
): Promise<void> {
  if (!isReaction(post.nativeId) && (post.ref?.['to'] === undefined || !isMessageId(post.nativeId))) {
    throw new AppError('network_forbids', 'Instagram’s API offers no likes of comments.');
  }
  await reactTo(client, selfId, post, reaction);
}

const removingBy =
  (client: GraphClient) =>
  async (nativeId: string): Promise<void> => {
    if (isMessageId(nativeId)) {
      const message = 'Instagram’s API takes no message back: do it in the Instagram app.';
      throw new AppError('network_forbids', message);
    }
    const path = encodeURIComponent(nativeId);
    const call = { method: 'DELETE', path, repeat: 'harmless', doing: 'deleting a comment' } as const;
    await client(call).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'network_post_gone') throw error;
    });
  };

export function createPublisher(publishing: Publishing): Publisher {
  const { deps, options, account, memory, readable } = publishing;
  const client = createClient(deps, options, account);
  const self = { nativeId: account.nativeId, handle: account.handle };

  async function publish(request: PublishRequest): Promise<Published> {
    checkRequest(request, 'Instagram', manifest.limits);
    const place = placeOf(request);
    if (place === null) {
      throw new AppError(
        'network_forbids',
        'A post on Instagram needs a picture or a film: it cannot be made from here.',
      );
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
    const isMessage = place.kind === 'message' || place.kind === 'private';
    const nativeId = isMessage
      ? readBody(sentSchema, answer, call).message_id
      : readBody(createdSchema, answer, call).id;
    const done = { nativeId, createdAt: new Date(deps.now()).toISOString() };
    memory.put(request.idempotencyKey, done);
    if (place.kind === 'comment') readable.add(nativeId, place.media);
    if (place.kind === 'reply') readable.add(nativeId, place.mediaOf);
    return done;
  }

  return {
    publish,
    async lookUp(request, since, taken = new Set()) {
      const known = memory.get(request.idempotencyKey);
      if (known !== null) return { found: known };
      return lookUp(createAsk(client, self.nativeId), { self, request, taken }, since);
    },
    edit: forbidden('What was written on Instagram cannot be changed through its API.'),
    remove: removingBy(client),
    async like(post) {
      await heart(client, self.nativeId, post, 'love');
      return post.nativeId;
    },
    unlike: (post) => heart(client, self.nativeId, post, null),
    repost: noReposts,
    unrepost: noReposts,
  };
}
