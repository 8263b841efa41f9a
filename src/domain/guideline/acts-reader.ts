// Tells what the sentences of a draft, and somebody's posts, do. Made once for a model; it remembers what it has read.
import { probabilityOf } from '../judgement/calibrate.ts';
import { marginsOf, type Model } from '../judgement/model.ts';
import { postActs, replyActs, type Act, type PostAct, type ReplyAct } from './acts.ts';
import type { DraftSpan } from './finding.ts';
import { SaidReader } from './said-vector.ts';
import { sentencesOf } from './sentences.ts';
import { hasWordClasses } from './word-classes.ts';

/** As one types, all sentences but one are those of a moment ago. */
const mostRemembered = 200;
/** What is longer is no sentence of a reply; nobody waits for it to be read whole. In UTF-16 units. */
const mostRead = 600;
/** Sentences of one text; the rest is not read. */
const mostSentences = 40;

export interface ActedSentence {
  span: DraftSpan;
  acts: ReadonlySet<Act>;
}

export class ActsReader {
  private readonly model: Model;
  private readonly reader: SaidReader;
  private readonly remembered = new Map<string, ReadonlySet<Act>>();

  constructor(model: Model) {
    this.model = model;
    this.reader = new SaidReader(model.header.bits, model.rarity);
  }

  /** Of each sentence what it does, in their order; of a language without words of its own, none. */
  sentences(text: string, lang: string): ActedSentence[] {
    if (!hasWordClasses(lang)) return [];
    return sentencesOf(text)
      .slice(0, mostSentences)
      .map((span) => ({ span, acts: this.actsOf(text.slice(...span), lang, replyActs) }));
  }

  /** The sentences of `text` that do `act`. */
  placesOf(act: ReplyAct, text: string, lang: string): DraftSpan[] {
    return this.sentences(text, lang).flatMap(({ span, acts }) => (acts.has(act) ? [span] : []));
  }

  /** Whether a post as a whole does it. */
  doesPost(act: PostAct, text: string, lang: string): boolean {
    return hasWordClasses(lang) && this.actsOf(text, lang, postActs).has(act);
  }

  private actsOf(said: string, lang: string, asked: readonly Act[]): ReadonlySet<Act> {
    const text = said.slice(0, mostRead);
    const key = `${lang} ${asked[0] ?? ''} ${text}`;
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    const margins = marginsOf(this.model, this.reader.read(text, lang));
    const acts = new Set<Act>();
    for (const [at, { name, sigmoid, cut }] of this.model.header.heads.entries()) {
      const act = asked.find((one) => one === name);
      if (act !== undefined && probabilityOf(sigmoid, margins[at] ?? 0) >= cut) acts.add(act);
    }
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    this.remembered.set(key, acts);
    return acts;
  }
}
