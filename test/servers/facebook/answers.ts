// What a fake Facebook answers, question by question.
import { gone, graphTime, inner, newestFirst, ok, page, picked, refused, text } from '../kit/graph.ts';
import { deadToken, type Answer, type Question } from '../kit/graph.ts';
import { answerTalks, listTalks, sendTalk } from '../kit/meta-talks.ts';
import type { FacebookStore, StoredComment, StoredPost } from './store.ts';

const lacking = (path: string, permission: string): Answer =>
  refused(path, { status: 403, code: 200, message: `(#200) Requires ${permission} permission` });
const whoIs = (store: FacebookStore, by: { id: string; name: string } | null) => ({
  id: by?.id ?? store.page.id,
  name: by?.name ?? store.page.name,
});

function postView(store: FacebookStore, post: StoredPost, fields: string) {
  const all = {
    id: post.id,
    message: post.text,
    created_time: graphTime(post.atMs),
    updated_time: graphTime(post.updatedMs),
    from: whoIs(store, post.by),
    permalink_url: `https://www.facebook.com/${post.id}`,
  };
  return picked(all, fields);
}
function commentView(store: FacebookStore, comment: StoredComment, fields: string) {
  const all = {
    id: comment.id,
    message: comment.text,
    created_time: graphTime(comment.atMs),
    from: whoIs(store, comment.by),
    permalink_url: `https://www.facebook.com/${comment.postId}?comment_id=${comment.id}`,
    ...(comment.parentId === null ? {} : { parent: { id: comment.parentId } }),
  };
  return picked(all, fields);
}

/** What the app asks in its own name. */
export function ofApp(store: FacebookStore, { method, path, query }: Question): Answer | null {
  if (method !== 'GET') return null;
  if (path === `${store.appId}/subscriptions`) {
    const { callback } = store;
    const fields = (callback?.fields ?? []).map((name) => ({ name, version: 'v23.0' }));
    const set = callback && { object: 'page', callback_url: callback.url, active: true, fields };
    return ok('{app-id}/subscriptions', { data: set === null ? [] : [set] });
  }
  if (path !== 'debug_token') return null;
  const token = query.get('input_token');
  const hour = Math.floor(Date.now() / 1_000) + 3_600;
  const isPage = token === store.pageToken || token === store.shortPageToken;
  const isKnown = isPage || token === store.userToken || token === store.lastingToken;
  const data = {
    app_id: store.appId,
    type: isPage ? 'PAGE' : 'USER',
    is_valid: isKnown,
    ...(isPage ? { profile_id: store.page.id } : {}),
    expires_at: token === store.pageToken ? 0 : hour,
    data_access_expires_at: hour + 90 * 86_400,
    scopes: isKnown ? store.scopes : [],
  };
  return ok(path, { data });
}

/** A token of some hours for one of sixty days; asked without a token of its own. */
export function exchanged(store: FacebookStore, { query }: Question): Answer {
  const path = 'oauth/access_token';
  const isRight =
    query.get('grant_type') === 'fb_exchange_token' &&
    query.get('client_id') === store.appId &&
    query.get('client_secret') === store.appSecret &&
    query.get('fb_exchange_token') === store.userToken;
  if (!isRight) return refused(path, deadToken);
  return ok(path, { access_token: store.lastingToken, token_type: 'bearer', expires_in: 5_183_944 });
}

/** What a person asks. */
export function ofUser(
  store: FacebookStore,
  { method, path, query }: Question,
  token: string,
): Answer | null {
  if (method !== 'GET' || path !== 'me/accounts') return null;
  if (!store.scopes.includes('pages_show_list')) return ok(path, page([], query));
  const ours = token === store.lastingToken ? store.pageToken : store.shortPageToken;
  const all = [
    { ...store.page, access_token: ours },
    ...store.otherPages.map((one) => ({ ...one, access_token: `EAAO${one.id}${'x'.repeat(20)}` })),
  ];
  return ok(
    path,
    page(
      all.map((one) => picked(one, query.get('fields') ?? '')),
      query,
    ),
  );
}

function ofPage(store: FacebookStore, edge: string, question: Question): Answer | null {
  const { method, query } = question;
  const fields = query.get('fields') ?? '';
  if (edge === '' && method === 'GET') {
    const me = {
      ...store.page,
      about: 'お困りごとをお聞かせください https://example.com/help',
      website: 'https://example.com/',
      picture: { data: { url: 'https://scontent.example/v/page.jpg' } },
    };
    return ok('me', picked(me, fields));
  }
  if (edge === 'subscribed_apps') {
    if (!store.scopes.includes('pages_manage_metadata')) {
      return lacking('me/subscribed_apps', 'pages_manage_metadata');
    }
    if (method === 'POST') {
      store.subscribed = (query.get('subscribed_fields') ?? '').split(',');
      return ok('me/subscribed_apps', { success: true });
    }
    return ok('me/subscribed_apps', { data: store.subscribed.length === 0 ? [] : [{ id: store.appId }] });
  }
  if (method !== 'GET') return null;
  if (edge === 'conversations') return listTalks(store, question);
  if (edge !== 'feed' && edge !== 'tagged') return null;
  if (edge === 'tagged' && !store.mayReadTagged) return lacking('me/tagged', 'pages_read_user_content');
  const wanted = [...store.posts.values()].filter(({ id }) => store.isOnPage(id) === (edge === 'feed'));
  const views = newestFirst(wanted).map((one) => postView(store, one, fields));
  return ok(`me/${edge}`, page(views, query, 100));
}

function ofThing(
  store: FacebookStore,
  thing: StoredPost | StoredComment,
  edge: string,
  { method, query, body }: Question,
): Answer | null {
  const fields = query.get('fields') ?? '';
  const isComment = 'postId' in thing;
  const path = `{${isComment ? 'comment' : 'post'}-id}${edge === '' ? '' : `/${edge}`}`;
  const isShown = store.isOnPage(isComment ? thing.postId : thing.id);
  if (edge === 'comments' && method === 'POST') {
    const done = store.answer(thing.id, text(body['message']));
    return 'status' in done ? refused(path, done) : ok(path, { id: done.id });
  }
  if (!isShown) return gone(path);
  if (edge === 'likes') {
    if (method === 'POST') thing.likes.add(store.page.id);
    else thing.likes.delete(store.page.id);
    return ok(path, { success: true });
  }
  if (edge === 'comments') {
    const below = store.comments.filter((one) =>
      isComment ? one.parentId === thing.id : one.postId === thing.id,
    );
    const order =
      query.get('order') === 'reverse_chronological' ? newestFirst(below) : newestFirst(below).toReversed();
    return ok(
      path,
      page(
        order.map((one) => commentView(store, one, fields)),
        query,
      ),
    );
  }
  if (edge !== '') return null;
  if (method === 'DELETE') {
    const why = store.remove(thing.id);
    return why === null ? ok('{comment-id}', { success: true }) : refused('{comment-id}', why);
  }
  return ok(path, isComment ? commentView(store, thing, fields) : postView(store, thing, fields));
}

/** What the Page asks. Null: no such question. */
export function answer(store: FacebookStore, question: Question): Answer | null {
  const { method, path, query } = question;
  const [id = '', edge = ''] = path.split('/').map(decodeURIComponent);
  if (id === 'me') return ofPage(store, edge, question);
  if (id === store.page.id && edge === 'messages' && method === 'POST') {
    return sendTalk(store, '{page-id}/messages', question, (recipient, said) => {
      const written = text(inner(recipient, 'comment_id')) || text(inner(recipient, 'post_id'));
      return written === '' ? null : store.answerPrivately(written, said);
    });
  }
  const thing = store.thingAt(id);
  if (thing !== undefined) return ofThing(store, thing, edge, question);
  if (method === 'GET' && edge === '') {
    const told = answerTalks(store, id, question, { us: whoIs(store, null), profilePath: '{psid}' });
    if (told !== null) return told;
  }
  const isPost = (query.get('fields') ?? '').includes('updated_time') || store.isOnPage(id);
  const kind = /^\d+_\d+$/.test(id) ? (isPost && method === 'GET' ? 'post' : 'comment') : 'message';
  return gone(`{${kind}-id}${edge === '' ? '' : `/${edge}`}`);
}
