// A parsed query as a tree: one node for each form of the query language, with all that matching needs prepared.
import type { PostKind } from '../post/post.ts';

/** Where something stands in the query's text: [start, end) in UTF-16 units. No two leaves of a query start at one place. */
export interface Place {
  start: number;
  end: number;
}

/**
 * What is looked for in a text. It is found where `words` stand in their order with nothing but white space (at least
 * one character of it) between them, and where a word character at either end is not preceded (followed) by another.
 */
export interface Literal extends Place {
  /** As it was written, without quotation marks, `exact:` and `*`. */
  text: string;
  /** At least one; none is empty or holds white space. Folded (fold.ts), except in `exact:`. */
  words: readonly string[];
  /** Whether the first (the last) character is a word character (fold.ts), so that the rule of boundaries applies there. */
  wordAtStart: boolean;
  wordAtEnd: boolean;
}

/** A bare word, an emoji: `返金`. Mostly one word, but a character such as ﷺ folds to several. */
export interface TermNode extends Literal {
  type: 'term';
}

/** `"not working"`. */
export interface PhraseNode extends Literal {
  type: 'phrase';
}

/** `crash*`, also `"will crash"*`: `wordAtEnd` is true, the match goes on to the end of that word and is as long as that. */
export interface PrefixNode extends Literal {
  type: 'prefix';
}

/** `exact:"FireTV"`: looked for in the text as it was written, not folded; boundaries and white space as elsewhere. */
export interface ExactNode extends Literal {
  type: 'exact';
}

export type NearOperand = TermNode | PhraseNode | PrefixNode;

/**
 * `a NEAR/5 b`, `(a OR b) NEAR/5 c`: an occurrence of any of `left` and one of any of `right`, not overlapping, in either
 * order, with at most `distance` units between the end of the first and the start of the second. Its place is the operator's.
 */
export interface NearNode extends Place {
  type: 'near';
  distance: number;
  left: readonly NearOperand[];
  right: readonly NearOperand[];
}

/** `#tag`: one of the post's hashtags, folded, is `tag` (folded, without `#`). */
export interface HashtagNode extends Place {
  type: 'hashtag';
  tag: string;
}

/**
 * `@acme`, `from:acme`, `to:acme`: who is mentioned, who wrote, to whom a reply goes. `handle` is folded, without `@`; it
 * is a whole handle, its first label, or a native id.
 */
export interface AccountNode extends Place {
  type: 'mention' | 'from' | 'to';
  handle: string;
}

/** `lang:ja`: the post's language, without region or script, is `lang` (lower case). */
export interface LangNode extends Place {
  type: 'lang';
  lang: string;
}

/** `network:x`. */
export interface NetworkNode extends Place {
  type: 'network';
  network: string;
}

/** `url:acme.com/help`: a link to `host` or a subdomain of it, below `path`. Both lower case. */
export interface UrlNode extends Place {
  type: 'url';
  /** Without port. */
  host: string;
  /** Empty, or beginning with `/` and not ending so. Matches whole segments: /help is in /help/me, not in /helpful. */
  path: string;
}

/** `is:reply`. A post that only says something is none of these. */
export interface KindNode extends Place {
  type: 'is';
  kind: Exclude<PostKind, 'post'>;
}

/** `has:image`, `has:video`: media of that kind. `has:link`: any link. */
export interface HasNode extends Place {
  type: 'has';
  what: 'image' | 'video' | 'link';
}

/** `min_followers:1000`, `max_followers:1000`: both inclusive; an author whose followers nobody knows matches neither. */
export interface FollowersNode extends Place {
  type: 'min_followers' | 'max_followers';
  count: number;
}

/** What is looked for in the text. */
export type TextLeaf = TermNode | PhraseNode | PrefixNode | ExactNode | NearNode;

/** What is read from the post's fields. */
export type FieldLeaf =
  HashtagNode | AccountNode | LangNode | NetworkNode | UrlNode | KindNode | HasNode | FollowersNode;

export type QueryLeaf = TextLeaf | FieldLeaf;

/** `and` and `or` have at least two branches. */
export type QueryNode =
  | QueryLeaf
  | { type: 'not'; of: QueryNode }
  | { type: 'and'; of: readonly QueryNode[] }
  | { type: 'or'; of: readonly QueryNode[] };
