// The fake X's search: the operators that rules are made of, read as X documents them.
import type { Store, StoredPost } from './store.ts';

/** Everybody there has as many. */
export const FOLLOWERS = 12;

type Test = (post: StoredPost, store: Store) => boolean;

/** X refuses what it cannot read; so does the fake. */
export class BadQuery extends Error {}

const token = /\s*(\(|\)|-?"[^"]*"|-?[\p{L}_]+:(?:"[^"]*"|[^\s()]+)|-?[^\s()]+)/uy;

function tokensOf(query: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < query.trimEnd().length) {
    const match = token.exec(query);
    if (match === null) throw new BadQuery(`cannot read "${query}"`);
    tokens.push(match[1] ?? '');
  }
  return tokens;
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{M}\p{N}_]+/u);

const kinds: Record<string, Test> = {
  reply: ({ replyTo }) => replyTo !== null,
  quote: ({ quotes }) => quotes !== null,
  retweet: ({ retweets }) => retweets !== null,
};

const operators: Record<string, (value: string) => Test> = {
  from: (value) => {
    return ({ authorId }, store) =>
      authorId === value || store.people.get(authorId)?.username.toLowerCase() === value.toLowerCase();
  },
  conversation_id: (value) => (post) => post.conversation === value,
  is: (value) => {
    const kind = kinds[value];
    if (kind === undefined) throw new BadQuery(`is:${value}`);
    return kind;
  },
  has: (value) => {
    if (value === 'links') return ({ text }) => /https?:\/\//u.test(text);
    if (value === 'images' || value === 'media') return ({ media }) => media.length > 0;
    throw new BadQuery(`has:${value}`);
  },
  lang: (value) => (post) => (value === 'ja') === /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(post.text),
  followers_count: (value) => {
    const [from = '', to] = value.split('..');
    if (!/^\d+$/u.test(from)) throw new BadQuery(`followers_count:${value}`);
    return () => FOLLOWERS >= Number(from) && FOLLOWERS <= Number(to ?? Infinity);
  },
  url: (value) => (post) => post.text.includes(value),
};

function leaf(text: string): Test {
  if (text.startsWith('"')) {
    const phrase = text.slice(1, -1).toLowerCase();
    return (post) => post.text.toLowerCase().includes(phrase);
  }
  const [, name = '', value = ''] = /^([\p{L}_]+):(.+)$/su.exec(text) ?? [];
  if (name !== '') {
    const operator = operators[name];
    if (operator === undefined) throw new BadQuery(`no operator ${name}`);
    return operator(value.replaceAll('"', ''));
  }
  const wanted = text.toLowerCase();
  if (/^[@#]/u.test(text))
    return (post) =>
      post.text
        .toLowerCase()
        .split(/[\s、。]+/u)
        .includes(wanted);
  return (post) => wordsOf(post.text).includes(wanted);
}

/** Reads a query; throws BadQuery. */
export function readQuery(query: string): Test {
  const tokens = tokensOf(query);
  let at = 0;
  const either = (): Test => {
    const of = [both()];
    while (tokens[at] === 'OR') {
      at += 1;
      of.push(both());
    }
    return (post, store) => of.some((one) => one(post, store));
  };
  const both = (): Test => {
    const of: Test[] = [];
    while (at < tokens.length && tokens[at] !== ')' && tokens[at] !== 'OR') of.push(one());
    if (of.length === 0) throw new BadQuery('an empty group');
    return (post, store) => of.every((each) => each(post, store));
  };
  const one = (): Test => {
    const text = tokens[at] ?? '';
    at += 1;
    if (text !== '(') {
      if (!text.startsWith('-')) return leaf(text);
      const not = leaf(text.slice(1));
      return (post, store) => !not(post, store);
    }
    const inner = either();
    if (tokens[at] !== ')') throw new BadQuery('a group without an end');
    at += 1;
    return inner;
  };
  const test = either();
  if (at < tokens.length) throw new BadQuery('an end without a group');
  return test;
}
