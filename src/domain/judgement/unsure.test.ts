// Doubt is greatest at the cut, and whole where a question was not taught.
import { expect, it } from 'vitest';
import { Judge } from './judge.ts';
import { headNames } from './labels.ts';
import { doubtOf, isUnsure } from './unsure.ts';

const judged = new Judge([]).judge({ text: 'the app crashes', lang: 'en', brand: [] });
const cuts = new Map(headNames.map((name) => [name, 0.4]));
const sure = Object.fromEntries(headNames.map((name) => [name, 0.01]));

it('is whole where nothing is known', () => {
  expect(doubtOf(judged, cuts)).toBe(1);
  expect(doubtOf({ ...judged, about: true, p: sure }, undefined)).toBe(1);
  const { urgent3: _, ...without } = sure;
  expect(doubtOf({ ...judged, about: true, p: without }, cuts)).toBe(1);
  expect(doubtOf({ ...judged, about: true, p: sure }, new Map([['about', 0.5]]))).toBe(1);
});

it('grows towards the cut from both sides', () => {
  const at = (help: number): number => doubtOf({ ...judged, about: true, p: { ...sure, help } }, cuts);
  expect(at(0.01)).toBeCloseTo(0.025);
  expect(at(0.2)).toBeCloseTo(0.5);
  expect(at(0.4)).toBeCloseTo(1);
  expect(at(0.7)).toBeCloseTo(0.5);
  expect(at(1)).toBeCloseTo(0.025);
  expect(isUnsure({ ...judged, about: true, p: { ...sure, help: 0.36 } }, cuts)).toBe(true);
  expect(isUnsure({ ...judged, about: true, p: { ...sure, help: 0.2 } }, cuts)).toBe(false);
});
