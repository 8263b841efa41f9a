// What X's filtered stream can be asked for: its operators as they are documented, and what each is worth to a monitor.
import { foldText } from '../fold.ts';
import type { AccountNode, HashtagNode, Literal, QueryNode } from '../query-node.ts';
import { literalOf, wordsOf } from '../query-tokens.ts';
import type { NoteList } from './notes.ts';
import { allOf, anyOf, placeOf, type Dialect, type PlainLeaf, type Wider } from './widen.ts';

/*
 * Keywords and phrases are compared with the tokens of a post's text, which end at white space, punctuation and symbols,
 * in any case but with their accents. An operator also looks into what a post quotes, and a keyword into links: so what
 * X excludes is more than what a monitor excludes, and NOT is asked for only where it is exact or somebody chose it.
 */

/** What may be left to X although X does not judge quite as the matcher does; saves posts that would be paid for. */
export interface XChoices {
  /** `lang:` by X's own judgement. */
  lang?: boolean;
  /** NOT as X understands it. */
  exclusions?: boolean;
  /** False where X knows no numbers of followers: its search, unlike its stream. */
  followers?: boolean;
}

const languages = new Set(
  (
    'am ar bg bn bo bs ca ckb cs cy da de dv el en es et eu fa fi fr gu hi hr ht hu hy in is it iw ja ka km kn ko lo lt lv ml ' +
    'mr my ne nl no or pa pl ps pt ro ru sd si sk sl sr sv ta te th tl tr ug uk ur vi'
  ).split(' '),
);

/** Codes that X has by their older names. */
const olderNames: Record<string, string> = { he: 'iw', id: 'in', nb: 'no' };

/** Words that X refuses to search for alone. */
const stopWords = new Set(
  'a an and at but by com from http https if in is it its me my or rt the this to too via we www you'.split(
    ' ',
  ),
);

/** Longer than anybody searches for; longer literals are only checked here. */
const mostLiteral = 200;

const username = /^[a-z0-9_]{1,15}$/u;
const numericId = /^\d{1,19}$/u;
/** A hashtag as X recognises one: letters, digits and `_`, not digits alone. */
const hashtag = /^[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*$/u;
const searchable = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

function includeText(literal: Literal, node: QueryNode, notes: NoteList): Wider {
  if (!searchable.test(literal.words.join(''))) notes.add('symbols', literal);
  else if (literal.words.every((word) => stopWords.has(word))) notes.add('stop_word', literal);
  else if (literal.text.length > mostLiteral || literal.words.join(' ').length > mostLiteral) {
    notes.add('too_long', literal);
  } else {
    notes.add('alt_text', { start: 0, end: 0 });
    notes.add('spellings', { start: 0, end: 0 });
    notes.add('word_breaks', { start: 0, end: 0 });
    return node;
  }
  return 'all';
}

/** A literal looked for in folded text wherever `exact` finds it in the text as written. */
function foldedPhrase(leaf: Literal): QueryNode {
  return { type: 'phrase', ...literalOf(leaf.text, wordsOf(foldText(leaf.text)), leaf) };
}

function includePrefix(leaf: Literal, notes: NoteList): Wider {
  notes.add('prefix', leaf);
  const words = leaf.words.slice(0, -1);
  if (words.length === 0) return 'all';
  const literal = literalOf(words.join(' '), words, leaf);
  return includeText(literal, { type: 'phrase', ...literal }, notes);
}

function includeTag(leaf: HashtagNode, notes: NoteList): Wider {
  if (hashtag.test(leaf.tag)) {
    notes.add('spellings', { start: 0, end: 0 });
    return leaf;
  }
  notes.add('field', leaf);
  return 'all';
}

function includeAccount(leaf: AccountNode, notes: NoteList): Wider {
  const isName = username.test(leaf.handle);
  if (leaf.type === 'from') return isName || numericId.test(leaf.handle) ? leaf : 'none';
  if (numericId.test(leaf.handle)) {
    // It may be an id, by which no mention can be asked for.
    notes.add('account', leaf);
    return 'all';
  }
  if (!isName) return 'none';
  if (leaf.type === 'mention') return leaf;
  // X's `to:` knows one addressee; a reply to several people is to each of them.
  notes.add('reply_to', leaf);
  const { handle, start, end } = leaf;
  const mention: QueryNode = { type: 'mention', handle, start, end };
  return { type: 'and', of: [mention, { type: 'is', kind: 'reply', start, end }] };
}

/** `lang:` in X's own code; null for a language that X does not tell apart. */
export function xLanguage(lang: string): string | null {
  const code = olderNames[lang] ?? lang;
  return languages.has(code) ? code : null;
}

/** X's dialect. */
export function xDialect(choices: XChoices): Dialect {
  return {
    include(leaf: PlainLeaf, notes: NoteList): Wider {
      switch (leaf.type) {
        case 'term':
        case 'phrase':
          return includeText(leaf, leaf, notes);
        case 'exact':
          notes.add('letter_case', leaf);
          return includeText(leaf, foldedPhrase(leaf), notes);
        case 'prefix':
          return includePrefix(leaf, notes);
        case 'hashtag':
          return includeTag(leaf, notes);
        case 'mention':
        case 'from':
        case 'to':
          return includeAccount(leaf, notes);
        case 'lang': {
          const isChosen = choices.lang === true && xLanguage(leaf.lang) !== null;
          notes.add(isChosen ? 'lang_judged' : 'lang', leaf);
          return isChosen ? leaf : 'all';
        }
        case 'network':
          return leaf.network === 'x' ? 'all' : 'none';
        case 'url': {
          if (leaf.host.length + leaf.path.length <= mostLiteral && !/["\\]/u.test(leaf.host + leaf.path))
            return leaf;
          notes.add('too_long', leaf);
          return 'all';
        }
        case 'min_followers':
        case 'max_followers':
          if (choices.followers !== false) return leaf;
          notes.add('field', leaf);
          return 'all';
        case 'is':
        case 'has':
          return leaf;
      }
    },

    exclude(leaf: PlainLeaf, notes: NoteList): Wider {
      if (leaf.type === 'network') return leaf.network === 'x' ? 'none' : 'all';
      // A true repost is one to X as well; all else X sees in more posts than the matcher does.
      if (leaf.type === 'is' && leaf.kind === 'repost') return { type: 'not', of: leaf };
      const isSimple =
        leaf.type === 'term' ||
        leaf.type === 'phrase' ||
        leaf.type === 'has' ||
        leaf.type === 'is' ||
        (leaf.type === 'hashtag' && hashtag.test(leaf.tag)) ||
        ((leaf.type === 'mention' || leaf.type === 'from') && username.test(leaf.handle));
      const isAskable =
        (leaf.type !== 'term' && leaf.type !== 'phrase') ||
        (searchable.test(leaf.words.join('')) &&
          leaf.text.length <= mostLiteral &&
          !/["\\]/u.test(leaf.text));
      if (choices.exclusions === true && isSimple && isAskable) {
        notes.add('excluded_there', leaf);
        return { type: 'not', of: leaf };
      }
      notes.add('exclusion', leaf);
      return 'all';
    },
  };
}

/** Whether X takes this as (a part of) a rule by itself: its other operators need one of these beside them. */
export function standsAlone(node: QueryNode): boolean {
  switch (node.type) {
    case 'and':
      return node.of.some(standsAlone);
    case 'or':
      return node.of.every(standsAlone);
    case 'term':
    case 'phrase':
    case 'hashtag':
    case 'mention':
    case 'from':
    case 'url':
      return true;
    default:
      return false;
  }
}

/** X takes no NOT that stands alone among alternatives: such an OR says nothing, and is noted. */
export function withoutLoneNots(node: QueryNode, notes: NoteList): Wider {
  if (node.type !== 'and' && node.type !== 'or') return node;
  const of = node.of.map((child) => withoutLoneNots(child, notes));
  if (node.type === 'and') return allOf(of);
  if (!of.some((part) => typeof part !== 'string' && isOnlyNot(part))) return anyOf(of);
  notes.add('either', placeOf(node));
  return 'all';
}

function isOnlyNot(node: QueryNode): boolean {
  return node.type === 'not' || (node.type === 'and' && node.of.every(isOnlyNot));
}
