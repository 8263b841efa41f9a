// Turns a feed's document into posts: an article is a post of its publisher, with its title, its words and its address.
import { createHash } from 'node:crypto';
import type { Media, Post } from '../../domain/post/post.ts';
import { boundedId, cut, most, shortName } from '../kit/bounds.ts';
import { htmlToText } from '../kit/html-text.ts';
import type { Delivered } from '../kit/network.ts';
import { readDate } from './dates.ts';
import { decodeFeed } from './decode.ts';
import type { Feed, FeedEntry, FeedMedia, Written } from './entry.ts';
import { NETWORK } from './manifest.ts';
import { readJsonFeed } from './read-json.ts';
import { readXmlFeed } from './read-xml.ts';

/** Of an article this much is kept: monitors look through it, and the rest stands behind its link. */
const MAX_TEXT = 10_000;

/** One entry of a document, and by what a later reading knows it again. */
export interface Article {
  /** Empty for a broken one. */
  nativeId: string;
  /** Changes when the author changes what it says. */
  version: string;
  /** Whether the feed says when it was written. */
  isDated: boolean;
  item: Delivered;
}

export interface ReadFeed {
  title: string;
  /** Oldest first. */
  articles: Article[];
  /** What the feed says is gone. */
  deleted: Delivered[];
}

/** Entries of all feeds of a host are apart from those of another, whatever ids they claim. */
const nativeIdOf = (host: string, id: string): string => `${host}/${shortName(id)}`;

function addressOf(link: string, base: string): string | undefined {
  if (link === '' || !URL.canParse(link, base)) return undefined;
  const { href, protocol } = new URL(link, base);
  return /^https?:$/.test(protocol) && href.length <= most.url ? href : undefined;
}

const withoutNul = (text: string): string => text.replaceAll('\0', '');
function readText({ text, isMarkup }: Written): { text: string; links: string[] } {
  if (!isMarkup) return { text: withoutNul(text).trim(), links: [] };
  const read = htmlToText(text);
  return { text: withoutNul(read.text), links: read.links };
}

function kindOf({ type, url }: FeedMedia): Media['kind'] {
  const [main = ''] = type.toLowerCase().split('/');
  if (main === 'image' || main === 'video' || main === 'audio') return main;
  return type === '' && /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(url) ? 'image' : 'other';
}

const pixels = (text: string): number | undefined => (/^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined);

function mediaOf(media: FeedMedia, base: string): Media[] {
  const url = addressOf(media.url, base);
  if (url === undefined) return [];
  const thumbUrl = addressOf(media.thumb, base);
  const [width, height] = [pixels(media.width), pixels(media.height)];
  return [
    {
      kind: kindOf(media),
      alt: cut(withoutNul(media.alt), most.alt),
      url,
      ...(thumbUrl === undefined ? {} : { thumbUrl }),
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
    },
  ];
}

function textOf(title: string, body: string): string {
  const isRepeated = title !== '' && body.startsWith(title);
  const text = [isRepeated ? '' : title, body].filter((part) => part !== '').join('\n\n');
  return text.length <= MAX_TEXT ? text : `${cut(text, MAX_TEXT - 1)}…`;
}

/** What an entry is read against. */
interface Context {
  feed: Feed;
  feedTitle: string;
  host: string;
  base: string;
  nowMs: number;
}

function authorOf(entry: FeedEntry, { feed, feedTitle, host, base }: Context): Post['author'] {
  const name = withoutNul(entry.author).replaceAll(/\s+/g, ' ').trim();
  const url = addressOf(entry.authorUrl, base) ?? addressOf(feed.link, base);
  const names = [feedTitle === '' ? host : feedTitle, ...(name === '' || name === feedTitle ? [] : [name])];
  return {
    nativeId: name === '' ? host : nativeIdOf(host, name),
    handle: host,
    displayName: cut(names.join(' · '), most.name),
    ...(url === undefined ? {} : { url }),
  };
}

function hashtagsOf(categories: readonly string[]): string[] {
  const tags = categories
    .map((one) => one.trim().replace(/^[#＃]/u, ''))
    .filter((tag) => /^[\p{L}\p{M}\p{N}_]+$/u.test(tag));
  return [...new Set(tags)].filter((tag) => tag.length <= most.tag).slice(0, most.listed);
}

function postOf(entry: FeedEntry, context: Context): Post {
  const { feed, host, base, nowMs } = context;
  const [title, body] = [readText(entry.title), readText(entry.body)];
  const url = addressOf(entry.link, base);
  const links = [url, ...body.links.map((link) => addressOf(link, url ?? base))];
  const language = /^[a-z]{2}(?=$|[-_])/i.exec(entry.language.trim() || feed.language.trim())?.[0];
  const createdAt = readDate(entry.published, nowMs) ?? readDate(entry.updated, nowMs);
  return {
    network: NETWORK,
    nativeId: nativeIdOf(host, entry.id),
    kind: entry.answers === '' ? 'post' : 'reply',
    visibility: 'public',
    author: authorOf(entry, context),
    text: textOf(title.text.replaceAll(/\s+/g, ' ').trim(), body.text),
    ...(language === undefined ? {} : { langHint: language.toLowerCase() }),
    mentions: [],
    hashtags: hashtagsOf(entry.categories),
    links: [...new Set(links.filter((link) => link !== undefined))].slice(0, most.listed),
    media: entry.media.flatMap((media) => mediaOf(media, base)).slice(0, most.media),
    ...(entry.answers === '' ? {} : { replyTo: nativeIdOf(host, entry.answers) }),
    ...(url === undefined ? {} : { url }),
    createdAt: createdAt ?? new Date(nowMs).toISOString(),
  };
}

const broken = (entry: FeedEntry, malformed: string): Article => ({
  nativeId: '',
  version: createHash('sha256').update(JSON.stringify(entry.raw)).digest('base64url'),
  isDated: false,
  item: { raw: entry.raw, outcome: { malformed } },
});

function articleOf(entry: FeedEntry, context: Context): Article {
  const { nowMs } = context;
  if (!boundedId.safeParse(shortName(entry.id)).success) {
    return broken(entry, entry.id === '' ? 'it has neither an id nor a link' : 'its id cannot be kept');
  }
  if (entry.answers.includes('\0')) return broken(entry, 'what it answers is no id');
  const post = postOf(entry, context);
  if (post.text === '') return broken(entry, 'it has neither a title nor words');
  const version = createHash('sha256')
    .update(`${post.text}\n${post.url ?? ''}`)
    .digest('base64url');
  const isDated = (readDate(entry.published, nowMs) ?? readDate(entry.updated, nowMs)) !== null;
  return {
    nativeId: post.nativeId,
    version,
    isDated,
    item: { raw: entry.raw, outcome: { heard: { type: 'post', post } } },
  };
}

/** When it was written; broken ones first. */
const timeOf = ({ item: { outcome } }: Article): string =>
  'heard' in outcome && outcome.heard?.type === 'post' ? outcome.heard.post.createdAt : '';

/** Reads a document by its own kind; throws `network_rejected` for what is no feed. */
function readDocument(text: string): Feed {
  const start = text.replace(/^[\uFEFF\s\0]+/u, '').slice(0, 1);
  return start === '{' || start === '['
    ? readJsonFeed(text.replace(/^\uFEFF/u, ''))
    : readXmlFeed(text.trimStart());
}

/**
 * What the document at `url` says. An entry that cannot be understood is an article with an outcome that says so; the same id
 * twice is the first of them. Throws `network_rejected` for a document that is no feed.
 */
export function normaliseFeed(
  document: { bytes: Uint8Array; contentType: string; url: string },
  nowMs: number,
): ReadFeed {
  const feed = readDocument(decodeFeed(document.bytes, document.contentType));
  const { host } = new URL(document.url);
  const home = addressOf(feed.base === '' ? feed.link : feed.base, document.url);
  const feedTitle = cut(
    readText({ text: feed.title, isMarkup: true }).text.replaceAll(/\s+/g, ' '),
    most.name,
  );
  const context: Context = { feed, feedTitle, host, base: home ?? document.url, nowMs };
  const byId = new Map<string, Article>();
  for (const entry of feed.entries) {
    const article = articleOf(entry, context);
    const key = article.nativeId === '' ? `broken ${article.version}` : article.nativeId;
    if (!byId.has(key)) byId.set(key, article);
  }
  const articles = [...byId.values()]
    .toReversed()
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
  const deleted = feed.deleted.map(({ id, when, raw }): Delivered => {
    if (!boundedId.safeParse(shortName(id)).success)
      return { raw, outcome: { malformed: 'the deleted id is missing' } };
    const deletedAt = readDate(when, nowMs) ?? new Date(nowMs).toISOString();
    return { raw, outcome: { heard: { type: 'delete', nativeId: nativeIdOf(host, id), deletedAt } } };
  });
  return { title: feedTitle, articles, deleted };
}

/** The same article as news that its text changed. */
export function asEdit(item: Delivered, nowMs: number): Delivered {
  const { raw, outcome } = item;
  if (!('heard' in outcome) || outcome.heard?.type !== 'post') return item;
  const { post } = outcome.heard;
  return { raw, outcome: { heard: { type: 'edit', post, editedAt: new Date(nowMs).toISOString() } } };
}
