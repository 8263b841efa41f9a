// The fields of the query language: how `lang:ja` and its kind are read, and what is said when they cannot be.
import { slipsBetween } from '../nearest.ts';
import { foldText } from './fold.ts';
import { foldHandle, linkKey, primaryLanguage } from './post-fields.ts';
import type { FieldLeaf, Place } from './query-node.ts';
import type { ProblemCode } from './query-problems.ts';

/** A field that was read, or what is wrong with it and what could be written instead (null: nothing in particular). */
export type FieldResult = { leaf: FieldLeaf } | { code: ProblemCode; suggestion: string | null };

/** ISO 639-1. */
const languages = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es ' +
    'et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja jv ka kg ' +
    'ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no ' +
    'nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te ' +
    'tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
  ).split(' '),
);

/** What people write for a language. */
const languageNames = new Map(
  Object.entries({
    jp: 'ja',
    jpn: 'ja',
    japanese: 'ja',
    日本語: 'ja',
    english: 'en',
    eng: 'en',
    us: 'en',
    英語: 'en',
    cn: 'zh',
    chinese: 'zh',
    中国語: 'zh',
    korean: 'ko',
    韓国語: 'ko',
    spanish: 'es',
    french: 'fr',
    german: 'de',
    portuguese: 'pt',
  }),
);

const kinds = ['reply', 'repost', 'quote'] as const;
const kindNames = new Map(
  Object.entries({
    replies: 'reply',
    返信: 'reply',
    retweet: 'repost',
    rt: 'repost',
    reposts: 'repost',
    boost: 'repost',
    reblog: 'repost',
    quotes: 'quote',
    引用: 'quote',
  }),
);

const things = ['image', 'video', 'link'] as const;
const thingNames = new Map(
  Object.entries({
    images: 'image',
    photo: 'image',
    photos: 'image',
    picture: 'image',
    media: 'image',
    画像: 'image',
    videos: 'video',
    動画: 'video',
    links: 'link',
    url: 'link',
    urls: 'link',
    リンク: 'link',
  }),
);

function oneOf<T extends string>(allowed: readonly T[], value: string): T | undefined {
  return allowed.find((one) => one === value);
}

function readLang(place: Place, value: string): FieldResult {
  const lang = primaryLanguage(value);
  const meant = languageNames.get(value);
  if (languages.has(lang) || (meant === undefined && /^[a-z]{3}$/u.test(value)))
    return { leaf: { type: 'lang', lang, ...place } };
  return { code: 'query_bad_lang', suggestion: `lang:${meant ?? 'ja'}` };
}

/** 1000, 1,000, 1_000; suggests a number for 1k, 1.5万, 1m. */
function readFollowers(place: Place, value: string, type: 'min_followers' | 'max_followers'): FieldResult {
  const digits = value.replaceAll(/(?<=\d)[,_](?=\d)/gu, '');
  if (/^\d{1,12}$/u.test(digits)) return { leaf: { type, count: Number(digits), ...place } };
  const short = /^(\d{1,6}(?:\.\d{1,6})?)(k|m|千|万|億)$/u.exec(digits);
  const scale: Record<string, number> = { k: 1e3, m: 1e6, 千: 1e3, 万: 1e4, 億: 1e8 };
  const count = short === null ? 1_000 : Math.round(Number(short[1]) * (scale[short[2] ?? ''] ?? 1));
  return { code: 'query_bad_count', suggestion: `${type}:${String(count)}` };
}

function readUrl(place: Place, value: string): FieldResult {
  const key = linkKey(value);
  if (key !== null) return { leaf: { type: 'url', ...key, ...place } };
  const word = /^[a-z0-9-]+$/iu.exec(value)?.[0];
  return { code: 'query_bad_url', suggestion: word === undefined ? null : `url:${word.toLowerCase()}.com` };
}

/** Handles, addresses of accounts and native ids; nothing that the language itself could take for a sign. */
const account = /^[\p{L}\p{N}_.:@%+~-]+$/u;

/** `@acme`, `from:acme`, `to:acme`; `value` without the first `@`. */
export function readAccount(place: Place, value: string, type: 'mention' | 'from' | 'to'): FieldResult {
  const handle = foldHandle(value);
  if (account.test(handle)) return { leaf: { type, handle, ...place } };
  return { code: 'query_bad_account', suggestion: null };
}

/** Everything that neither parts words nor is a sign of the language. */
const tag = /^[^\s()|"“”「」『』*#]+$/u;

/** `#tag`; `value` without the first `#`. */
export function readTag(place: Place, value: string): FieldResult {
  const folded = foldText(value);
  if (tag.test(folded)) return { leaf: { type: 'hashtag', tag: folded, ...place } };
  return { code: 'query_bad_tag', suggestion: null };
}

const readers: Record<string, (place: Place, value: string) => FieldResult> = {
  lang: (place, value) => readLang(place, fieldText(value)),
  network: (place, value) => {
    const network = fieldText(value);
    if (/^[a-z0-9][a-z0-9_-]*$/u.test(network)) return { leaf: { type: 'network', network, ...place } };
    return { code: 'query_bad_network', suggestion: 'network:bluesky' };
  },
  is: (place, value) => {
    const asked = fieldText(value);
    const kind = oneOf(kinds, asked);
    if (kind !== undefined) return { leaf: { type: 'is', kind, ...place } };
    return { code: 'query_bad_kind', suggestion: `is:${kindNames.get(asked) ?? 'reply'}` };
  },
  has: (place, value) => {
    const asked = fieldText(value);
    const what = oneOf(things, asked);
    if (what !== undefined) return { leaf: { type: 'has', what, ...place } };
    return { code: 'query_bad_has', suggestion: `has:${thingNames.get(asked) ?? 'image'}` };
  },
  from: (place, value) => readAccount(place, value, 'from'),
  to: (place, value) => readAccount(place, value, 'to'),
  url: readUrl,
  min_followers: (place, value) => readFollowers(place, fieldText(value), 'min_followers'),
  max_followers: (place, value) => readFollowers(place, fieldText(value), 'max_followers'),
};

/** What other tools call these fields. */
const otherNames: Record<string, string> = {
  language: 'lang',
  site: 'url',
  domain: 'url',
  link: 'url',
  host: 'url',
  author: 'from',
  user: 'from',
  by: 'from',
  source: 'network',
  platform: 'network',
  type: 'is',
  kind: 'is',
  filter: 'has',
  contains: 'has',
  followers: 'min_followers',
  min_follower: 'min_followers',
  max_follower: 'max_followers',
};

/** Half width and lower case, as names and values of fields are compared. */
export function fieldText(text: string): string {
  return text.length > 40 ? text : text.normalize('NFKC').toLowerCase();
}

/** Whether there is such a field, `exact:` apart. */
export function isField(name: string): boolean {
  return Object.hasOwn(readers, name);
}

/** The field that somebody who writes `name` may mean; null when nobody can say. */
export function fieldMeant(name: string): string | null {
  if (Object.hasOwn(otherNames, name)) return otherNames[name] ?? null;
  return (
    [...Object.keys(readers), 'exact'].find((one) => name.length > 2 && slipsBetween(name, one, 1) <= 1) ??
    null
  );
}

/** Reads the value of the field `name`, which must be one (isField). `value` is not empty. */
export function readField(name: string, place: Place, value: string): FieldResult {
  return readers[name]?.(place, value) ?? { code: 'query_unknown_field', suggestion: null };
}
