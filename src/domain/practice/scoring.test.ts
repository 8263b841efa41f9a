// Proves that every missing point of a practice score is told with what cost it, and that better is never scored lower.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleIds } from '../guideline/finding.ts';
import {
  brokenRules,
  outcomeShares,
  partPoints,
  promiseMs,
  scoreOf,
  scoreStory,
  summedParts,
  type PlayedStory,
  type ScoredReply,
} from './scoring.ts';
import { outcomes } from './story.ts';

const finding = fc.record({ rule: fc.constantFrom(...ruleIds), level: fc.constantFrom('block', 'warn') });
const reply: fc.Arbitrary<ScoredReply> = fc.record({
  id: fc.uuid(),
  findings: fc.array(finding, { maxLength: 6 }),
});
const story: fc.Arbitrary<PlayedStory> = fc.record({
  advice: fc.constantFrom('speak', 'stay_silent'),
  outcome: fc.option(fc.constantFrom(...outcomes)),
  wasHeard: fc.boolean(),
  decision: fc.option(fc.record({ choice: fc.constantFrom('speak', 'silent') })),
  replies: fc.array(reply, { maxLength: 4 }),
  firstAnswerMs: fc.option(fc.nat(2 * promiseMs.half)),
  clockMs: fc.nat(2 * promiseMs.half),
});

const good: PlayedStory = {
  advice: 'speak',
  outcome: 'thanked',
  wasHeard: true,
  decision: { choice: 'speak' },
  replies: [{ id: 'a', findings: [] }],
  firstAnswerMs: 60_000,
  clockMs: 600_000,
};

describe('the score of a story', () => {
  it('is explained to the last point', () => {
    fc.assert(
      fc.property(story, (played) => {
        const { parts, marks, score } = scoreStory(played);
        for (const { part, got, of } of parts) {
          const lost = marks.filter((mark) => mark.part === part).reduce((sum, mark) => sum + mark.lost, 0);
          expect(got + lost).toBe(of);
          expect(got).toBeGreaterThanOrEqual(0);
        }
        for (const mark of marks) {
          expect(parts.some(({ part }) => part === mark.part)).toBe(true);
          if (mark.part === 'rules') {
            const cause = played.replies.find(({ id }) => id === mark.replyId);
            expect(cause?.findings.some(({ rule }) => rule === mark.rule)).toBe(true);
          }
        }
        expect(score).toBe(scoreOf(parts));
      }),
    );
  });

  it('does not rise by another finding', () => {
    fc.assert(
      fc.property(story, finding, (played, more) => {
        const [first, ...others] = played.replies;
        if (first === undefined) return;
        const worse = { ...first, findings: [...first.findings, more] };
        const before = scoreStory(played).score ?? 0;
        expect(scoreStory({ ...played, replies: [worse, ...others] }).score ?? 0).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('is full for a good answer in time, and says what each lapse costs', () => {
    expect(scoreStory(good)).toMatchObject({ score: 100, marks: [] });
    const findings = [
      { rule: 'R04', level: 'warn' },
      { rule: 'R04', level: 'warn' },
      { rule: 'R17', level: 'block' },
    ] as const;
    const lapsed = { ...good, replies: [{ id: 'a', findings }], firstAnswerMs: 2 * promiseMs.full };
    expect(scoreStory(lapsed)).toMatchObject({
      score: 76,
      marks: [
        { part: 'rules', lost: 4, why: 'rule_warned', replyId: 'a', rule: 'R04' },
        { part: 'rules', lost: 10, why: 'rule_passed_over', replyId: 'a', rule: 'R17' },
        { part: 'time', lost: 10, why: 'late', replyId: 'a' },
      ],
    });
    expect(scoreStory({ ...good, outcome: 'left' }).marks).toMatchObject([{ part: 'outcome', lost: 30 }]);
  });

  it('is full for silence where silence was right, and low for speaking', () => {
    const silent: PlayedStory = {
      ...good,
      advice: 'stay_silent',
      outcome: 'chat',
      decision: { choice: 'silent' },
      replies: [],
      firstAnswerMs: null,
    };
    expect(scoreStory(silent)).toMatchObject({ score: 100, marks: [] });
    const spoke = scoreStory({ ...good, advice: 'stay_silent', outcome: 'annoyed' });
    expect(spoke.marks.map(({ why }) => why)).toEqual(['spoke_unasked', 'should_be_silent']);
    // Nothing came to anybody: there was nothing to decide.
    expect(scoreStory({ ...silent, decision: null, wasHeard: false }).score).toBe(100);
    expect(scoreStory({ ...silent, decision: null }).marks).toMatchObject([{ why: 'undecided' }]);
  });

  it('says nothing before there is something to say', () => {
    const begun = { ...good, outcome: null, decision: null, replies: [], firstAnswerMs: null, clockMs: 1000 };
    expect(scoreStory(begun)).toEqual({ parts: [], marks: [], score: null });
    expect(scoreStory({ ...begun, clockMs: promiseMs.full + 1 }).score).toBe(0);
  });
});

it('knows a share for every outcome', () => {
  for (const outcome of outcomes) {
    expect(outcomeShares[outcome]).toBeGreaterThanOrEqual(0);
    expect(outcomeShares[outcome]).toBeLessThanOrEqual(1);
  }
});

it('adds stories up by their parts', () => {
  const sum = summedParts([scoreStory(good), scoreStory({ ...good, outcome: 'left' })]);
  expect(sum.find(({ part }) => part === 'outcome')).toEqual({ part: 'outcome', got: 30, of: 60 });
  expect(scoreOf(sum)).toBe(85);
  expect(sum.reduce((total, { of }) => total + of, 0)).toBe(
    2 * Object.values(partPoints).reduce<number>((a, b) => a + b, 0),
  );
});

it('counts a rule once in a reply', () => {
  const twice = {
    id: 'a',
    findings: [{ rule: 'R18', level: 'warn' } as const, { rule: 'R18', level: 'warn' } as const],
  };
  expect(brokenRules([twice, { id: 'b', findings: [{ rule: 'R07', level: 'warn' }] }, twice])).toEqual([
    { rule: 'R18', replies: 2 },
    { rule: 'R07', replies: 1 },
  ]);
});
