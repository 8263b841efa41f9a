// Answers on Instagram: comments, one private message for a comment, messages within the window, and a heart.
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { GraphCall, GraphClient } from '../kit/meta-graph.ts';
import type { AccountSession, NetworkDeps, Published, Publisher, PublishRequest } from '../kit/network.ts';
import type { SentMemory } from '../kit/sent-memory.ts';
import { createAsk } from './ask.ts';
import { createClient, readBody } from './client.ts';
import type { InstagramOptions } from './client.ts';
import { lookUp } from './look-up.ts';
import { manifest } from './manifest.ts';
import { placeOf, type Place } from './place.ts';
import { isMessageId, isReaction } from './ids.ts';
import type { Readable } from './readable.ts';
import { createdSchema, sentSchema } from './schemas.ts';

const forbidden = (text: string) => (): Promise<never> =>
  Promise.reject(new AppError('network_forbids', text));
const noReposts = forbidden('Instagram’s API offers no reposts.');

/** Refuses what Instagram should not be asked for. */
function check({ text, images, visibility }: PublishRequest): void {
  if (text.trim() === '' && images.length === 0) {
    throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  }
  const { used, max, fits } = measureLength(
    text,
    visibility === 'dm' ? manifest.limits.dm : manifest.limits.post,
  );
  if (!fits) {
    const what = visibility === 'dm' ? 'bytes of UTF-8 in a message' : 'characters in a comment';
    const message = `The text is too long (${String(used)}); Instagram takes ${String(max)} ${what}. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  if (images.length > 0) {
    const message =
      'Instagram fetches pictures from an address that everybody can reach; Kizuki gives out none. Send a text.';
    throw new AppError('attachment_invalid', message, { where: 'images' });
  }
}

export interface Publishing {
  deps: NetworkDeps;
  options: InstagramOptions;
  account: AccountSession;
  memory: SentMemory;
  readable: Readable;
}

/** Whether the company said that Meta approved its app for the tag of human agents. */
export const isGranted = (secrets: Readonly<Record<string, string>>): boolean =>
  secrets['humanAgent'] === 'true';
const tagged = (person: string, text: string) => ({
  recipient: { id: person },
  messaging_type: 'MESSAGE_TAG',
  tag: 'HUMAN_AGENT',
  message: { text },
});

/** What is asked of Instagram for an answer to a place. */
function callFor(place: Place, text: string, self: string): Pick<GraphCall, 'path' | 'query' | 'body'> {
  const at = encodeURIComponent;
  const toMessages = (recipient: object) => ({
    path: `${at(self)}/messages`,
    body: { json: { recipient, message: { text } } },
  });
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
      return toMessages({ comment_id: place.comment });
    case 'message':
      return toMessages({ id: place.person });
  }
}

/** Of one account a message has one reaction: the same one again changes nothing. */
const reactingAs =
  (client: GraphClient, selfId: string) =>
  async (
    post: { nativeId: string; ref?: Record<string, string> },
    how: { sender_action: 'react' | 'unreact'; reaction?: 'love' },
  ): Promise<void> => {
    const person = post.ref?.['to'];
    if (isReaction(post.nativeId)) {
      throw new AppError('network_forbids', 'On Instagram nothing is given to a reaction.');
    }
    if (person === undefined || !isMessageId(post.nativeId)) {
      throw new AppError('network_forbids', 'Instagram’s API offers no likes of comments.');
    }
    const { sender_action: action, ...reaction } = how;
    const json = {
      recipient: { id: person },
      sender_action: action,
      payload: { message_id: post.nativeId, ...reaction },
    };
    await client({
      method: 'POST',
      path: `${selfId}/messages`,
      body: { json },
      repeat: 'harmless',
      doing: 'reacting',
    });
  };

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
    check(request);
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
    const answer = await client(call).catch((error: unknown) => {
      // Certainly not sent. What a person writes may go out later under the tag, where Meta approved it; a program's never.
      const mayBeTagged =
        isGranted(account.secrets) && request.isAutomatic !== true && place.kind === 'message';
      if (!mayBeTagged || !(error instanceof AppError) || error.code !== 'window_closed') throw error;
      return client({ ...call, body: { json: tagged(place.person, request.text) } });
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

  const react = reactingAs(client, self.nativeId);
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
      await react(post, { sender_action: 'react', reaction: 'love' });
      return post.nativeId;
    },
    unlike: (post) => react(post, { sender_action: 'unreact' }),
    repost: noReposts,
    unrepost: noReposts,
  };
}
