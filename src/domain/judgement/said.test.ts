// What another model says is taken over question by question, and cannot take away what protects people.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cueNames } from './cues.ts';
import type { Judged } from './judge.ts';
import { abuseLevels, headNames, postNeeds, speakChoices } from './labels.ts';
import { heed, rowsByOther, saidSchema, type OtherSaid } from './said.ts';

const builtIn: Judged = {
  about: true,
  kinds: ['complaint'],
  sentiment: -1,
  urgency: 1,
  churn: false,
  abuse: 'none',
  speak: 'yes',
  p: { complaint: 0.7, negative: 0.8, urgent1: 0.6 },
  urgencyScore: 0.9,
  urgencyParts: [],
  cues: [],
  text: '',
};
const all: OtherSaid = {
  said: {
    about: true,
    kinds: ['question', 'help'],
    sentiment: 0,
    urgency: 2,
    churn: true,
    abuse: 'rude',
    speak: 'private',
  },
  p: {},
};

it('takes over what was said, by its name and without a probability that nobody gave', () => {
  expect(rowsByOther(heed(builtIn, all, true), 'm-1')).toEqual([
    { kind: 'help', value: 'yes', probability: null, method: 'm-1' },
    { kind: 'question', value: 'yes', probability: null, method: 'm-1' },
    { kind: 'urgency', value: '2', probability: null, method: 'm-1' },
    { kind: 'churn', value: 'yes', probability: null, method: 'm-1' },
    { kind: 'abuse', value: 'rude', probability: null, method: 'm-1' },
    { kind: 'speak', value: 'private', probability: null, method: 'm-1' },
  ]);
});

it('leaves to the built-in model what was not said', () => {
  const rows = rowsByOther(heed(builtIn, { said: { churn: true }, p: { churn: 0.9 } }, true), 'encoder');
  expect(rows).toEqual([
    { kind: 'complaint', value: 'yes', probability: 0.7, method: 'model' },
    { kind: 'sentiment', value: 'negative', probability: 0.8, method: 'model' },
    { kind: 'urgency', value: '1', probability: 0.6, method: 'model' },
    { kind: 'churn', value: 'yes', probability: 0.9, method: 'encoder' },
    { kind: 'speak', value: 'yes', probability: null, method: 'model' },
  ]);
});

it('judges also where the built-in model knows nothing', () => {
  const nothing: Judged = {
    ...builtIn,
    about: null,
    kinds: [],
    sentiment: null,
    urgency: null,
    churn: null,
    abuse: null,
    speak: null,
    p: {},
  };
  expect(rowsByOther(heed(nothing, all, true), 'm-1').map(({ kind }) => kind)).toContain('urgency');
});

describe('what protects people', () => {
  const arbitrarySaid: fc.Arbitrary<OtherSaid> = fc.record({
    said: fc.record(
      {
        about: fc.boolean(),
        kinds: fc.array(fc.constantFrom(...postNeeds)),
        sentiment: fc.constantFrom(-1, 0, 1),
        urgency: fc.constantFrom(0, 1, 2, 3),
        churn: fc.boolean(),
        abuse: fc.constantFrom(...abuseLevels),
        speak: fc.constantFrom(...speakChoices),
      },
      { requiredKeys: [] },
    ),
    p: fc.dictionary(fc.constantFrom(...headNames), fc.double({ min: 0, max: 1, noNaN: true })),
  });
  const arbitraryJudged: fc.Arbitrary<Judged> = fc.record({
    about: fc.constantFrom(true, false, null),
    kinds: fc.uniqueArray(fc.constantFrom(...postNeeds)),
    sentiment: fc.constantFrom(-1, 0, 1, null),
    urgency: fc.constantFrom(0, 1, 2, 3, null),
    churn: fc.constantFrom(true, false, null),
    abuse: fc.constantFrom(...abuseLevels, null),
    speak: fc.constantFrom(...speakChoices, null),
    p: fc.constant({}),
    urgencyScore: fc.constant(0),
    urgencyParts: fc.constant([]),
    cues: fc.array(fc.record({ name: fc.constantFrom(...cueNames), start: fc.nat(), end: fc.nat() })),
    text: fc.string(),
  });

  it('keeps danger among what is worth a look, whatever another model calls it', () => {
    const danger: Judged = { ...builtIn, urgency: 3, cues: [{ name: 'danger', start: 0, end: 5 }] };
    for (const kinds of [[], ['spam']] as const) {
      const said: OtherSaid['said'] = { about: false, kinds: [...kinds], urgency: 0 };
      const { judged } = heed(danger, { said, p: {} }, true);
      expect(judged).toMatchObject({ about: true, urgency: 2 });
      expect(judged.kinds).not.toContain('spam');
    }
  });

  test('holds whatever is said', () => {
    fc.assert(
      fc.property(arbitraryJudged, arbitrarySaid, fc.boolean(), (before, other, knowsBrand) => {
        const { judged } = heed(before, other, knowsBrand);
        const level = (abuse: Judged['abuse']): number => (abuse === null ? -1 : abuseLevels.indexOf(abuse));
        expect(level(judged.abuse)).toBeGreaterThanOrEqual(level(before.abuse));
        const isSpam = judged.kinds.includes('spam');
        if (judged.about !== true || isSpam || judged.abuse === 'harassment') expect(judged.speak).toBe('no');
        const isDanger = before.cues.some(({ name }) => ['danger', 'leak', 'stranded'].includes(name));
        if (before.urgency === 3 && isDanger && before.about !== false && !before.kinds.includes('spam'))
          expect(judged.urgency).toBeGreaterThanOrEqual(2);
        if (judged.about !== true) expect(judged.kinds.filter((kind) => kind !== 'spam')).toEqual([]);
        if (!knowsBrand) expect(judged.about).toBe(true);
      }),
    );
  });
});

test('an answer is all seven labels and nothing else', () => {
  expect(saidSchema.safeParse(all.said).success).toBe(true);
  for (const wrong of [
    { ...all.said, reply: 'Dear customer' },
    { ...all.said, urgency: 4 },
    { ...all.said, kinds: ['refund'] },
    { ...all.said, speak: 'YES' },
    { ...all.said, about: 'true' },
    { about: true },
    [],
    null,
  ])
    expect(saidSchema.safeParse(wrong).success).toBe(false);
});
