// Which judgements of a post are in doubt, and posts that are no copies of one another: what is worth a person's word.
import { headsOf, judgementKinds, valueIn, type JudgementKind } from '../correction.ts';
import type { Judged } from '../judge.ts';
import { isOnlyAboutUs } from '../labels.ts';
import { rowsOf } from '../rows.ts';
import { nearness, type Cuts } from '../unsure.ts';

export interface Doubt {
  kind: JudgementKind;
  /** What is said of it now. */
  value: string;
  /** That `value` is right. */
  probability: number;
  /** 1 at the cut, 0 where the answer is certain. */
  doubt: number;
}

/** Most in doubt first; none where nothing is known of the language. */
export function doubtsOf(judged: Judged, cuts: Cuts): Doubt[] {
  const rows = rowsOf(judged);
  return judgementKinds
    .flatMap((kind): Doubt[] => {
      const value = valueIn(rows, kind);
      // What the post is for us is no question where it is not about us.
      if (value === null || (judged.about === false && isOnlyAboutUs(kind))) return [];
      const near = headsOf(kind).flatMap((name) => {
        const [cut, p] = [cuts.get(name), judged.p[name]];
        return cut === undefined || p === undefined ? [] : [nearness(p, cut)];
      });
      if (near.length === 0) return [];
      return [{ kind, value, probability: probabilityOf(judged, kind, value), doubt: Math.max(...near) }];
    })
    .toSorted((a, b) => b.doubt - a.doubt);
}

function probabilityOf({ p }: Judged, kind: JudgementKind, value: string): number {
  const of = (name: keyof typeof p): number => p[name] ?? 0;
  const level = [1, of('urgent1'), of('urgent2'), of('urgent3'), 0];
  const values: Partial<Record<JudgementKind, Record<string, number>>> = {
    sentiment: {
      negative: of('negative'),
      positive: of('positive'),
      neutral: 1 - Math.max(of('negative'), of('positive')),
    },
    urgency: Object.fromEntries(
      ['0', '1', '2', '3'].map((name, n) => [name, (level[n] ?? 0) - (level[n + 1] ?? 0)]),
    ),
    abuse: { none: 1 - of('rude'), rude: of('rude') - of('harassment'), harassment: of('harassment') },
    speak: {
      no: of('silent'),
      private: (1 - of('silent')) * of('private'),
      yes: (1 - of('silent')) * (1 - of('private')),
    },
  };
  const known = values[kind];
  const yes = p[kind as keyof typeof p] ?? 0;
  const probability = known === undefined ? (value === 'yes' ? yes : 1 - yes) : (known[value] ?? 0);
  return Math.min(1, Math.max(0, probability));
}

/** More of what two texts consist of in common than this, and the second teaches little. */
const mostAlike = 0.5;
/** Copies are alike from their beginning on, and a post may be a hundred thousand characters long. In UTF-16 units. */
const compared = 1_000;

/** The first `most` of texts, in their order, without those that are much like one before. Answers their places. */
export function unlikeEachOther(texts: readonly string[], most: number): number[] {
  const chosen: { place: number; grams: Set<string> }[] = [];
  for (const [place, text] of texts.entries()) {
    if (chosen.length === most) break;
    const grams = gramsOf(text);
    if (chosen.every((one) => alike(one.grams, grams) <= mostAlike)) chosen.push({ place, grams });
  }
  return chosen.map(({ place }) => place);
}

function gramsOf(text: string): Set<string> {
  const beginning = text.slice(0, compared);
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= beginning.length; at += 1) grams.add(beginning.slice(at, at + 3));
  return grams.size === 0 ? new Set([beginning]) : grams;
}

function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const gram of one) if (other.has(gram)) both += 1;
  return both / (one.size + other.size - both);
}
