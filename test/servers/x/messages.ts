// The fake X's direct messages: lists by account and by conversation, sends to who wrote first, deletions of one's own.
import { besideMessages, messageJson, notFound } from './objects.ts';
import { invalid, refused, type Answer, type Asked, type World } from './routes.ts';
import { conversationOf, type Message } from './store.ts';

const ok = (body: unknown): Answer => ({ status: 200, body });
const LISTED_MS = 30 * 24 * 3_600_000;

const takesPart = ({ conversation, senderId }: Message, personId: string): boolean =>
  senderId === personId || conversation.split('-').includes(personId) || !conversation.includes('-');

/** One page, newest first. */
function page({ store, broken }: World, { url, callerId }: Asked, conversation: string | null): Answer {
  const size = Number(url.searchParams.get('max_results') ?? 100);
  const token = url.searchParams.get('pagination_token');
  const before = token === null ? null : /^page(\d+)$/u.exec(token)?.[1];
  if (before === undefined) return invalid('The pagination_token is not one of ours');
  const wanted = store.messages
    .filter((message) => takesPart(message, callerId) && message.createdMs > Date.now() - LISTED_MS)
    .filter((message) => conversation === null || message.conversation === conversation)
    .filter(({ id }) => before === null || BigInt(id) < BigInt(before))
    .toReversed();
  const listed = wanted.slice(0, size);
  const last = listed.at(-1);
  return ok({
    ...(listed.length === 0
      ? {}
      : {
          data: [...listed.map((one) => messageJson(store, one, url)), ...broken.splice(0)],
          includes: besideMessages(store, listed, url),
        }),
    meta: {
      result_count: listed.length,
      ...(last !== undefined && wanted.length > listed.length ? { next_token: `page${last.id}` } : {}),
    },
  });
}

function send({ store }: World, { body, callerId }: Asked, conversation: string): Answer {
  const hasWritten = store.messages.some(
    (one) => one.conversation === conversation && one.senderId !== callerId,
  );
  if (!hasWritten) return refused('You cannot send messages to this user.');
  const { text = '', attachments = [] } = body as { text?: string; attachments?: { media_id: string }[] };
  if (attachments.length > 1) return invalid('Only one attachment is allowed');
  const media = attachments.flatMap(({ media_id: id }) => store.media.get(id) ?? []);
  const { id } = store.addMessage(callerId, conversation, text, media);
  return { status: 201, body: { data: { dm_conversation_id: conversation, dm_event_id: id } } };
}

/** Answers a call about direct messages; null where it is another. */
export function answerMessages(world: World, asked: Asked): Answer | null {
  const { pathname } = asked.url;
  const call = `${asked.method} ${pathname}`;
  if (call === 'GET /2/dm_events') return page(world, asked, null);
  const event = /^\/2\/dm_events\/(\d+)$/u.exec(pathname)?.[1];
  const found = world.store.messages.find(({ id }) => id === event);
  if (event !== undefined && asked.method === 'GET') {
    if (found === undefined || !takesPart(found, asked.callerId)) return ok({ errors: [notFound(event)] });
    return ok({
      data: messageJson(world.store, found, asked.url),
      includes: besideMessages(world.store, [found], asked.url),
    });
  }
  if (event !== undefined && asked.method === 'DELETE') {
    if (found === undefined) return ok({ errors: [notFound(event)] });
    world.store.messages.splice(world.store.messages.indexOf(found), 1);
    return ok({ data: { deleted: true } });
  }
  const [, other, conversation, what] =
    /^\/2\/dm_conversations\/(?:with\/(\d+)|([\d-]+))\/(dm_events|messages)$/u.exec(pathname) ?? [];
  if (what === undefined) return null;
  const place = conversation ?? conversationOf(asked.callerId, other ?? '');
  return what === 'messages' ? send(world, asked, place) : page(world, asked, place);
}
