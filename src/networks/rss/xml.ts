// XML as a tree, read leniently and bounded: no entities of its own, no depth or number of elements without end.
import sax from 'sax';
import { notAFeed } from './decode.ts';

export interface XmlElement {
  /** With a fixed prefix where the name is of a vocabulary that feeds use: `dc:date`, `atom:link`; else as written. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

const MAX_DEPTH = 100;
const MAX_ELEMENTS = 200_000;

/** The vocabularies of feeds, by the addresses that name them; RSS 2.0 and 1.0 share their names. */
const vocabularies: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/atom': 'atom:',
  'http://purl.org/atom/ns#': 'atom:',
  'http://purl.org/rss/1.0/': '',
  'http://my.netscape.com/rdf/simple/0.9/': '',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf:',
  'http://purl.org/dc/elements/1.1/': 'dc:',
  'http://purl.org/dc/terms/': 'dcterms:',
  'http://purl.org/rss/1.0/modules/content/': 'content:',
  'http://search.yahoo.com/mrss/': 'media:',
  'http://search.yahoo.com/mrss': 'media:',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes:',
  'http://purl.org/syndication/thread/1.0': 'thr:',
  'http://purl.org/atompub/tombstones/1.0': 'at:',
  'http://www.w3.org/1999/xhtml': 'html:',
};

/** A name with its vocabulary's own prefix. A prefix that was never declared says itself what is meant. */
function nameOf(written: string, uri: string | undefined): string {
  const name = written.toLowerCase();
  const vocabulary = uri?.toLowerCase();
  const local = name.slice(name.indexOf(':') + 1);
  if (vocabulary === undefined) return name;
  if (Object.hasOwn(vocabularies, vocabulary)) return (vocabularies[vocabulary] ?? '') + local;
  return vocabulary === '' ? local : name;
}

/** As the parser gives them; of a broken document a name may be without its vocabulary, whatever its types say. */
type Attributes = Readonly<Record<string, string | { value: string; uri?: string }>>;

function attributesOf(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, one]) => {
      const isPlain = !key.includes(':') || /^xml:/i.test(key);
      const [value, uri] = typeof one === 'string' ? [one, undefined] : [one.value, one.uri];
      return [isPlain ? key.toLowerCase() : nameOf(key, uri), value];
    }),
  );
}

/** Reads a document; throws `network_rejected` for one without a root, with entities of its own, or without end. */
export function parseXml(text: string): XmlElement {
  const parser = sax.parser(false, { xmlns: true, lowercase: true });
  const top: XmlElement = { name: '', attributes: {}, children: [] };
  const open: XmlElement[] = [top];
  let elements = 0;
  const write = (piece: string): void => {
    if (piece !== '') open.at(-1)?.children.push(piece);
  };
  Object.assign(parser, {
    // A fault stops the parser until it is taken away: what can be read of a broken document is read.
    onerror: () => void Object.assign(parser, { error: null }),
    ondoctype(doctype: string) {
      if (/<!ENTITY/i.test(doctype)) throw notAFeed('it declares entities of its own');
    },
    onopentag(tag: { name: string; uri?: string; attributes: Attributes }) {
      elements += 1;
      if (elements > MAX_ELEMENTS) throw notAFeed(`it has more than ${String(MAX_ELEMENTS)} elements`);
      if (open.length > MAX_DEPTH) throw notAFeed(`its elements lie more than ${String(MAX_DEPTH)} deep`);
      const element: XmlElement = {
        name: nameOf(tag.name, tag.uri),
        attributes: attributesOf(tag.attributes),
        children: [],
      };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    onclosetag() {
      if (open.length > 1) open.pop();
    },
    ontext: write,
    oncdata: write,
  });
  parser.write(text).close();
  const root = top.children.find((child) => typeof child !== 'string');
  if (root === undefined) throw notAFeed('it is no XML');
  return root;
}

/** The elements of a name inside another, in order. */
export function childrenOf(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && names.includes(child.name),
  );
}

/** The first element of the first name that there is. */
export function childOf(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    const [found] = childrenOf(element, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All text in an element, without markup. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What stands inside an element, as markup again. */
export function markupIn(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? escaped(child) : markupOf(child)))
    .join('');
}

/** An element with everything in it, as markup again; vocabularies are not declared in it. */
export function markupOf(element: XmlElement): string {
  const name = element.name.replace(/^html:/, '');
  const attributes = Object.entries(element.attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${attributes.join('')}>${markupIn(element)}</${name}>`;
}
