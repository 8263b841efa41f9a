// Makes a version of a workspace's own model from what people said: learns from most of it, and measures on what was held back.
import {
  answersOfPost,
  judgementKinds,
  valueIn,
  type Correction,
  type JudgementKind,
} from '../correction.ts';
import { bucketOf, hashStart, hashText } from '../hash.ts';
import { Judge } from '../judge.ts';
import type { Model } from '../model.ts';
import { rowsOf } from '../rows.ts';
import type { PostToJudge } from '../vectors.ts';
import { learnTeamModel, type TaughtPost } from './learn.ts';
import { mayBeTaught } from './taught.ts';
import type { TeamModel } from './team-model.ts';

/** A post with what people said of it. */
export interface CorrectedPost extends PostToJudge {
  id: string;
  corrections: readonly Correction[];
}

/** How often each of three models was right about one judgement on what was held back. */
export interface Figure {
  kind: JudgementKind;
  of: number;
  builtIn: number;
  before: number;
  after: number;
  /** Of those that only one of the two got right. */
  gained: number;
  lost: number;
}

export interface MadeModel {
  team: TeamModel;
  /** Judgements, not posts. */
  learntFrom: number;
  heldBack: number;
  figures: Figure[];
  /** Of the newest posts: how many are judged otherwise than before. */
  otherwise: { count: number; of: number };
  /** Whether it may judge from now on: something was held back, and it is not worse there. */
  isGoodEnough: boolean;
}

export interface Making {
  model: Model;
  /** SHA-256 of its bytes. */
  base: string;
  /** The version that judges now; null for the built-in model. */
  active: TeamModel | null;
  corrected: readonly CorrectedPost[];
  replayed: readonly TaughtPost[];
  newest: readonly PostToJudge[];
  seed: number;
}

/** One post in five, the same in every version, so that none has ever seen what it is measured on. */
export function isHeldBack(postId: string): boolean {
  return bucketOf(hashText(hashStart(0), postId), 16) % 5 === 0;
}

export function makeTeamModel(making: Making): MadeModel {
  const { model, base, active, corrected, replayed, newest, seed } = making;
  const held = corrected.filter(({ id }) => isHeldBack(id));
  const taught = corrected.filter(({ id }) => !isHeldBack(id));
  const team = learnTeamModel(model, { posts: taught.map(taughtPost), replayed, base, seed });
  const judges = {
    builtIn: new Judge([model]),
    before: new Judge([model], active === null ? [] : [active]),
    after: new Judge([model], [team]),
  };
  const figures = figuresOf(held, judges);
  const otherwise = newest.filter(
    (post) => saysOf(judges.before, post) !== saysOf(judges.after, post),
  ).length;
  return {
    team,
    learntFrom: taught.reduce((sum, { corrections }) => sum + corrections.length, 0),
    heldBack: held.reduce((sum, { corrections }) => sum + corrections.length, 0),
    figures,
    otherwise: { count: otherwise, of: newest.length },
    isGoodEnough: isGoodEnough(figures),
  };
}

function taughtPost({ text, lang, brand, corrections }: CorrectedPost): TaughtPost {
  const usable = mayBeTaught(corrections);
  return { text, lang, brand, answers: answersOfPost(usable) };
}

type Judges = Record<'builtIn' | 'before' | 'after', Judge>;

function figuresOf(held: readonly CorrectedPost[], judges: Judges): Figure[] {
  const figures = new Map<JudgementKind, Figure>();
  for (const post of held) {
    const said = {
      builtIn: rowsOf(judges.builtIn.judge(post)),
      before: rowsOf(judges.before.judge(post)),
      after: rowsOf(judges.after.judge(post)),
    };
    for (const { kind, value } of post.corrections) {
      const figure = figures.get(kind) ?? {
        kind,
        of: 0,
        builtIn: 0,
        before: 0,
        after: 0,
        gained: 0,
        lost: 0,
      };
      figures.set(kind, figure);
      const isRight = (who: keyof Judges): boolean => valueIn(said[who], kind) === value;
      figure.of += 1;
      for (const who of ['builtIn', 'before', 'after'] as const) if (isRight(who)) figure[who] += 1;
      if (isRight('after') && !isRight('before')) figure.gained += 1;
      if (isRight('before') && !isRight('after')) figure.lost += 1;
    }
  }
  return judgementKinds.flatMap((kind) => figures.get(kind) ?? []);
}

/** All that a judge says of a post, as one text. */
function saysOf(judge: Judge, post: PostToJudge): string {
  return rowsOf(judge.judge(post))
    .map(({ kind, value }) => `${kind} ${value}`)
    .join(', ');
}

/** As many right as before in all, and no judgement that got worse by more than chance. */
export function isGoodEnough(figures: readonly Figure[]): boolean {
  const sum = (of: (figure: Figure) => number): number => figures.reduce((total, one) => total + of(one), 0);
  if (sum(({ of }) => of) === 0) return false;
  if (sum(({ after }) => after) < sum(({ before }) => before)) return false;
  return figures.every(({ gained, lost }) => chanceOf(lost, gained + lost) >= 0.05);
}

/** The chance of at least `count` heads of `of` coins: the sign test, one-sided. */
export function chanceOf(count: number, of: number): number {
  // In logarithms: half to the power of some thousand is nothing, and so would be everything made of it.
  let term = of * Math.log(0.5);
  let sum = 0;
  for (let heads = 0; heads <= of; heads += 1) {
    if (heads >= count) sum += Math.exp(term);
    term += Math.log((of - heads) / (heads + 1));
  }
  return Math.min(1, sum);
}
