// The posts that advice is taken from, made ready once: how each stands to the query, and where each word occurs.
import { searchableText } from '../../post/searchable-text.ts';
import { isWordAt, isWordBefore } from '../fold.ts';
import type { Matchable, PreparedPost } from '../prepared-post.ts';
import { preparePost } from '../prepared-post.ts';
import type { Candidate } from './candidates.ts';
import type { Label } from './precision.ts';
import type { QueryPlaces, Standing } from './query-places.ts';
import { areNeighbours, piecesOf, type Piece } from './words.ts';

/** A stored post or one of the stream, and what a person said of it. */
export interface AdvicePost {
  id: string;
  post: Matchable;
  label: Label | null;
}

export interface Doc {
  id: string;
  author: string;
  label: Label | null;
  prepared: PreparedPost;
  standing: Standing;
}

/** No network has longer posts; what is longer would hold up everybody, and is left out. In UTF-16 units. */
const mostText = 30_000;

/** Makes posts ready, in their order. */
export function docsOf(posts: readonly AdvicePost[], places: QueryPlaces): Doc[] {
  const usual = posts.filter(({ post }) => searchableText(post).length <= mostText);
  return usual.map(({ id, post, label }) => {
    const prepared = preparePost(post);
    const author = post.author.nativeId ?? post.author.handle;
    return { id, author, label, prepared, standing: places.stand(prepared) };
  });
}

/** Numbers of docs, rising. */
export type Postings = number[];

/** Where the words of all posts, and the runs and phrases that were asked for, occur. */
export class WordIndex {
  /** Every word of a spaced script, folded. */
  readonly words = new Map<string, Postings>();
  /** Pairs of words that are one of the joined words asked for, as they stand in the text. */
  readonly split = new Map<string, Map<string, Postings>>();
  private readonly phrases = new Map<string, Postings>();
  private readonly firstWords = new Set<string>();
  private readonly runs = new Map<string, Postings>();
  private readonly runsByPair = new Map<string, string[]>();
  private readonly tags = new Map<string, Postings>();

  constructor(candidates: readonly Candidate[], joined: ReadonlySet<string>) {
    for (const { kind, text } of candidates) {
      if (kind === 'tag') this.tags.set(text, []);
      else if (kind === 'run') {
        this.runs.set(text, []);
        const pair = text.slice(0, 2);
        const known = this.runsByPair.get(pair);
        if (known === undefined) this.runsByPair.set(pair, [text]);
        else known.push(text);
      } else if (text.includes(' ')) {
        this.phrases.set(text, []);
        this.firstWords.add(text.slice(0, text.indexOf(' ')));
      }
    }
    for (const word of joined) this.split.set(word, new Map());
  }

  addAll(docs: readonly Doc[]): void {
    const lengths = new Set([...this.split.keys()].map((word) => word.length));
    for (const [number, { prepared }] of docs.entries()) {
      const { text } = prepared.folded;
      let previous: Piece | null = null;
      let before = '';
      for (const piece of piecesOf(text)) {
        if (!piece.isSpaced) {
          this.addRuns(text, piece, number);
          previous = null;
          continue;
        }
        const word = text.slice(piece.start, piece.end);
        note(this.words, word, number);
        this.addRunsAt(text, piece.start, number);
        if (previous !== null) {
          if (this.firstWords.has(before) && areNeighbours(text, previous, piece)) {
            this.addKnown(this.phrases, `${before} ${word}`, number);
          }
          if (lengths.has(before.length + word.length)) this.addSplit(text, previous, piece, number);
        }
        previous = piece;
        before = word;
      }
      for (const tag of prepared.hashtags) this.addKnown(this.tags, tag, number);
    }
  }

  private addKnown(map: Map<string, Postings>, key: string, number: number): void {
    const postings = map.get(key);
    if (postings !== undefined && postings.at(-1) !== number) postings.push(number);
  }

  private addRuns(text: string, { start, end }: Piece, number: number): void {
    for (let at = start; at < end; at += 1) this.addRunsAt(text, at, number);
  }

  private addRunsAt(text: string, at: number, number: number): void {
    const runs = this.runsByPair.get(text.slice(at, at + 2));
    if (runs === undefined) return;
    for (const run of runs) {
      const end = at + run.length;
      // A name that ends with a word of a spaced script ends where that does.
      const isWhole = !isWordBefore(run, run.length) || !isWordAt(text, end);
      if (isWhole && text.startsWith(run, at)) this.addKnown(this.runs, run, number);
    }
  }

  /** `fire tv` and `fire-tv` of firetv: nothing but a space or one sign between. */
  private addSplit(text: string, before: Piece, piece: Piece, number: number): void {
    const between = text.slice(before.end, piece.start);
    const surfaces = this.split.get(
      text.slice(before.start, before.end) + text.slice(piece.start, piece.end),
    );
    if (surfaces === undefined || (between.trim() !== '' && !/^[-‐-―._/・]$/u.test(between))) return;
    const surface = text.slice(before.start, piece.end).replaceAll(/\s+/gu, ' ');
    note(surfaces, surface, number);
  }

  postingsOf({ kind, text }: Pick<Candidate, 'kind' | 'text'>): Postings {
    if (kind === 'tag') return this.tags.get(text) ?? [];
    if (kind === 'run') return this.runs.get(text) ?? [];
    return (text.includes(' ') ? this.phrases.get(text) : this.words.get(text)) ?? [];
  }
}

function note(map: Map<string, Postings>, key: string, number: number): void {
  const postings = map.get(key);
  if (postings === undefined) map.set(key, [number]);
  else if (postings.at(-1) !== number) postings.push(number);
}
