// RSS 2.0 (and 0.9x), RSS 1.0 and Atom as entries, each field by all the names that feeds in the wild give it.
import { notAFeed } from './decode.ts';
import { markup, MAX_ENTRIES, MAX_RAW, noMedia, plain } from './entry.ts';
import type { Feed, FeedEntry, FeedMedia, Written } from './entry.ts';
import { childOf, childrenOf, markupIn, markupOf, parseXml, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const rawOf = (element: XmlElement): { xml: string } => ({ xml: markupOf(element).slice(0, MAX_RAW) });
const wordsOf = (element: XmlElement, ...names: string[]): string =>
  textOf(childOf(element, ...names)).trim();

/** What RSS escapes is markup; broken feeds have the markup itself there. */
function rssText(element: XmlElement | undefined): Written {
  if (element === undefined) return plain('');
  const hasElements = element.children.some((child) => typeof child !== 'string');
  return markup(hasElements ? markupIn(element) : textOf(element));
}

function atomText(element: XmlElement | undefined): Written {
  if (element === undefined) return plain('');
  const type = (element.attributes['type'] ?? 'text').toLowerCase();
  if (type === 'xhtml' || type === 'application/xhtml+xml') return markup(markupIn(element));
  if (type === 'html' || type === 'text/html') return rssText(element);
  // What stands elsewhere, or is neither text nor markup, is nothing to read.
  const isText = type === 'text' || type.startsWith('text/') || type === '';
  return element.attributes['src'] === undefined && isText ? plain(textOf(element).trim()) : plain('');
}

const longer = (one: Written, other: Written): Written => (other.text.length > one.text.length ? other : one);

function mediaIn(element: XmlElement): FeedMedia[] {
  const found: FeedMedia[] = [];
  const thumb = childOf(element, 'media:thumbnail')?.attributes['url'] ?? '';
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    const { name, attributes } = child;
    if (name === 'media:group') found.push(...mediaIn(child));
    const { url = '', type = '', medium = '', width = '', height = '' } = attributes;
    if (name === 'enclosure' && url !== '') found.push({ ...noMedia, url, type });
    if (name === 'media:content' && url !== '') {
      const alt =
        wordsOf(child, 'media:description', 'media:title') ||
        wordsOf(element, 'media:description', 'media:title');
      const small = childOf(child, 'media:thumbnail')?.attributes['url'] ?? thumb;
      found.push({ url, type: type === '' ? medium : type, alt, thumb: small, width, height });
    }
    const { rel = '', href = '', title = '' } = attributes;
    if (/^(?:atom:)?link$/.test(name) && rel === 'enclosure' && href !== '') {
      found.push({ ...noMedia, url: href, type, alt: title });
    }
  }
  if (found.length === 0 && thumb !== '') found.push({ ...noMedia, url: thumb, type: 'image' });
  return found;
}

/** A link that a person follows: in RSS the text, in Atom an address in an attribute. */
function linkOf(element: XmlElement): string {
  const links = childrenOf(element, 'link', 'atom:link');
  const written = links.find(({ attributes }) => attributes['href'] === undefined);
  const own = written === undefined ? '' : textOf(written).trim();
  if (own !== '') return own;
  const relOf = ({ attributes }: XmlElement): string => attributes['rel'] ?? 'alternate';
  const isPage = ({ attributes }: XmlElement): boolean => /html|^$/.test(attributes['type'] ?? '');
  const alternates = links.filter((link) => relOf(link) === 'alternate');
  const link = alternates.find(isPage) ?? alternates[0];
  return (link?.attributes['href'] ?? '').trim();
}

/** `mail@example.com (Name)`, `Name <mail@example.com>`, or a name: the name. */
function personOf(text: string): string {
  const named = /^[^\s@]+@\S+\s*\((.+)\)$/.exec(text) ?? /^(.+?)\s*<[^<>]*>$/.exec(text);
  return (named?.[1] ?? text).trim();
}

function rssEntry(item: XmlElement): FeedEntry {
  const link = linkOf(item);
  const guid = childOf(item, 'guid');
  const isLink = guid !== undefined && guid.attributes['ispermalink']?.toLowerCase() !== 'false';
  const id = textOf(guid).trim() || (item.attributes['rdf:about'] ?? '').trim();
  const isWeb = /^https?:\/\//i.test(id);
  const creator = wordsOf(item, 'dc:creator', 'atom:author', 'author', 'itunes:author');
  const body = longer(
    rssText(childOf(item, 'description', 'itunes:summary')),
    rssText(childOf(item, 'content:encoded', 'atom:content')),
  );
  return {
    id: id === '' ? link : id,
    link: link === '' && isLink && isWeb ? id : link,
    title: rssText(childOf(item, 'title', 'atom:title', 'dc:title')),
    body: body.text === '' ? atomText(childOf(item, 'atom:summary')) : body,
    author: personOf(creator),
    authorUrl: '',
    published: wordsOf(item, 'pubdate', 'dc:date', 'atom:published', 'dcterms:created', 'date'),
    updated: wordsOf(item, 'atom:updated', 'dcterms:modified'),
    language: wordsOf(item, 'dc:language') || (item.attributes['xml:lang'] ?? ''),
    categories: childrenOf(item, 'category', 'dc:subject').map((one) => textOf(one).trim()),
    media: mediaIn(item),
    answers: childOf(item, 'thr:in-reply-to')?.attributes['ref'] ?? '',
    raw: rawOf(item),
  };
}

const either = (name: string): [string, string] => [`atom:${name}`, name];

function atomEntry(entry: XmlElement): FeedEntry {
  const author = childOf(entry, ...either('author'));
  const group = childOf(entry, 'media:group');
  const link = linkOf(entry);
  const body = longer(
    atomText(childOf(entry, ...either('summary'))),
    atomText(childOf(entry, ...either('content'))),
  );
  return {
    id: wordsOf(entry, ...either('id')) || link,
    link,
    title: atomText(childOf(entry, ...either('title'))),
    body: body.text === '' ? plain(group === undefined ? '' : wordsOf(group, 'media:description')) : body,
    author: author === undefined ? wordsOf(entry, 'dc:creator') : wordsOf(author, ...either('name')),
    authorUrl: author === undefined ? '' : wordsOf(author, 'atom:uri', 'uri', 'atom:url', 'url'),
    published: wordsOf(entry, 'atom:published', 'published', 'atom:issued', 'issued', 'atom:created'),
    updated: wordsOf(entry, 'atom:updated', 'updated', 'atom:modified', 'modified'),
    language: entry.attributes['xml:lang'] ?? wordsOf(entry, 'dc:language'),
    categories: childrenOf(entry, ...either('category')).map(
      ({ attributes }) => attributes['label'] ?? attributes['term'] ?? '',
    ),
    media: mediaIn(entry),
    answers: childOf(entry, 'thr:in-reply-to')?.attributes['ref'] ?? '',
    raw: rawOf(entry),
  };
}

const deletedIn = (element: XmlElement): Feed['deleted'] =>
  childrenOf(element, 'at:deleted-entry')
    .slice(0, MAX_ENTRIES)
    .map((one) => ({
      id: one.attributes['ref'] ?? one.attributes['at:ref'] ?? '',
      when: one.attributes['when'] ?? one.attributes['at:when'] ?? '',
      raw: rawOf(one),
    }));

/** Reads a document of one of the three kinds; throws `network_rejected` for any other. */
export function readXmlFeed(text: string): Feed {
  const root = parseXml(text);
  const base = root.attributes['xml:base'] ?? '';
  if (/^(?:atom:)?feed$/.test(root.name)) {
    return {
      title: wordsOf(root, ...either('title')),
      link: linkOf(root),
      base,
      language: root.attributes['xml:lang'] ?? wordsOf(root, 'dc:language'),
      entries: childrenOf(root, ...either('entry'))
        .slice(0, MAX_ENTRIES)
        .map(atomEntry),
      deleted: deletedIn(root),
    };
  }
  const isRdf = root.name === 'rdf:rdf';
  if (!isRdf && root.name !== 'rss' && root.name !== 'channel') {
    throw notAFeed(`it is a document of the kind "${root.name.slice(0, 40)}"`);
  }
  const channel = root.name === 'channel' ? root : childOf(root, 'channel');
  if (channel === undefined) throw notAFeed('it has no channel');
  // Beside the channel in RSS 1.0, and in some that call themselves 2.0.
  const items = [...childrenOf(channel, 'item'), ...(channel === root ? [] : childrenOf(root, 'item'))];
  return {
    title: wordsOf(channel, 'title', 'dc:title'),
    link: linkOf(channel),
    base: base === '' ? (channel.attributes['xml:base'] ?? '') : base,
    language: wordsOf(channel, 'language', 'dc:language') || (root.attributes['xml:lang'] ?? ''),
    entries: items.slice(0, MAX_ENTRIES).map(rssEntry),
    deleted: deletedIn(channel),
  };
}
