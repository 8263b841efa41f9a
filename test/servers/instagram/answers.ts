// What a fake Instagram answers, question by question.
import { gone, graphTime as time, newestFirst, ok, page, picked, refused, text } from '../kit/graph.ts';
import { inner, type Answer, type Question } from '../kit/graph.ts';
import { answerTalks, listTalks, sendTalk } from '../kit/meta-talks.ts';
import type { InstagramStore, StoredComment, StoredMedia } from './store.ts';

const lacking = (path: string): Answer =>
  refused(path, {
    status: 403,
    code: 10,
    message: '(#10) Application does not have permission for this action',
  });
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

function ofMe(store: InstagramStore, edge: string, question: Question): Answer | null {
  const { method, query } = question;
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
  return listTalks(store, question);
}

function ofAccount(store: InstagramStore, edge: string, question: Question): Answer | null {
  const { method, query, body } = question;
  if (method === 'POST' && edge === 'messages') {
    return sendTalk(store, '{ig-id}/messages', question, (recipient, said) => {
      const commentId = text(inner(recipient, 'comment_id'));
      return commentId === '' ? null : store.answerPrivately(commentId, said);
    });
  }
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
    const us = { id: store.account.id, username: store.account.username };
    const told = answerTalks(store, id, question, { us, profilePath: '{igsid}' });
    if (told !== null) return told;
  }
  const kind = /^\d+$/.test(id)
    ? fields.includes('caption') || edge === 'comments'
      ? 'media'
      : 'comment'
    : 'message';
  return gone(`{${kind}-id}${edge === '' ? '' : `/${edge}`}`);
}
