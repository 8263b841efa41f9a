// Texts by what they are about: the nearest of many to one, by the features they share, each weighed by how rare it is among them.
import { featuresOf } from './features.ts';

export interface Near<Id> {
  id: Id;
  /** Of all that the question has, weighed, so much the text has too: 0 to 1. */
  score: number;
}

/** As search engines weigh a long text against a short one; 0: not at all. */
const lengthWeight = 0.5;
/** So many places are looked at for a question, the rarest features first: what is in nearly every text says little. */
const mostLooked = 1_000_000;

export class SimilarTexts<Id> {
  /** By feature the places of the texts that have it; most have one only, which is kept as it is. */
  private readonly lists = new Map<number, number | number[]>();
  private readonly ids: (Id | undefined)[] = [];
  private readonly places = new Map<Id, number>();
  private readonly sizes: number[] = [];
  private features = 0;
  private scores = new Float32Array(0);

  /** Texts that are held. */
  get size(): number {
    return this.places.size;
  }

  /** Takes a text in, in place of what was held under its id. Answers whether it has anything to be found by. */
  add(id: Id, text: string): boolean {
    this.remove(id);
    const features = featuresOf(text);
    if (features.length === 0) return false;
    const place = this.ids.length;
    this.ids.push(id);
    this.places.set(id, place);
    this.sizes.push(features.length);
    this.features += features.length;
    for (const feature of features) this.push(feature, place);
    return true;
  }

  /** What was held under an id is found no more; its place stays empty. */
  remove(id: Id): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.places.delete(id);
    this.ids[place] = undefined;
  }

  /** The nearest of those that are wanted, best first; of equals the one that came in last. */
  nearest(text: string, most: number, isWanted: (id: Id) => boolean = () => true): Near<Id>[] {
    const count = this.ids.length;
    if (count === 0) return [];
    if (this.scores.length < count) this.scores = new Float32Array(Math.ceil(count * 1.5));
    const { scores } = this;
    scores.fill(0, 0, count);
    const meanSize = this.features / count;
    let all = 0;
    let looked = 0;
    const lists = Array.from(featuresOf(text), (feature) => this.placesOf(feature));
    for (const places of lists.toSorted((one, other) => one.length - other.length)) {
      // What no text has is as rare as what one has: among few texts it would outweigh all they share.
      const known = Math.max(1, places.length);
      const rarity = Math.log(1 + (count - known + 0.5) / (known + 0.5));
      all += rarity;
      looked += places.length;
      if (looked > mostLooked) continue;
      for (const place of places) scores[place] = (scores[place] ?? 0) + rarity;
    }
    return all === 0 ? [] : this.best(most, all, meanSize, isWanted);
  }

  private best(most: number, all: number, meanSize: number, isWanted: (id: Id) => boolean): Near<Id>[] {
    const top: { place: number; score: number }[] = [];
    let least = 0;
    for (let place = this.ids.length - 1; place >= 0; place -= 1) {
      const raw = this.scores[place] ?? 0;
      if (raw === 0) continue;
      const long = 1 - lengthWeight + (lengthWeight * (this.sizes[place] ?? 0)) / meanSize;
      const score = raw / Math.sqrt(long);
      if (top.length === most && score <= least) continue;
      const id = this.ids[place];
      if (id === undefined || !isWanted(id)) continue;
      let at = top.length;
      while (at > 0 && (top[at - 1]?.score ?? 0) < score) at -= 1;
      top.splice(at, 0, { place, score });
      if (top.length > most) top.pop();
      least = top.length === most ? (top.at(-1)?.score ?? 0) : 0;
    }
    return top.flatMap(({ place, score }) => {
      const id = this.ids[place];
      return id === undefined ? [] : [{ id, score: Math.min(1, score / all) }];
    });
  }

  private placesOf(feature: number): readonly number[] {
    const held = this.lists.get(feature);
    return held === undefined ? [] : typeof held === 'number' ? [held] : held;
  }

  private push(feature: number, place: number): void {
    const held = this.lists.get(feature);
    if (held === undefined) this.lists.set(feature, place);
    else if (typeof held === 'number') this.lists.set(feature, [held, place]);
    else held.push(place);
  }
}
