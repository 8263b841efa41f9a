// A workspace's own model learns what is said in a trade that the built-in model never saw, and forgets nothing for it.
import { describe, expect, it } from 'vitest';
import { trainingPost } from '../../models/kit/own.ts';
import { readPosts } from '../../models/kit/posts.ts';
import { valueIn, type Correction } from '../../src/domain/judgement/correction.ts';
import { Judge } from '../../src/domain/judgement/judge.ts';
import { answersTaught, type LabelledPost } from '../../src/domain/judgement/labels.ts';
import { rowsOf } from '../../src/domain/judgement/rows.ts';
import { correctionsOf } from '../../models/kit/corrections.ts';
import { makeTeamModel, isHeldBack, type CorrectedPost } from '../../src/domain/judgement/team/make.ts';
import { readTeamModel, writeTeamModel, type TeamModel } from '../../src/domain/judgement/team/team-model.ts';
import { trainModel } from '../../src/domain/judgement/train.ts';

// Some files only, so that what is written later does not change what is asked here.
const posts = (await readPosts()).filter(({ id }) => /^ja-(?:net|life|public)-/u.test(id));
const leftOut = new Set(['bank', 'insurance', 'telecom', 'internet', 'rail', 'bus', 'airline']);
const theirs = posts.filter(({ trade }) => leftOut.has(trade));
const others = posts.filter(({ trade }) => !leftOut.has(trade));
const { model } = trainModel('ja', others.slice(0, 300).map(trainingPost), { bits: 14, seed: 1, folds: 3 });
const corrected = theirs.map((post): CorrectedPost => ({ ...post, corrections: correctionsOf(post) }));
const replayed = others.slice(0, 300).map((post) => ({ ...post, answers: answersTaught(post) }));
const make = (some: readonly CorrectedPost[], seed = 1) =>
  makeTeamModel({
    model,
    base: 'b',
    active: null,
    corrected: some,
    replayed,
    newest: others.slice(300, 400),
    seed,
  });

/** Of all judgements of posts, how many a model has right. */
function rightOf(team: TeamModel | null, some: readonly LabelledPost[]): number {
  const judge = new Judge([model], team === null ? [] : [team]);
  let [right, of] = [0, 0];
  for (const post of some) {
    const rows = rowsOf(judge.judge(post));
    for (const { kind, value } of correctionsOf(post)) {
      of += 1;
      if (valueIn(rows, kind) === value) right += 1;
    }
  }
  return right / of;
}

const held = theirs.filter(({ id }) => isHeldBack(id));
const made = make(corrected);

describe('learning from trades that were left out', () => {
  it('is right more often on posts that it did not see, and says how often', () => {
    const [before, after] = [rightOf(null, held), rightOf(made.team, held)];
    expect(after).toBeGreaterThan(before + 0.01);
    expect(made.isGoodEnough).toBe(true);
    expect(made.learntFrom + made.heldBack).toBe(theirs.length * 12);
    for (const { of, before: then, after: now, gained, lost } of made.figures) {
      expect(of).toBe(held.length);
      expect(now - then).toBe(gained - lost);
    }
  });

  it('gives the same bytes for the same corrections, and says the same after it was written and read', () => {
    const bytes = writeTeamModel(made.team);
    expect(writeTeamModel(make(corrected).team)).toEqual(bytes);
    expect(bytes.length).toBeLessThan(150_000);
    const again = readTeamModel(bytes);
    expect(again).toEqual(made.team);
    // As drivers and files hand it over: a part of a larger piece of memory.
    const among = Buffer.concat([Buffer.alloc(7, 1), bytes, Buffer.alloc(7, 1)]);
    expect(readTeamModel(among.subarray(7, 7 + bytes.length))).toEqual(made.team);
    expect(() => readTeamModel(bytes.subarray(1))).toThrow(/model/u);
  });

  it('does not take everything for a mistake where only mistakes are corrected', () => {
    const judge = new Judge([model]);
    const mistakes = corrected.map((post) => {
      const rows = rowsOf(judge.judge(post));
      return {
        ...post,
        corrections: post.corrections.filter(({ kind, value }) => valueIn(rows, kind) !== value),
      };
    });
    expect(rightOf(make(mistakes).team, held)).toBeGreaterThan(rightOf(null, held) - 0.02);
  });

  it('is not good enough where it learnt the opposite', () => {
    const turned = corrected.map((post) => ({
      ...post,
      corrections: post.corrections.map(({ kind, value }): Correction => {
        const isTurned = kind === 'complaint' && !isHeldBack(post.id);
        return { kind, value: isTurned ? (value === 'yes' ? 'no' : 'yes') : value };
      }),
    }));
    expect(make(turned).isGoodEnough).toBe(false);
    expect(make([]).isGoodEnough).toBe(false);
  });
});
