// Which wishes are the same and who made them: groups of spellings, each around the one that most people wrote, in their order.
import { isNear, nearBlock, wishKey } from './same-wish.ts';

export interface WishPost {
  id: string;
  /** Who wrote it: one person counts once for a wish. */
  person: string;
  /** What it wishes for (`wishesOf`). */
  wishes: readonly string[];
  /** Epoch milliseconds. */
  at: number;
  reposts: number;
  /** Somebody of us answered or liked it. */
  acknowledged: boolean;
}

/** What people said by hand of wishes, each by the id of its spelling; it goes before what is found here. */
export interface WishCorrections {
  /** From one spelling to that which it is the same as. */
  same: ReadonlyMap<string, string>;
  none: ReadonlySet<string>;
  /** A wish of its own, however near another is: it joins none, and none joins it. */
  own: ReadonlySet<string>;
}

export interface Spelling {
  id: string;
  /** As most people wrote it. */
  text: string;
  people: number;
}

export interface Wish {
  /** Of the spelling that it is known by. */
  id: string;
  text: string;
  people: number;
  posts: number;
  reposts: number;
  newest: number;
  oldest: number;
  acknowledged: number;
  /** Most people first. */
  spellings: Spelling[];
  /** Newest first. */
  postIds: string[];
}

export interface RankedWishes {
  /** Most people first. */
  wishes: Wish[];
  /** Said by hand to be none, with those who wrote it. */
  none: Spelling[];
  /** Posts that wish for nothing that could be read. */
  unread: number;
  /** Ways of writing that are left out, as few people wrote them and there are more than 3,000. */
  cut: number;
}

export const noCorrections: WishCorrections = { same: new Map(), none: new Set(), own: new Set() };

interface Said {
  text: string;
  post: WishPost;
}

/** Ways of writing that are compared; those of most people. So that no flood of nonsense costs more than a moment. */
const mostWays = 3_000;
/** Wishes that one is held against: those of most people that begin alike. */
const mostCompared = 100;

/** All that was said in one way of writing. */
interface Way {
  id: string;
  key: string;
  said: Said[];
  people: number;
  /** When it was written first, in epoch milliseconds. */
  first: number;
}

/** A way of writing with those that a person said to be the same. */
interface Group {
  id: string;
  head: Way;
  ways: Way[];
  people: number;
}

const people = (said: readonly Said[]): number => new Set(said.map(({ post }) => post.person)).size;
const firstAt = (said: readonly Said[]): number =>
  said.reduce((first, { post }) => Math.min(first, post.at), Number.POSITIVE_INFINITY);
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Ranks what posts wish for. `idOf` names a spelling by its key. The order of `posts` makes no difference.
 *
 * Spellings with one key (`wishKey`) are one; so are those that a person said to be. Then each group in turn, the one that most people wrote first,
 * stands for itself or joins the first before it that it is a slip of: everything in a group is near to what the group is called by, and
 * no chain of slips leads from one thing to another.
 */
export function rankWishes(
  posts: readonly WishPost[],
  corrections: WishCorrections = noCorrections,
  idOf: (key: string) => string = (key) => key,
): RankedWishes {
  const all = waysOf(posts, idOf).toSorted(byPeopleAndAge);
  const ways = all.slice(0, mostWays);
  const none: Spelling[] = [];
  const kept: Way[] = [];
  for (const way of ways) {
    if (corrections.none.has(way.id)) none.push(spellingOf(way));
    else kept.push(way);
  }
  const groups = joinNear(joinSaid(kept, corrections.same), corrections.own);
  const wishes = groups
    .map(wishOf)
    .toSorted((a, b) => b.people - a.people || b.posts - a.posts || inOrder(a.id, b.id));
  const unread = posts.filter(({ wishes: read }) => read.length === 0).length;
  return { wishes, none: none.toSorted(byPeople), unread, cut: all.length - ways.length };
}

const byPeople = (a: Spelling, b: Spelling): number => b.people - a.people || inOrder(a.id, b.id);

function waysOf(posts: readonly WishPost[], idOf: (key: string) => string): Way[] {
  const alone = new Set(posts.flatMap(({ wishes }) => wishes.map(wishKey)));
  const ways = new Map<string, Way>();
  for (const post of posts) {
    for (const text of post.wishes.flatMap((wish) => apart(wish, alone))) {
      const key = wishKey(text);
      if (key === '') continue;
      const way = ways.get(key) ?? { id: idOf(key), key, said: [], people: 0, first: 0 };
      way.said.push({ text, post });
      ways.set(key, way);
    }
  }
  for (const way of ways.values()) {
    way.people = people(way.said);
    way.first = firstAt(way.said);
  }
  return [...ways.values()];
}

/** Of equally many people the one that was written first. By key and not by id in the end: what a slip joins must not hang on how ids are made. */
const byPeopleAndAge = (
  a: Pick<Way, 'people' | 'first' | 'key'>,
  b: Pick<Way, 'people' | 'first' | 'key'>,
): number => b.people - a.people || a.first - b.first || inOrder(a.key, b.key);

const joint = /\s*(?:と|＆|&|\band\b)\s*/giu;

/** “AとB” is two where A and B were both wished for by themselves as well; else it is the name of one thing (美女と野獣). */
function apart(text: string, alone: ReadonlySet<string>): string[] {
  for (const found of text.matchAll(joint)) {
    const pair = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    if (pair.every((one) => wishKey(one) !== '' && alone.has(wishKey(one)))) return pair;
  }
  return [text];
}

/** What people said to be the same, however many steps lead there; a circle ends where it began. */
function target(id: string, same: ReadonlyMap<string, string>): string {
  const seen = new Set([id]);
  let at = id;
  for (let next = same.get(at); next !== undefined && !seen.has(next); next = same.get(at)) {
    seen.add(next);
    at = next;
  }
  return same.has(at) ? ([...seen].toSorted(inOrder)[0] ?? at) : at;
}

function joinSaid(ways: readonly Way[], same: ReadonlyMap<string, string>): Group[] {
  const byTarget = Map.groupBy(ways, ({ id }) => target(id, same));
  return Array.from(byTarget, ([id, members]) => {
    const sorted = members.toSorted(byPeopleAndAge);
    const head = sorted.find((way) => way.id === id) ?? sorted[0];
    return head === undefined
      ? []
      : [{ id, head, ways: sorted, people: people(sorted.flatMap(({ said }) => said)) }];
  }).flat();
}

function joinNear(groups: readonly Group[], own: ReadonlySet<string>): Group[] {
  const heads = new Map<string, Group[]>();
  const joined: Group[] = [];
  const ordered = groups.toSorted((a, b) =>
    byPeopleAndAge({ ...a.head, people: a.people }, { ...b.head, people: b.people }),
  );
  for (const group of ordered) {
    const block = nearBlock(group.head.key);
    const near = heads.get(block) ?? [];
    if (own.has(group.head.id)) {
      joined.push(group);
      continue;
    }
    const head = near.find((one) => isNear(one.head.key, group.head.key));
    if (head === undefined) {
      const opened = { ...group, ways: [...group.ways] };
      if (near.length < mostCompared) heads.set(block, [...near, opened]);
      joined.push(opened);
    } else head.ways.push(...group.ways);
  }
  return joined;
}

function wishOf({ id, head, ways }: Group): Wish {
  const said = ways.flatMap((way) => way.said);
  const posts = [...new Map(said.map(({ post }) => [post.id, post])).values()].toSorted(
    (a, b) => b.at - a.at || inOrder(b.id, a.id),
  );
  const sum = (numberOf: (post: WishPost) => number): number =>
    posts.reduce((total, post) => total + numberOf(post), 0);
  return {
    id,
    text: mostWritten(head.said),
    people: people(said),
    posts: posts.length,
    reposts: sum(({ reposts }) => reposts),
    newest: posts[0]?.at ?? 0,
    oldest: posts.at(-1)?.at ?? 0,
    acknowledged: sum(({ acknowledged }) => (acknowledged ? 1 : 0)),
    spellings: ways.toSorted(byPeopleAndAge).map(spellingOf),
    postIds: posts.map((post) => post.id),
  };
}

const spellingOf = (way: Way): Spelling => ({ id: way.id, text: mostWritten(way.said), people: way.people });

/** Of equals the one that was written first, then by characters. */
function mostWritten(said: readonly Said[]): string {
  const ranked = Array.from(
    Map.groupBy(said, ({ text }) => text),
    ([text, of]) => ({ key: text, people: people(of), first: firstAt(of) }),
  ).toSorted(byPeopleAndAge);
  return ranked[0]?.key ?? '';
}
