// The fake X's records as its API writes them: shortened links, escaped text, entities with places, and what they include.
import { FOLLOWERS } from './search.ts';
import type { Media, Message, Person, Store, StoredPost } from './store.ts';

type Json = Record<string, unknown>;

const links = /https?:\/\/[^\s<>"「」（）]+/gu;
const mentions = /(?<![\w@])@(\w{1,15})(?!\w)/gu;
const hashtags = /(?<![\p{L}\p{N}_&])[#＃]([\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Places are counted in code points. */
const at = (text: string, index: number): number => Array.from(text.slice(0, index)).length;

function shortened(text: string): { text: string; urls: { url: string; expanded: string }[] } {
  const urls: { url: string; expanded: string }[] = [];
  const short = text.replaceAll(links, (expanded) => {
    const url = `https://t.co/${Buffer.from(expanded).toString('base64url').slice(0, 6)}${urls.length}xyz`;
    urls.push({ url, expanded });
    return url;
  });
  return { text: short, urls };
}

function placesOf(text: string, pattern: RegExp): { start: number; end: number; value: string }[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: at(text, match.index),
    end: at(text, match.index + match[0].length),
    value: match[1] ?? match[0],
  }));
}

/** What a call asks for beside the posts themselves, in either of its names. */
function askedBeside(url: URL): (name: string) => boolean {
  const names = ['expansions', 'post.fields', 'tweet.fields'].flatMap((field) =>
    (url.searchParams.get(field) ?? '').split(','),
  );
  return (name) => names.includes(name) || names.includes(`${name.replace('posts', 'tweets')}.id`);
}

/** One post as X writes it. */
export function postJson(store: Store, post: StoredPost, url: URL): Json {
  const isAsked = askedBeside(url);
  const id = post.versions.at(-1) ?? post.id;
  const { text: short, urls } = shortened(post.text);
  const own = post.media.map(({ key }) => ({
    url: `https://t.co/m${key}`,
    expanded: `https://x.com/i/status/${id}/photo/1`,
    key,
  }));
  const text = escape([short, ...own.slice(0, 1).map(({ url }) => url)].join(' '));
  const urlEntities = [...urls, ...own.slice(0, 1)].map((link) => {
    const start = at(text, text.indexOf(link.url));
    return {
      start,
      end: start + link.url.length,
      url: link.url,
      expanded_url: link.expanded,
      display_url: link.expanded.replace(/^https?:\/\//u, '').slice(0, 26),
      ...('key' in link ? { media_key: link.key } : {}),
    };
  });
  const named = placesOf(text, mentions).flatMap(({ start, end, value }) => {
    const person = store.personBy(value);
    return person === undefined ? [] : [{ start, end, username: person.username, id: person.id }];
  });
  const tags = placesOf(text, hashtags).map(({ start, end, value }) => ({ start, end, tag: value }));
  const references = [
    ...(post.replyTo === null ? [] : [{ type: 'replied_to', id: post.replyTo }]),
    ...(post.quotes === null ? [] : [{ type: 'quoted', id: post.quotes }]),
    ...(post.retweets === null ? [] : [{ type: 'retweeted', id: post.retweets }]),
  ];
  const parent = post.replyTo === null ? null : store.post(post.replyTo);
  return {
    id,
    text,
    author_id: post.authorId,
    created_at: new Date(post.createdMs).toISOString(),
    conversation_id: post.conversation,
    edit_history_post_ids: post.versions.toReversed(),
    lang: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(text) ? 'ja' : 'en',
    ...(parent === null || !isAsked('in_reply_to_user_id') ? {} : { in_reply_to_user_id: parent.authorId }),
    ...(references.length === 0 || !isAsked('referenced_posts') ? {} : { referenced_posts: references }),
    ...(post.media.length === 0 ? {} : { attachments: { media_keys: post.media.map(({ key }) => key) } }),
    ...(urlEntities.length + named.length + tags.length === 0
      ? {}
      : {
          entities: {
            ...(urlEntities.length === 0 ? {} : { urls: urlEntities }),
            ...(named.length === 0 ? {} : { mentions: named }),
            ...(tags.length === 0 ? {} : { hashtags: tags }),
          },
        }),
  };
}

/** One direct message as X writes it; who wrote it is told where the expansion is asked for. */
export function messageJson(store: Store, message: Message, url: URL): Json {
  const asked = (url.searchParams.get('expansions') ?? '').split(',');
  const { text: short, urls } = shortened(message.text);
  const own = message.media.map(({ key }) => ({
    url: `https://t.co/m${key}`,
    expanded: `https://x.com/messages/media/${message.id}`,
  }));
  const text = escape([short, ...own.map((link) => link.url)].join(' ').trim());
  const links = [...urls, ...own].map((link) => {
    const start = at(text, text.indexOf(link.url));
    return { start, end: start + link.url.length, url: link.url, expanded_url: link.expanded };
  });
  return {
    id: message.id,
    event_type: 'MessageCreate',
    text,
    dm_conversation_id: message.conversation,
    created_at: new Date(message.createdMs).toISOString(),
    ...(asked.includes('sender_id') ? { sender_id: message.senderId } : {}),
    ...(links.length === 0 ? {} : { entities: { urls: links } }),
    ...(message.media.length === 0
      ? {}
      : { attachments: { media_keys: message.media.map(({ key }) => key) } }),
  };
}

/** What stands beside messages, as far as it is asked for. */
export function besideMessages(store: Store, messages: readonly Message[], url: URL): Json {
  const asked = (url.searchParams.get('expansions') ?? '').split(',');
  const people = new Set(messages.flatMap(({ senderId }) => store.people.get(senderId) ?? []));
  const media = messages.flatMap((message) => message.media);
  return {
    ...(people.size === 0 || !asked.includes('sender_id')
      ? {}
      : { users: [...people].map((person) => personJson(store, person)) }),
    ...(media.length === 0 || !asked.includes('attachments.media_keys')
      ? {}
      : { media: media.map(mediaJson) }),
  };
}

export function personJson(store: Store, person: Person): Json {
  const { id, username, name, description } = person;
  const posts = store.newest().filter(({ authorId }) => authorId === id).length;
  return {
    id,
    username,
    name,
    description,
    profile_image_url: 'https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png',
    public_metrics: { followers_count: FOLLOWERS, following_count: 34, post_count: posts, listed_count: 0 },
  };
}

const mediaJson = ({ key, alt }: Media): Json => ({
  media_key: key,
  type: 'photo',
  url: `https://pbs.twimg.com/media/${key}.png`,
  width: 1,
  height: 1,
  ...(alt === null ? {} : { alt_text: alt }),
});

/** What stands beside posts, as far as it is asked for: their authors, whom they answer, their media, and what they refer to. */
export function includesOf(store: Store, posts: readonly StoredPost[], url: URL): Json {
  const isAsked = askedBeside(url);
  const referred = posts.flatMap(({ replyTo, quotes, retweets }) =>
    [replyTo, quotes, retweets].flatMap((id) => (id === null ? [] : (store.post(id) ?? []))),
  );
  const answered = posts.flatMap(({ replyTo }) => (replyTo === null ? [] : (store.post(replyTo) ?? [])));
  const named = [...(isAsked('author_id') ? posts : []), ...(isAsked('in_reply_to_user_id') ? answered : [])];
  const people = new Set(named.flatMap(({ authorId }) => store.people.get(authorId) ?? []));
  const media = isAsked('attachments.media_keys') ? posts.flatMap((post) => post.media) : [];
  const included = isAsked('referenced_posts') ? [...new Set(referred)] : [];
  return {
    ...(people.size === 0 ? {} : { users: [...people].map((person) => personJson(store, person)) }),
    ...(included.length === 0 ? {} : { posts: included.map((post) => postJson(store, post, url)) }),
    ...(media.length === 0 ? {} : { media: media.map(mediaJson) }),
  };
}

/** How X says, with 200, that a thing is not there. */
export function notFound(id: string): Json {
  return {
    type: 'https://api.x.com/2/problems/resource-not-found',
    title: 'Not Found Error',
    detail: `Could not find tweet with id: [${id}].`,
    resource_type: 'tweet',
    resource_id: id,
    parameter: 'id',
    value: id,
  };
}
