// What another model says of a post, as it may say it, and what becomes of the built-in judgement by it.
import { z } from 'zod';
import type { CueName } from './cues.ts';
import type { Judged } from './judge.ts';
import { abuseLevels, postNeeds, speakChoices, type HeadName, type Urgency } from './labels.ts';
import { rowsOf, type JudgementRow } from './rows.ts';

/** Everything that a model may say, and nothing else. */
export const saidSchema = z.strictObject({
  about: z.boolean(),
  kinds: z.array(z.enum(postNeeds)),
  sentiment: z.literal([-1, 0, 1]),
  urgency: z.literal([0, 1, 2, 3]),
  churn: z.boolean(),
  abuse: z.enum(abuseLevels),
  speak: z.enum(speakChoices),
});
export type Said = z.infer<typeof saidSchema>;
export type Question = keyof Said;

/** A model may answer some of the questions only; probabilities are there where it knows its own. */
export interface OtherSaid {
  said: Partial<Said>;
  p: Partial<Record<HeadName, number>>;
}

const headsOf: Readonly<Record<Question, readonly HeadName[]>> = {
  about: ['about'],
  kinds: postNeeds,
  sentiment: ['negative', 'positive'],
  urgency: ['urgent1', 'urgent2', 'urgent3'],
  churn: ['churn'],
  abuse: ['rude', 'harassment'],
  speak: ['silent', 'private'],
};
const questions = Object.keys(headsOf) as readonly Question[];

/** Somebody may be hurt: nobody's model talks that down to nothing. */
const dangerCues: ReadonlySet<CueName> = new Set(['danger', 'leak', 'stranded']);
const leastInDanger: Urgency = 2;

export interface Heeded {
  judged: Judged;
  /** The questions whose answer is the other model's. */
  heeded: ReadonlySet<Question>;
}

/**
 * The built-in judgement with what another model says in its place. What protects people stays: who was found to harass is not
 * cleared, danger is not made light of, and nobody is answered who should not be. `knowsBrand` is false where nobody knows whom the
 * post is for: then it is taken to be about us.
 */
export function heed(builtIn: Judged, { said, p }: OtherSaid, knowsBrand: boolean): Heeded {
  const heeded = new Set(questions.filter((question) => said[question] !== undefined));
  const inDanger =
    builtIn.urgency === 3 && builtIn.about !== false && builtIn.cues.some(({ name }) => dangerCues.has(name));
  // Put aside as somebody else's or as an advert, it would be made light of just as well.
  if (!knowsBrand || inDanger) heeded.delete('about');
  if (inDanger && said.kinds?.includes('spam') === true) heeded.delete('kinds');
  const about = !knowsBrand || inDanger || (said.about ?? builtIn.about ?? true);
  const wanted = heeded.has('kinds') ? (said.kinds ?? []) : builtIn.kinds;
  const kinds = postNeeds.filter((kind) => wanted.includes(kind) && (about || kind === 'spam'));
  const isOurs = about && !kinds.includes('spam');

  const levelOf = (abuse: Judged['abuse']): number => (abuse === null ? 0 : abuseLevels.indexOf(abuse));
  const isCleared = levelOf(builtIn.abuse) > levelOf(said.abuse ?? null);
  if (isCleared) heeded.delete('abuse');
  const abuse = isCleared ? builtIn.abuse : (said.abuse ?? builtIn.abuse);

  const saidUrgency = said.urgency ?? builtIn.urgency ?? 0;
  const urgency = !isOurs ? 0 : inDanger && saidUrgency < leastInDanger ? leastInDanger : saidUrgency;

  const isSilent = !about || kinds.includes('spam') || abuse === 'harassment';
  const kept = questions.filter((question) => !heeded.has(question)).flatMap((question) => headsOf[question]);
  const judged: Judged = {
    ...builtIn,
    about,
    kinds,
    sentiment: said.sentiment ?? builtIn.sentiment,
    urgency,
    churn: isOurs && (said.churn ?? builtIn.churn ?? false),
    abuse,
    speak: isSilent ? 'no' : (said.speak ?? builtIn.speak),
    p: { ...p, ...pick(builtIn.p, kept) },
    urgencyScore: said.urgency === undefined ? builtIn.urgencyScore : urgency,
  };
  return { judged, heeded };
}

function pick(p: Judged['p'], heads: readonly HeadName[]): Judged['p'] {
  return Object.fromEntries(heads.flatMap((head) => (p[head] === undefined ? [] : [[head, p[head]]])));
}

const questionOf = (kind: string): Question => {
  const isNeed = postNeeds.some((need) => need === kind);
  return isNeed ? 'kinds' : (questions.find((question) => question === kind) ?? 'kinds');
};

/** The rows to be kept; each says whose answer it is: the other model's, or the one's that judged before. */
export function rowsByOther({ judged, heeded }: Heeded, name: string, before = 'model'): JudgementRow[] {
  return rowsOf(judged).map((row) => ({ ...row, method: heeded.has(questionOf(row.kind)) ? name : before }));
}
