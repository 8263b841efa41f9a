// The records of `kizuki match`: monitors and posts as they stand in files, checked by hand because there are so many.
import { textFields } from '../domain/listening/text-fields.ts';
import type { Matchable } from '../domain/listening/prepared-post.ts';
import { postKinds, type Media, type Mention, type PostKind } from '../domain/post/post.ts';

export interface MonitorRecord {
  id: string;
  query: string;
}

export interface PostRecord extends Matchable {
  id: string;
}

/** What is wrong with a record, after its line's number. */
export class RecordFault extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new RecordFault(`${what} is not an object`.trimStart());
}

/** Errors: RecordFault when it is there and no text, or missing without `initial`. */
function textOf(fields: Fields, name: string, initial?: string): string {
  const value = fields[name] ?? initial;
  if (typeof value === 'string') return value;
  throw new RecordFault(value === undefined ? `has no "${name}"` : `"${name}" is not a text`);
}

function idOf(fields: Fields): string {
  const { id } = fields as { id?: unknown };
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
  const text = textOf(fields, 'id');
  if (text === '') throw new RecordFault('"id" is empty');
  return text;
}

/** Null when it is missing. */
function listOf<T>(fields: Fields, name: string, read: (value: unknown) => T): T[] | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw new RecordFault(`"${name}" is not a list`);
  return value.map(read);
}

function textIn(name: string): (value: unknown) => string {
  return (value) => {
    if (typeof value === 'string') return value;
    throw new RecordFault(`"${name}" holds something that is not a text`);
  };
}

function readMention(value: unknown): Mention {
  if (typeof value === 'string') return { handle: value };
  const fields = objectOf(value, 'one of "mentions"');
  const mention: Mention = {};
  if (fields['handle'] != null) mention.handle = textOf(fields, 'handle');
  if (fields['nativeId'] != null) mention.nativeId = textOf(fields, 'nativeId');
  return mention;
}

function readMedia(value: unknown): Media {
  const fields = objectOf(value, 'one of "media"');
  const kind = textOf(fields, 'kind', 'other');
  const isKnown = kind === 'image' || kind === 'video' || kind === 'audio';
  return { kind: isKnown ? kind : 'other', alt: textOf(fields, 'alt', '') };
}

function readAuthor(value: unknown): Matchable['author'] {
  if (value === undefined || value === null) return { handle: '' };
  const fields = objectOf(value, '"author"');
  const followers = fields['followers'] ?? null;
  if (followers !== null && !(typeof followers === 'number' && followers >= 0)) {
    throw new RecordFault('"followers" of the author is not a number');
  }
  const author: Matchable['author'] = { handle: textOf(fields, 'handle', ''), followers };
  if (fields['nativeId'] != null) author.nativeId = textOf(fields, 'nativeId');
  return author;
}

function readKind(fields: Fields): PostKind {
  const kind = textOf(fields, 'kind', 'post');
  const known = postKinds.find((one) => one === kind);
  if (known === undefined) throw new RecordFault(`"kind" is none of ${postKinds.join(', ')}`);
  return known;
}

/** Errors: RecordFault. */
export function readMonitor(value: unknown): MonitorRecord {
  const fields = objectOf(value, '');
  return { id: idOf(fields), query: textOf(fields, 'query') };
}

/** The names of whom a post is for; none where it does not say. Errors: RecordFault. */
export function readBrand(value: unknown): string[] {
  return listOf(objectOf(value, ''), 'brand', textIn('brand')) ?? [];
}

/** What is missing is read from the text; `languageOf` tells its language. Errors: RecordFault. */
export function readPost(value: unknown, languageOf: (text: string) => string | null): PostRecord {
  const fields = objectOf(value, '');
  const text = textOf(fields, 'text');
  const mentions = listOf(fields, 'mentions', readMention);
  const hashtags = listOf(fields, 'hashtags', textIn('hashtags'));
  const links = listOf(fields, 'links', textIn('links'));
  const isComplete = mentions !== null && hashtags !== null && links !== null;
  const said = isComplete ? null : textFields(text);
  return {
    id: idOf(fields),
    network: textOf(fields, 'network', ''),
    kind: readKind(fields),
    author: readAuthor(fields['author']),
    text,
    lang: fields['lang'] == null ? languageOf(text) : textOf(fields, 'lang'),
    mentions: mentions ?? said?.mentions.map((handle) => ({ handle })) ?? [],
    hashtags: hashtags ?? said?.hashtags ?? [],
    links: links ?? said?.links ?? [],
    media: listOf(fields, 'media', readMedia) ?? [],
  };
}
