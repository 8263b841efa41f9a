// Words, phrases, product names and hashtags that occur in several of some posts: candidates, before anything is counted elsewhere.
import { findLiteral } from '../find.ts';
import { foldText } from '../fold.ts';
import type { Literal } from '../query-node.ts';
import { areNeighbours, piecesOf, type Piece } from './words.ts';

export interface Candidate {
  /** `word`: a word or two of a spaced script · `run`: characters of an unspaced one · `tag`: a hashtag. */
  kind: 'word' | 'run' | 'tag';
  /** Folded; without `#`. */
  text: string;
  /** As somebody wrote it. */
  surface: string;
  /** Of the posts looked at, so many have it. */
  posts: number;
  /** Nothing but hiragana, which is mostly grammar. */
  isGrammar: boolean;
}

export interface CandidateText {
  /** Searchable, not folded, addresses hidden. */
  text: string;
  hashtags: readonly string[];
}

/** Longest run of an unspaced script, in UTF-16 units; product names are seldom longer. */
const mostRun = 12;
/** Characters of one post that are looked at: enough for a post, and a bound for a novel. */
const mostText = 600;
export const mostCandidates = 3_000;
const spaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;
const onlyHiragana = /^[\p{sc=Hira}ー]+$/u;
const content = /[\p{sc=Han}\p{sc=Kana}ー]/u;
const particle = /[がをにへとでのはもやか]/u;
/** A longer run that nearly all posts with a shorter one have says what the shorter one does. */
const wholeShare = 0.9;

/** English words that say nothing by themselves, nor together. */
const functionWords = new Set(
  (
    'a about after again all also am an and any are as at be been before but by can could did do does for from get got had has ' +
    'have he her him his how i if in into is it its just like me more my no not now of off on one or our out over she so some ' +
    'than that the their them then there they this to too up us was we were what when where which who why will with would you your'
  ).split(' '),
);

/** A text as segments: folded and as written, of equal length wherever possible, and where words begin and end. */
interface Segmented {
  folded: string;
  /** In half-width Latin and full-width kana; null where it is not as long as `folded`. */
  written: string | null;
  isBoundary: Uint8Array;
}

class Gram {
  posts = 0;
  lastPost = -1;
  places = 0;
  atStart = 0;
  atEnd = 0;
  /** Up to three different neighbours on each side. */
  before = '';
  after = '';
  surface = '';
  /** Places where the first (the last) character is a word by itself. */
  looseStart = 0;
  looseEnd = 0;
  /** Posts of the commonest longer candidate that has this within. */
  covered = 0;

  /** Whether it begins and ends where words do, or stands in several surroundings, and is more than a particle and a word. */
  get isWhole(): boolean {
    const { places, surface } = this;
    const begins = this.atStart * 2 >= places || this.before.length >= 3;
    const ends = this.atEnd * 2 >= places || this.after.length >= 3;
    const isLoose =
      (particle.test(surface.charAt(0)) && this.looseStart * 2 >= places) ||
      (particle.test(surface.slice(-1)) && this.looseEnd * 2 >= places);
    return begins && ends && !isLoose;
  }
}

/** Collects candidates from a set of posts; give it each post once, then ask for `result`. */
export class CandidateCollector {
  private readonly segmenter = new Intl.Segmenter('ja', { granularity: 'word' });
  private readonly texts: Segmented[] = [];
  private readonly words = new Map<string, Candidate & { lastPost: number }>();
  private readonly known: readonly Literal[];

  /** `known`: what candidates must not have within; a word of a spaced script only where it is a whole word. */
  constructor(known: readonly Literal[]) {
    this.known = known;
  }

  add(post: CandidateText): void {
    const number = this.texts.length;
    const segmented = this.segment(post.text.slice(0, mostText));
    this.texts.push(segmented);
    const { folded, written } = segmented;
    const surfaceOf = (start: number, end: number): string => (written ?? folded).slice(start, end);
    let previous: Piece | null = null;
    for (const piece of piecesOf(folded)) {
      const before: Piece | null = previous;
      previous = piece;
      if (before?.end === piece.start) this.countMixed(segmented, before, piece, number);
      if (!piece.isSpaced) continue;
      const word = folded.slice(piece.start, piece.end);
      this.count('word', word, surfaceOf(piece.start, piece.end), number);
      if (before?.isSpaced === true && areNeighbours(folded, before, piece)) {
        const first = folded.slice(before.start, before.end);
        const surface = surfaceOf(before.start, piece.end).replaceAll(/\s+/gu, ' ');
        this.count('word', `${first} ${word}`, surface, number);
      }
    }
    for (const tag of post.hashtags) this.count('tag', foldText(tag), tag, number);
  }

  /** Names of both scripts: ファイアTV, iPhone充電器. Hiragana beside a word is mostly grammar. */
  private countMixed({ folded, written }: Segmented, left: Piece, right: Piece, number: number): void {
    if (written === null) return;
    let [start, end] = [left.start, right.end];
    if (right.isSpaced) {
      start = left.end;
      while (start > Math.max(left.start, left.end - mostRun) && content.test(written.charAt(start - 1)))
        start -= 1;
      if (start === left.end) return;
    } else {
      end = right.start;
      while (end < Math.min(right.end, right.start + mostRun) && content.test(written.charAt(end))) end += 1;
      if (end === right.start) return;
    }
    this.count('run', folded.slice(start, end), written.slice(start, end), number);
  }

  private count(kind: Candidate['kind'], text: string, surface: string, number: number): void {
    if (text.length < 2 || text.length > 60) return;
    if (kind === 'word' && isFunctional(text)) return;
    const key = kind === 'tag' ? `#${text}` : text;
    const known = this.words.get(key);
    if (known === undefined) {
      this.words.set(key, { kind, text, surface, posts: 1, isGrammar: false, lastPost: number });
    } else if (known.lastPost !== number) {
      known.posts += 1;
      known.lastPost = number;
    }
  }

  private segment(text: string): Segmented {
    const plain = text.normalize('NFKC');
    let [folded, written] = ['', ''];
    const boundaries: number[] = [0];
    // Segmenting costs more than all else, and a text of spaced scripts has its words at hand.
    if (spaced.test(plain)) {
      for (const { segment } of this.segmenter.segment(plain)) {
        folded += foldText(segment);
        written += segment;
        boundaries.push(folded.length);
      }
    } else [folded, written] = [foldText(plain), plain];
    const isBoundary = new Uint8Array(folded.length + 1);
    for (const at of boundaries) isBoundary[at] = 1;
    for (const literal of this.known) {
      for (const [start, end] of findLiteral(folded, literal, false, Infinity))
        folded = folded.slice(0, start) + '\u0000'.repeat(end - start) + folded.slice(end);
    }
    return { folded, written: written.length === folded.length ? written : null, isBoundary };
  }

  /** What occurs in at least `support` posts, the commonest first, at most 3,000. */
  result(support: number): Candidate[] {
    const words = [...this.words.values()].filter((word) => word.posts >= support);
    const all: Candidate[] = [...withoutParts(words), ...this.runs(support)];
    return all
      .toSorted((a, b) => b.posts - a.posts || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .slice(0, mostCandidates);
  }

  /** Runs of unspaced characters that are words, or parts that stand in several surroundings. */
  private runs(support: number): Candidate[] {
    const pairs = this.pairsBySupport(support);
    const grams = new Map<string, Gram>();
    for (const [number, text] of this.texts.entries()) this.collectRuns(text, number, pairs, grams);
    for (const [text, gram] of [...grams].toSorted((a, b) => b[0].length - a[0].length)) {
      const whole = gram.posts >= support && gram.isWhole ? gram.posts : 0;
      for (const shorter of [text.slice(1), text.slice(0, -1)]) {
        const part = grams.get(shorter);
        if (part !== undefined) part.covered = Math.max(part.covered, gram.covered, whole);
      }
    }
    const found: Candidate[] = [];
    for (const [text, gram] of grams) {
      if (gram.posts < support || !gram.isWhole || gram.covered >= gram.posts * wholeShare) continue;
      const isGrammar = onlyHiragana.test(gram.surface);
      if (isGrammar && text.length < 3) continue;
      found.push({ kind: 'run', text, surface: gram.surface, posts: gram.posts, isGrammar });
    }
    return found;
  }

  /** Longer runs need look no further than pairs that occur often enough. */
  private pairsBySupport(support: number): Set<string> {
    const counts = new Map<string, { posts: number; lastPost: number }>();
    for (const [number, { folded }] of this.texts.entries()) {
      for (const { start, end, isSpaced } of piecesOf(folded)) {
        if (isSpaced) continue;
        for (let at = start; at + 2 <= end; at += 1) {
          const pair = folded.slice(at, at + 2);
          const known = counts.get(pair);
          if (known === undefined) counts.set(pair, { posts: 1, lastPost: number });
          else if (known.lastPost !== number) {
            known.posts += 1;
            known.lastPost = number;
          }
        }
      }
    }
    return new Set([...counts].filter(([, { posts }]) => posts >= support).map(([pair]) => pair));
  }

  private collectRuns(
    { folded, written, isBoundary }: Segmented,
    number: number,
    pairs: ReadonlySet<string>,
    grams: Map<string, Gram>,
  ): void {
    for (const { start, end, isSpaced } of piecesOf(folded)) {
      if (isSpaced) continue;
      for (let at = start; at + 2 <= end; at += 1) {
        const last = Math.min(end, at + mostRun);
        for (let to = at + 2; to <= last && pairs.has(folded.slice(to - 2, to)); to += 1) {
          const text = folded.slice(at, to);
          let gram = grams.get(text);
          if (gram === undefined) grams.set(text, (gram = new Gram()));
          if (gram.lastPost !== number) gram.posts += 1;
          gram.lastPost = number;
          gram.places += 1;
          gram.atStart += at === start ? 1 : (isBoundary[at] ?? 0);
          gram.atEnd += to === end ? 1 : (isBoundary[to] ?? 0);
          gram.looseStart += isBoundary[at + 1] ?? 0;
          gram.looseEnd += isBoundary[to - 1] ?? 0;
          if (gram.surface === '') gram.surface = (written ?? folded).slice(at, to);
          gram.before = withNeighbour(gram.before, at === start ? ' ' : folded.charAt(at - 1));
          gram.after = withNeighbour(gram.after, to === end ? ' ' : folded.charAt(to));
        }
      }
    }
  }
}

/** Whether a word or phrase begins or ends with what says nothing. */
function isFunctional(text: string): boolean {
  const space = text.indexOf(' ');
  if (space === -1) return functionWords.has(text);
  return functionWords.has(text.slice(0, space)) || functionWords.has(text.slice(space + 1));
}

/** Without "stick" that only ever comes as "fire stick", and TV that only comes as ファイアTV. */
function withoutParts(words: readonly Candidate[]): Candidate[] {
  const inPhrases = new Map<string, number>();
  for (const { kind, text, posts } of words) {
    if (kind === 'tag' || (kind === 'word' && !text.includes(' '))) continue;
    for (const { start, end, isSpaced } of piecesOf(text)) {
      const part = text.slice(start, end);
      if (isSpaced) inPhrases.set(part, Math.max(posts, inPhrases.get(part) ?? 0));
    }
  }
  return words.filter(
    ({ kind, text, posts }) => kind !== 'word' || (inPhrases.get(text) ?? 0) < posts * wholeShare,
  );
}

function withNeighbour(known: string, char: string): string {
  return known.length >= 3 || known.includes(char) ? known : known + char;
}
