// What a fake Instagram answers, question by question.
import { graphError } from '../kit/meta.ts';
import type { InstagramStore, Refusal, StoredComment, StoredMedia, StoredMessage } from './store.ts';

export interface Answer {
  /** As operations.ts writes it; empty where nobody is asked such a thing. */
  path: string;
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}
export interface Question {
  method: string;
  /** After the version. */
  path: string;
  query: URLSearchParams;
  body: Readonly<Record<string, unknown>>;
}

const time = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+0000');
const ok = (path: string, body: unknown): Answer => ({ path, status: 200, body });
export const refused = (path: string, { status, headers, ...error }: Refusal): Answer => ({
  path,
  status,
  ...(headers === undefined ? {} : { headers }),
  body: graphError(error),
});
const gone = (path: string): Answer =>
  refused(path, {
    status: 400,
    code: 100,
    subcode: 33,
    message: 'Unsupported get request. Object does not exist, or cannot be loaded due to missing permissions',
  });
const lacking = (path: string): Answer =>
  refused(path, {
    status: 403,
    code: 10,
    message: '(#10) Application does not have permission for this action',
  });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const inner = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Only what was asked for, as Graph does it. */
const picked = (all: Record<string, unknown>, fields: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => name === 'id' || new RegExp(`(?:^|[,{])${name}(?:[,{]|$)`).test(fields),
    ),
  );

function mediaView(store: InstagramStore, media: StoredMedia, fields: string) {
  const username = media.by?.username ?? store.account.username;
  return picked(
    {
      id: media.id,
      caption: media.caption,
      permalink: `https://www.instagram.com/p/${media.id}/`,
      timestamp: time(media.atMs),
      username,
      media_type: 'IMAGE',
      media_url: 'https://scontent.cdninstagram.com/v/1.jpg',
      comments_count: store.comments.filter(({ mediaId }) => mediaId === media.id).length,
    },
    fields,
  );
}

function commentView(store: InstagramStore, comment: StoredComment, fields: string): Record<string, unknown> {
  const { account } = store;
  const by = comment.by ?? { id: account.id, username: account.username };
  const all = {
    id: comment.id,
    text: comment.text,
    timestamp: time(comment.atMs),
    username: by.username,
    from: { id: by.id, username: by.username },
    ...(comment.parentId === null ? {} : { parent_id: comment.parentId }),
    media: { id: comment.mediaId },
  };
  const replies = newestFirst(store.comments.filter(({ parentId }) => parentId === comment.id));
  // Of what is expanded the first page comes along, and where the next begins (docs/graph-api/guides/field-expansion, …/results).
  const below =
    fields.includes('replies{') && replies.length > 0
      ? {
          replies: page(
            replies.map((one) => commentView(store, one, fields)),
            new URLSearchParams(),
          ),
        }
      : {};
  return { ...picked(all, fields), ...below };
}

function page(all: readonly Record<string, unknown>[], query: URLSearchParams, most = 50) {
  const limit = Math.min(Number(query.get('limit') ?? 25), most);
  const from = query.get('after') === null ? 0 : Number(query.get('after'));
  const data = all.slice(from, from + limit);
  const after = String(from + data.length);
  const next = from + limit < all.length ? { next: 'https://graph.instagram.com/next' } : {};
  return { data, paging: { cursors: { before: String(from), after }, ...next } };
}
const newestFirst = <T extends { atMs: number }>(list: readonly T[]): T[] =>
  list.toReversed().toSorted((a, b) => b.atMs - a.atMs);

function ofMe(store: InstagramStore, edge: string, { method, query }: Question): Answer | null {
  const { account } = store;
  const fields = query.get('fields') ?? '';
  if (method === 'GET' && edge === '') {
    const me = {
      user_id: account.id,
      username: account.username,
      name: account.name,
      account_type: account.type,
      profile_picture_url: 'https://scontent.cdninstagram.com/v/me.jpg',
      biography: account.biography,
      website: 'https://example.com/',
    };
    return ok('me', { ...picked(me, fields), id: account.appScopedId });
  }
  if (method === 'GET' && edge === 'media') {
    const own = newestFirst([...store.media.values()].filter(({ by }) => by === null));
    return ok(
      'me/media',
      page(
        own.map((one) => mediaView(store, one, fields)),
        query,
        100,
      ),
    );
  }
  if (edge === 'subscribed_apps') {
    if (method === 'GET')
      return ok('me/subscribed_apps', {
        data: store.subscribed.length === 0 ? [] : [{ subscribed_fields: store.subscribed }],
      });
    if (store.lacks.has('comments')) return lacking('me/subscribed_apps');
    store.subscribed = (query.get('subscribed_fields') ?? '').split(',');
    return ok('me/subscribed_apps', { success: true });
  }
  if (method !== 'GET' || edge !== 'conversations') return null;
  if (store.lacks.has('messages')) return lacking('me/conversations');
  const wanted = query.get('user_id');
  const all = store.conversations().filter(({ person }) => wanted === null || person.id === wanted);
  const data = all.map(({ person, updatedMs }) => ({
    id: store.conversationOf(person.id),
    updated_time: time(updatedMs),
  }));
  return ok('me/conversations', { data });
}

function messageView(store: InstagramStore, message: StoredMessage) {
  const { account } = store;
  const us = { id: account.id, username: account.username };
  const them = { id: message.person.id, username: message.person.username };
  return {
    id: message.id,
    created_time: time(message.atMs),
    from: message.isOurs ? us : them,
    to: { data: [message.isOurs ? them : us] },
    message: message.text,
  };
}

function sends(store: InstagramStore, { body }: Question): Answer {
  const path = '{ig-id}/messages';
  const recipient = body['recipient'];
  const [id, commentId] = [text(inner(recipient, 'id')), text(inner(recipient, 'comment_id'))];
  const action = text(body['sender_action']);
  if (action !== '') {
    const payload = body['payload'];
    const why = store.react(
      id,
      text(inner(payload, 'message_id')),
      action === 'react' ? text(inner(payload, 'reaction')) : null,
    );
    return why === null ? ok(path, { recipient_id: id }) : refused(path, why);
  }
  const said = text(inner(body['message'], 'text'));
  const tag = text(body['tag']);
  const done =
    commentId === ''
      ? store.sendTo(id, said, tag === '' ? null : tag)
      : store.answerPrivately(commentId, said);
  return 'status' in done
    ? refused(path, done)
    : ok(path, { recipient_id: done.person.id, message_id: done.id });
}

function ofAccount(store: InstagramStore, edge: string, question: Question): Answer | null {
  const { method, query, body } = question;
  if (method === 'POST' && edge === 'messages') return sends(store, question);
  if (method === 'POST' && edge === 'mentions') {
    const done = store.answerMention(
      text(body['media_id']),
      text(body['comment_id']) || null,
      text(body['message']),
    );
    return 'status' in done ? refused('{ig-id}/mentions', done) : ok('{ig-id}/mentions', { id: done.id });
  }
  if (method !== 'GET' || edge !== '') return null;
  const [, what = '', id = ''] =
    /^mentioned_(comment\.comment_id|media\.media_id)\((\d+)\)/.exec(query.get('fields') ?? '') ?? [];
  const named = `@${store.account.username}`;
  if (what.startsWith('comment')) {
    const found = store.commentAt(id);
    if (found?.text.includes(named) !== true) return gone('{ig-id}');
    // No name of who wrote it: Meta's document lists none.
    const { username: _, from: __, ...rest } = commentView(store, found, 'text,timestamp,media');
    return ok('{ig-id}', { mentioned_comment: rest, id: store.account.id });
  }
  const media = store.media.get(id);
  if (media === undefined) return gone('{ig-id}');
  const caption = media.caption.replaceAll(named, store.account.username);
  const fields = 'caption,timestamp,username,media_type,media_url';
  return ok('{ig-id}', {
    mentioned_media: { ...mediaView(store, media, fields), caption },
    id: store.account.id,
  });
}

function ofComment(
  store: InstagramStore,
  comment: StoredComment,
  edge: string,
  { method, query, body }: Question,
): Answer | null {
  const fields = query.get('fields') ?? '';
  const isOurs = store.media.get(comment.mediaId)?.by === null;
  if (edge === 'replies' && method === 'POST') {
    const done = store.answerComment(comment.id, text(body['message']));
    return 'status' in done
      ? refused('{comment-id}/replies', done)
      : ok('{comment-id}/replies', { id: done.id });
  }
  if (edge === 'replies' && method === 'GET') {
    const below = newestFirst(store.comments.filter(({ parentId }) => parentId === comment.id));
    return ok(
      '{comment-id}/replies',
      page(
        below.map((one) => commentView(store, one, fields)),
        query,
      ),
    );
  }
  if (edge !== '') return null;
  if (method === 'DELETE') {
    const why = store.deleteComment(comment.id);
    return why === null ? ok('{comment-id}', { success: true }) : refused('{comment-id}', why);
  }
  return isOurs ? ok('{comment-id}', commentView(store, comment, fields)) : gone('{comment-id}');
}

function ofMedia(
  store: InstagramStore,
  media: StoredMedia,
  edge: string,
  { method, query, body }: Question,
): Answer | null {
  const fields = query.get('fields') ?? '';
  if (edge === 'comments' && method === 'POST') {
    const done = store.commentOn(media.id, text(body['message']));
    return 'status' in done
      ? refused('{media-id}/comments', done)
      : ok('{media-id}/comments', { id: done.id });
  }
  if (media.by !== null) return gone(edge === 'comments' ? '{media-id}/comments' : '{media-id}');
  if (edge === 'comments') {
    const top = newestFirst(
      store.comments.filter((one) => one.mediaId === media.id && one.parentId === null && !one.isLive),
    );
    return ok(
      '{media-id}/comments',
      page(
        top.map((one) => commentView(store, one, fields)),
        query,
      ),
    );
  }
  return edge === '' && method === 'GET' ? ok('{media-id}', mediaView(store, media, fields)) : null;
}

/** Null: no such question. */
export function answer(store: InstagramStore, question: Question): Answer | null {
  const { method, path, query } = question;
  const [id = '', edge = ''] = path.split('/').map(decodeURIComponent);
  if (id === 'me') return ofMe(store, edge, question);
  if (id === store.account.id) return ofAccount(store, edge, question);
  const comment = store.commentAt(id);
  if (comment !== undefined) return ofComment(store, comment, edge, question);
  const media = store.media.get(id);
  if (media !== undefined) return ofMedia(store, media, edge, question);
  const fields = query.get('fields') ?? '';
  if (method === 'GET' && edge === '') {
    const talk = store.conversations().find(({ person }) => store.conversationOf(person.id) === id);
    if (talk !== undefined) {
      const said = newestFirst(store.messages.filter(({ person }) => person.id === talk.person.id));
      const data = said.slice(0, 20).map((one) => ({ id: one.id, created_time: time(one.atMs) }));
      return ok('{conversation-id}', { messages: { data }, id });
    }
    const message = store.messages.find((one) => one.id === id);
    if (message !== undefined) return ok('{message-id}', messageView(store, message));
    const person = store.people.get(id);
    if (person !== undefined) {
      const hasWritten = store.messages.some((one) => one.person.id === id && !one.isOurs);
      const why = { status: 403, code: 230, message: 'User consent is required to access user profile' };
      const profile = {
        name: person.name,
        username: person.username,
        profile_pic: 'https://scontent.cdninstagram.com/v/p.jpg',
      };
      return hasWritten ? ok('{igsid}', { ...picked(profile, fields), id }) : refused('{igsid}', why);
    }
  }
  const kind = /^\d+$/.test(id)
    ? fields.includes('caption') || edge === 'comments'
      ? 'media'
      : 'comment'
    : 'message';
  return gone(`{${kind}-id}${edge === '' ? '' : `/${edge}`}`);
}
