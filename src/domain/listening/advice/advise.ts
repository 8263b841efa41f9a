// Keyword advice: from labelled posts and the stream around them, words that would bring or spare a monitor posts, with evidence.
import { findLiteral } from '../find.ts';
import { foldText, originalSpan } from '../fold.ts';
import type { Literal } from '../query-node.ts';
import { literalOf } from '../query-tokens.ts';
import { parseQuery } from '../query.ts';
import { CandidateCollector, type Candidate } from './candidates.ts';
import { contrast } from './contrast.ts';
import { docsOf, WordIndex, type AdvicePost, type Doc, type Postings } from './corpus.ts';
import { precisionOf, wilson, type Label } from './precision.ts';
import { literalsOf, QueryPlaces, type Addition } from './query-places.ts';
import { bestOf, type Advice, type Draft, type Example, type Suggestion } from './suggestion.ts';
import { joinedWordsOf, shortFor, variantsIn, type Variant } from './variants.ts';

/** Fewer posts with a word, or posts of one author only, show nothing. */
const leastSupport = 3;
const leastAuthors = 2;
/** One word in 10,000 passes this by chance. */
const leastG2 = 15.1;
const leastZ = 1.96;
/** Exclusions are sought in few posts, and shown with what they would spare wrongly. */
const leastExclusionG2 = 6.63;
const leastExclusionShare = 0.5;
/** What so many of all posts have is no word to listen for; hiragana alone is mostly grammar. */
const commonShare = 0.05;
const grammarShare = 0.005;
/** Once so many labels say that it is rarely right, a word is not suggested; nor for the sake of a single post. */
const enoughLabels = 5;
const poorShare = 0.3;
const leastChanged = 2;
/** Posts that candidates are taken from. */
const mostSources = 2_000;
/** With fewer labelled relevant posts, unlabelled hits are taken for relevant as well. */
const enoughRelevant = 10;
const mostExamples = 3;
/** The gain of a post about which nobody said anything, against one that is surely right. */
const unlabelledGain = 0.05;

interface Word {
  addition: Addition;
  /** As it is written, with `#` for a hashtag. */
  surface: string;
}

type Counts = Suggestion['posts'];

class Adviser {
  private readonly docs: Doc[];
  private readonly places: QueryPlaces;
  private readonly known: ReturnType<typeof literalsOf>;
  private readonly hits: Postings = [];
  /** The posts that matter: relevant, or for want of enough labels taken for it. */
  private readonly sources = new Set<number>();
  /** Labelled hits. */
  private readonly right = new Set<number>();
  private readonly wrong = new Set<number>();

  constructor(places: QueryPlaces, known: ReturnType<typeof literalsOf>, docs: Doc[]) {
    this.places = places;
    this.known = known;
    this.docs = docs;
    for (const [number, { standing, label }] of docs.entries()) {
      if (label === 'relevant') this.sources.add(number);
      if (!standing.isHit) continue;
      this.hits.push(number);
      if (label !== null) (label === 'relevant' ? this.right : this.wrong).add(number);
    }
    if (this.sources.size >= enoughRelevant) return;
    for (const number of this.hits) if (this.labelOf(number) === null) this.sources.add(number);
  }

  advise(most: number): Advice {
    const candidates = this.candidatesOf(this.sources);
    const unwanted = this.candidatesOf(this.wrong);
    const index = new WordIndex([...candidates, ...unwanted], joinedWordsOf(this.known.positive));
    index.addAll(this.docs);
    const added = candidates.flatMap((candidate) => this.draftWord(candidate, index.postingsOf(candidate)));
    const variants = this.draftVariants(index, added);
    const taken = new Set(variants.map(({ suggestion }) => suggestion.text));
    const fresh = added.filter(({ suggestion }) => !taken.has(suggestion.text));
    const spared = unwanted.flatMap((candidate) =>
      this.draftExclusion(candidate, index.postingsOf(candidate)),
    );
    const all = [...variants, ...fresh, ...spared];
    const kinds = ['variant', 'word', 'hashtag', 'exclusion'] as const;
    return {
      precision: precisionOf(this.hits.map((number) => this.labelOf(number))),
      hits: this.hits.length,
      suggestions: kinds.flatMap((kind) =>
        bestOf(
          all.filter(({ suggestion }) => suggestion.kind === kind),
          most,
        ),
      ),
    };
  }

  private labelOf(number: number): Label | null {
    return this.docs[number]?.label ?? null;
  }

  private candidatesOf(numbers: Iterable<number>): Candidate[] {
    const collector = new CandidateCollector(this.known.positive);
    let taken = 0;
    for (const number of numbers) {
      const doc = this.docs[number];
      if (doc === undefined || taken >= mostSources) break;
      taken += 1;
      collector.add({ text: doc.prepared.plain.text, hashtags: doc.prepared.post.hashtags });
    }
    return collector.result(leastSupport);
  }

  /** Whether a candidate says more than that people write, and not only one of them. */
  private isTelling(candidate: Candidate, postings: Postings, inside: Postings): boolean {
    const share = postings.length / this.docs.length;
    const most = candidate.isGrammar ? grammarShare : commonShare;
    const authors = new Set(inside.map((number) => this.docs[number]?.author));
    // In a small set of posts, most of them relevant, a good word is common.
    const isCommon = share > most && postings.length - inside.length > inside.length;
    return !isCommon && inside.length >= leastSupport && authors.size >= leastAuthors;
  }

  private draftWord(candidate: Candidate, postings: Postings): Draft[] {
    const { kind, text, surface } = candidate;
    if (this.known.all.has(kind === 'tag' ? `#${text}` : text)) return [];
    const inside = postings.filter((number) => this.sources.has(number));
    if (!this.isTelling(candidate, postings, inside)) return [];
    const { g2, z } = this.contrastOf(postings);
    if (g2 < leastG2 || z < leastZ) return [];
    if (kind === 'tag') {
      return this.draft({ kind: 'hashtag', form: null, of: null }, tagOf(surface), postings);
    }
    const longer = shortFor(text, this.known.positive);
    const what =
      longer === null
        ? ({ kind: 'word', form: null, of: null } as const)
        : ({ kind: 'variant', form: 'abbreviation', of: longer.text } as const);
    return this.draft(what, wordOf(text, surface), postings);
  }

  private draftVariants(index: WordIndex, added: readonly Draft[]): Draft[] {
    const telling = added.toSorted((a, b) => b.suggestion.evidence.z - a.suggestion.evidence.z).slice(0, 30);
    const context = new Set(telling.flatMap(({ postings }) => postings));
    const usual = context.size / Math.max(1, this.docs.length);
    return variantsIn(this.known.positive, this.docs, index).flatMap((variant) => {
      if (this.known.all.has(variant.text) || !this.isMeant(variant, context, usual)) return [];
      const surface = this.surfaceOf(variant) ?? variant.text;
      const { form, of, postings } = variant;
      return this.draft({ kind: 'variant', form, of: of.text }, wordOf(variant.text, surface), postings);
    });
  }

  /** A word that looks alike may be another word: somebody said it is not, or it stands where the monitor's words stand. */
  private isMeant({ form, postings }: Variant, context: ReadonlySet<number>, usual: number): boolean {
    const counts = this.countsOf(postings);
    if (counts.relevant > 0) return counts.relevant >= counts.notRelevant;
    if (counts.notRelevant > 0) return false;
    if (form === 'spacing') return true;
    const share = postings.filter((number) => context.has(number)).length / postings.length;
    return postings.length >= 2 && share >= 2 * usual + 0.1;
  }

  private surfaceOf({ text, postings }: Variant): string | null {
    const doc = this.docs[postings[0] ?? -1];
    const [span] = doc === undefined ? [] : spansOf(doc, wordOf(text, text).addition);
    return span === undefined
      ? null
      : (doc?.prepared.plain.text.slice(...span).replaceAll(/\s+/gu, ' ') ?? null);
  }

  /** Puts the word where it brings most that is surely right. */
  private draft(what: Pick<Suggestion, 'kind' | 'form' | 'of'>, word: Word, postings: Postings): Draft[] {
    let best: Draft | null = null;
    for (let place = 0; place < this.places.count; place += 1) {
      if (!this.places.takesWords(place)) continue;
      const changed = postings.filter((number) => {
        const doc = this.docs[number];
        return doc !== undefined && this.places.wouldHit(doc.standing, place);
      });
      if (changed.length < leastChanged) continue;
      const posts = this.countsOf(changed);
      if (posts.relevant === 0 && posts.notRelevant > 1) continue;
      const precision = wilson(posts.relevant, posts.relevant + posts.notRelevant);
      if (precision !== null && precision.of >= enoughLabels && precision.share < poorShare) continue;
      const gain = changed.length * (precision?.low ?? unlabelledGain);
      if (best !== null && best.gain >= gain) continue;
      const examples = this.examplesOf(changed, word.addition, 'relevant');
      const evidence = { ...this.contrastOf(postings), examples };
      const suggestion = { ...what, text: word.surface, posts, precision, evidence };
      best = { suggestion, query: () => this.places.with(word.addition, place), changed, postings, gain };
    }
    return best === null ? [] : [best];
  }

  private draftExclusion(candidate: Candidate, all: Postings): Draft[] {
    const { kind, text, surface } = candidate;
    if (candidate.isGrammar || this.known.all.has(kind === 'tag' ? `#${text}` : text)) return [];
    const changed = all.filter((number) => this.docs[number]?.standing.isHit === true);
    const posts = this.countsOf(changed);
    const evidence = contrast(posts.notRelevant, this.wrong.size, posts.relevant, this.right.size);
    const precision = wilson(posts.notRelevant, posts.relevant + posts.notRelevant);
    if (posts.notRelevant < leastSupport || evidence.g2 < leastExclusionG2 || evidence.z <= 0) return [];
    if (precision === null || precision.low < leastExclusionShare) return [];
    const word = kind === 'tag' ? tagOf(surface) : wordOf(text, surface);
    const suggestion: Draft['suggestion'] = {
      kind: 'exclusion',
      form: null,
      of: null,
      text: word.surface,
      posts,
      precision,
      evidence: { ...evidence, examples: this.examplesOf(changed, word.addition, 'not_relevant') },
    };
    const gain = posts.notRelevant * precision.low - 2 * posts.relevant;
    return [{ suggestion, query: () => this.places.without(word.addition), changed, postings: all, gain }];
  }

  private contrastOf(postings: Postings): ReturnType<typeof contrast> {
    const inside = postings.filter((number) => this.sources.has(number)).length;
    const { size } = this.sources;
    return contrast(inside, size, postings.length - inside, this.docs.length - size);
  }

  private countsOf(postings: Postings): Counts {
    let [relevant, notRelevant] = [0, 0];
    for (const number of postings) {
      const label = this.labelOf(number);
      if (label === 'relevant') relevant += 1;
      else if (label === 'not_relevant') notRelevant += 1;
    }
    return {
      all: postings.length,
      relevant,
      notRelevant,
      unlabelled: postings.length - relevant - notRelevant,
    };
  }

  /** Labelled ones first, of them those that speak for the suggestion. */
  private examplesOf(postings: Postings, addition: Addition, first: Label): Example[] {
    const rank = (number: number): number => {
      const label = this.labelOf(number);
      return label === first ? 0 : label === null ? 1 : 2;
    };
    const chosen = postings.toSorted((a, b) => rank(a) - rank(b) || a - b).slice(0, mostExamples);
    return chosen.flatMap((number) => {
      const doc = this.docs[number];
      return doc === undefined ? [] : [{ postId: doc.id, spans: spansOf(doc, addition) }];
    });
  }
}

function wordOf(text: string, surface: string): Word {
  const words = text.split(' ');
  const type = words.length === 1 ? 'term' : 'phrase';
  return { addition: { type, ...literalOf(surface, words, { start: 0, end: 0 }) }, surface };
}

function tagOf(surface: string): Word {
  return { addition: { type: 'hashtag', tag: surface, start: 0, end: 0 }, surface: `#${surface}` };
}

/** Where an addition stands in a post's searchable text. */
function spansOf({ prepared }: Doc, addition: Addition): [number, number][] {
  const nowhere = { start: 0, end: 0 };
  const literal: Literal =
    addition.type === 'hashtag'
      ? literalOf(`#${addition.tag}`, [`#${foldText(addition.tag)}`], nowhere)
      : addition;
  const { text, moves } = prepared.folded;
  return findLiteral(text, literal, false, 5).map(([start, end]) => originalSpan(moves, start, end));
}

/**
 * Advises on the words of a monitor. `posts` are its labelled hits, labelled misses and the stream around them, in any
 * order; the same posts give the same advice. Nothing is suggested that changes no post, that the query already has,
 * or that chance would explain. Null when the query does not parse. `most` suggestions of each kind.
 *
 * Takes time in proportion to the posts times the words of the query: a list of thousands of words belongs into a
 * worker with a limit.
 */
export function adviseKeywords(query: string, posts: readonly AdvicePost[], most = 10): Advice | null {
  const parsed = parseQuery(query);
  if (!parsed.ok) return null;
  const places = new QueryPlaces(parsed.node);
  return new Adviser(places, literalsOf(parsed.node), docsOf(posts, places)).advise(most);
}
