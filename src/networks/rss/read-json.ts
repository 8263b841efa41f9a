// JSON Feed, versions 1 and 1.1, as entries; what is of another type than it should be counts as not written.
import { z } from 'zod';
import { notAFeed } from './decode.ts';
import { markup, MAX_ENTRIES, noMedia, plain } from './entry.ts';
import type { Feed, FeedEntry, FeedMedia } from './entry.ts';

const text = z.string().catch('');
const number = z.union([z.string(), z.number()]).transform(String).catch('');
const author = z.object({ name: text, url: text }).catch({ name: '', url: '' });
const attachment = z
  .object({ url: text, mime_type: text, title: text })
  .catch({ url: '', mime_type: '', title: '' });

const itemSchema = z.object({
  // The first version let ids be numbers.
  id: number,
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  image: text,
  date_published: text,
  date_modified: text,
  author,
  authors: z.array(author).catch([]),
  tags: z.array(text).catch([]),
  language: text,
  attachments: z.array(attachment).catch([]),
});

const feedSchema = z.object({
  version: z.string().regex(/jsonfeed\.org\/version\/1/),
  title: text,
  home_page_url: text,
  language: text,
  items: z.array(z.unknown()),
});

const noItem = itemSchema.parse({});

function entryOf(raw: unknown): FeedEntry {
  const parsed = itemSchema.safeParse(raw);
  const item = parsed.success ? parsed.data : noItem;
  const writer = item.authors[0] ?? item.author;
  const link = item.url === '' ? item.external_url : item.url;
  const media: FeedMedia[] = item.attachments
    .filter(({ url }) => url !== '')
    .map(({ url, mime_type: type, title: alt }) => ({ ...noMedia, url, type, alt }));
  if (item.image !== '') media.unshift({ ...noMedia, url: item.image, type: 'image' });
  return {
    id: item.id === '' ? link : item.id,
    link,
    title: plain(item.title),
    body:
      item.content_html !== ''
        ? markup(item.content_html)
        : plain(item.content_text === '' ? item.summary : item.content_text),
    author: writer.name,
    authorUrl: writer.url,
    published: item.date_published,
    updated: item.date_modified,
    language: item.language,
    categories: item.tags,
    media,
    answers: '',
    raw,
  };
}

/** Reads a document; throws `network_rejected` for one that is no JSON Feed. */
export function readJsonFeed(document: string): Feed {
  let json: unknown;
  try {
    json = JSON.parse(document);
  } catch {
    throw notAFeed('it is no JSON');
  }
  const parsed = feedSchema.safeParse(json);
  if (!parsed.success) throw notAFeed('it is JSON, but no JSON Feed');
  const { title, home_page_url: link, language, items } = parsed.data;
  return { title, link, base: '', language, entries: items.slice(0, MAX_ENTRIES).map(entryOf), deleted: [] };
}
