// The reference evaluator: whether a query matches a post and where, written plainly; the engine must agree with it.
import { withoutSentenceEnd } from './addresses.ts';
import { findLiteral, findNear, type Span } from './find.ts';
import { originalSpan, type Folded } from './fold.ts';
import { accountNames, isBelow, linkKey, type LinkKey } from './post-fields.ts';
import type { PreparedPost } from './prepared-post.ts';
import type { HashtagNode, Literal, NearNode, NearOperand, QueryLeaf, QueryNode } from './query-node.ts';

/** A place in the searchable text, [start, end) in UTF-16 units, and the leaf found there by its place in the query. */
export interface LeafSpan {
  start: number;
  end: number;
  leaf: { start: number; end: number };
}

/** So many places of one query are shown in one post; whether it matched needs only the first. */
const mostSpans = 500;

function findText(leaf: Literal, isPrefix: boolean, within: Folded): Span[] {
  const places = findLiteral(within.text, leaf, isPrefix, mostSpans);
  return places.map(([start, end]) => originalSpan(within.moves, start, end));
}

function findNode(node: NearNode, { folded }: PreparedPost): Span[] {
  const findAny = (operands: readonly NearOperand[]): Span[] =>
    operands.flatMap((one) => findLiteral(folded.text, one, one.type === 'prefix', Infinity));
  const places = findNear(folded.text, findAny(node.left), findAny(node.right), node.distance);
  return places.slice(0, mostSpans).map(([start, end]) => originalSpan(folded.moves, start, end));
}

const tagCharacter = /^[\p{L}\p{N}\p{M}_]/u;

/** Where the whole tag is written in the text; a network may name tags that are not. */
function findTag(node: HashtagNode, { folded }: PreparedPost): Span[] {
  const written = `#${node.tag}`;
  const literal = { text: written, words: [written], wordAtStart: false, wordAtEnd: false, start: 0, end: 0 };
  return findLiteral(folded.text, literal, false, mostSpans)
    .filter(([, end]) => !tagCharacter.test(folded.text.slice(end, end + 2)))
    .map(([start, end]) => originalSpan(folded.moves, start, end));
}

/** Where an address or a handle is written that `isMeant`; a network may name some that are not. */
function findAddresses(ready: PreparedPost, isMeant: (written: string) => boolean): Span[] {
  const spans: Span[] = [];
  for (let n = 0; n < ready.addresses.length && spans.length < mostSpans; n += 2) {
    const [start = 0, end = 0] = [ready.addresses[n], ready.addresses[n + 1]];
    const written = withoutSentenceEnd(ready.text.slice(start, end));
    if (isMeant(written)) spans.push([start, start + written.length]);
  }
  return spans;
}

const isHandle = (written: string): boolean => /^[@＠]/u.test(written);

function findMention(handle: string, ready: PreparedPost): Span[] | null {
  if (!ready.mentioned.includes(handle)) return null;
  return findAddresses(
    ready,
    (written) => isHandle(written) && accountNames({ handle: written }).includes(handle),
  );
}

function findLink(asked: LinkKey, ready: PreparedPost): Span[] | null {
  if (!ready.links.some((link) => isBelow(link, asked))) return null;
  return findAddresses(ready, (written) => {
    const link = isHandle(written) ? null : linkKey(written);
    return link !== null && isBelow(link, asked);
  });
}

function when(isTrue: boolean): Span[] | null {
  return isTrue ? [] : null;
}

function some(places: Span[]): Span[] | null {
  return places.length > 0 ? places : null;
}

/** Null when the leaf is not true of the post; otherwise its places in the text, which a field may have none of. */
function findLeaf(leaf: QueryLeaf, ready: PreparedPost): Span[] | null {
  const { post } = ready;
  switch (leaf.type) {
    case 'term':
    case 'phrase':
      return some(findText(leaf, false, ready.folded));
    case 'prefix':
      return some(findText(leaf, true, ready.folded));
    case 'exact':
      return some(findText(leaf, false, ready.plain));
    case 'near':
      return some(findNode(leaf, ready));
    case 'hashtag':
      return ready.hashtags.includes(leaf.tag) ? findTag(leaf, ready) : null;
    case 'mention':
      return findMention(leaf.handle, ready);
    case 'from':
      return when(ready.author.includes(leaf.handle));
    case 'to':
      return post.kind === 'reply' ? findMention(leaf.handle, ready) : null;
    case 'lang':
      return when(ready.lang === leaf.lang);
    case 'network':
      return when(post.network === leaf.network);
    case 'url':
      return findLink(leaf, ready);
    case 'is':
      return when(post.kind === leaf.kind);
    case 'has':
      if (leaf.what === 'link') return when(post.links.length > 0);
      return when(post.media.some((media) => media.kind === leaf.what));
    case 'min_followers':
      return when(ready.followers !== null && ready.followers >= leaf.count);
    case 'max_followers':
      return when(ready.followers !== null && ready.followers <= leaf.count);
  }
}

/** In place, and only as many as are shown. */
function add(all: LeafSpan[], spans: readonly LeafSpan[]): void {
  for (const span of spans) {
    if (all.length === mostSpans) return;
    all.push(span);
  }
}

/** Whether `node` matches: null when not, otherwise where, in the order of the query and at most 500 places. */
export function evaluate(node: QueryNode, post: PreparedPost): LeafSpan[] | null {
  switch (node.type) {
    case 'not':
      return evaluate(node.of, post) === null ? [] : null;
    case 'and': {
      const all: LeafSpan[] = [];
      for (const child of node.of) {
        const spans = evaluate(child, post);
        if (spans === null) return null;
        add(all, spans);
      }
      return all;
    }
    case 'or': {
      let any: LeafSpan[] | null = null;
      for (const child of node.of) {
        // It matches already; thousands of alternatives must not hold up everybody for more places to mark.
        if (any !== null && any.length >= mostSpans) break;
        const spans = evaluate(child, post);
        if (spans !== null) add((any ??= []), spans);
      }
      return any;
    }
    default: {
      const spans = findLeaf(node, post);
      if (spans === null) return null;
      const leaf = { start: node.start, end: node.end };
      return spans.map(([start, end]) => ({ start, end, leaf }));
    }
  }
}
