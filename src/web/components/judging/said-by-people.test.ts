// Proves what the keys of correcting say of a post, and how the post looks until the server answers.
import { describe, expect, test } from 'vitest';
import { judgementKinds, judgementValues } from '../../../domain/judgement/correction.ts';
import type { LedgerEntryView } from '../../../contract/views.ts';
import {
  answersBefore,
  answersOfKey,
  confirmations,
  confirmKey,
  turningKeys,
  valueKeys,
  valueNow,
  withAnswers,
} from './said-by-people.ts';

const said = (kind: string, value: string, method = 'model') => ({ kind, value, probability: 0.7, method });
const rows = [said('help', 'yes'), said('urgency', '2'), said('speak', 'yes')];

describe('keys', () => {
  test('reach every value of every judgement, each key one thing', () => {
    const letters = [
      ...Object.keys(turningKeys),
      ...Object.values(valueKeys).flatMap(Object.keys),
      confirmKey,
    ];
    expect(new Set(letters).size).toBe(letters.length);
    expect(letters.every((letter) => /^[a-z0-3]$/.test(letter))).toBe(true);
    const turned = Object.values(turningKeys);
    const chosen = Object.entries(valueKeys).map(([kind, values]) => [kind, Object.values(values)]);
    expect([...turned, ...Object.keys(valueKeys)].toSorted()).toEqual([...judgementKinds].toSorted());
    for (const [kind, values] of chosen)
      expect(values).toEqual(expect.arrayContaining([...judgementValues[kind as 'urgency']]));
  });

  test('turn what holds into what does not, and the other way', () => {
    expect(answersOfKey('h', rows)).toEqual([{ kind: 'help', value: 'no' }]);
    expect(answersOfKey('c', rows)).toEqual([{ kind: 'complaint', value: 'yes' }]);
    expect(answersOfKey('n', rows)).toEqual([{ kind: 'about', value: 'no' }]);
    expect(answersOfKey('n', [said('about', 'no'), said('speak', 'no')])).toEqual([
      { kind: 'about', value: 'yes' },
    ]);
  });

  test('choose a value, also the one that is said: that confirms it', () => {
    expect(answersOfKey('3', rows)).toEqual([{ kind: 'urgency', value: '3' }]);
    expect(answersOfKey('2', rows)).toEqual([{ kind: 'urgency', value: '2' }]);
    expect(answersOfKey('a', rows)).toEqual([{ kind: 'abuse', value: 'harassment' }]);
  });

  test('that mean nothing say nothing', () => {
    for (const key of ['w', '4', 'enter', 'constructor', '']) expect(answersOfKey(key, rows)).toEqual([]);
  });

  test('work on a post that nobody judged', () => {
    expect(valueNow([], 'about')).toBe('yes');
    expect(valueNow([], 'help')).toBe('no');
    expect(answersOfKey('n', [])).toEqual([{ kind: 'about', value: 'no' }]);
    expect(answersOfKey('h', [])).toEqual([{ kind: 'help', value: 'yes' }]);
  });
});

describe('confirming all', () => {
  test('says what is shown, and that it is about us; what a person said is not said again', () => {
    expect(confirmations([...rows, said('complaint', 'no', 'person')])).toEqual([
      { kind: 'about', value: 'yes' },
      { kind: 'help', value: 'yes' },
      { kind: 'urgency', value: '2' },
      { kind: 'speak', value: 'yes' },
    ]);
    expect(confirmations([said('about', 'no'), said('speak', 'no')])).toEqual([
      { kind: 'about', value: 'no' },
      { kind: 'speak', value: 'no' },
    ]);
    const about = [said('about', 'yes', 'person'), said('speak', 'yes', 'person')];
    expect(confirmations(about)).toEqual([]);
    expect(confirmations([])).toEqual([]);
  });
});

describe('until the server answers', () => {
  const entry = { judgements: rows } as unknown as LedgerEntryView;

  test('a person’s word stands instead of the model’s', () => {
    const shown = withAnswers(entry, [{ kind: 'help', value: 'no', before: rows }]);
    expect(shown.judgements).toEqual([
      rows[1],
      rows[2],
      { kind: 'help', value: 'no', probability: null, method: 'person' },
    ]);
  });

  test('taking back shows what stood there before, and asks for what a person had said', () => {
    const answers = [
      { kind: 'help', value: 'no' },
      { kind: 'idea', value: 'yes' },
    ] as const;
    const now = [...rows, said('idea', 'no', 'person')];
    expect(answersBefore(answers, now)).toEqual([
      { kind: 'help', value: null },
      { kind: 'idea', value: 'no' },
    ]);
    const corrected = withAnswers(entry, [{ kind: 'help', value: 'no', before: rows }]);
    const back = withAnswers(corrected, [{ kind: 'help', value: null, before: rows }]);
    expect(back.judgements).toEqual([rows[1], rows[2], rows[0]]);
  });
});
