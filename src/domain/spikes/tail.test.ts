// The tail against distributions whose answer is known.
import { describe, expect, it } from 'vitest';
import { learnTail, newTail, returnDays, type TailState } from './tail.ts';
import { spikeDefaults } from './settings.ts';

const settings = { ...spikeDefaults.tail, memoryDays: 100_000 };
const day = 1;

/** One peak a day, each between two quiet counts; the threshold is held where it is. */
function learnPeaks(excessOf: (part: number) => number, days: number): TailState {
  const tail = newTail(settings);
  for (let index = 0; index < days; index += 1) {
    // Every part of the distribution once, in an order that mixes high and low.
    const part = ((index * 7_919) % days) / days + 0.5 / days;
    tail.threshold = 2;
    learnTail(tail, 2 + excessOf(part), day / 2, day / 2, settings);
    tail.threshold = 2;
    learnTail(tail, 0, day / 2, day / 2, settings);
  }
  tail.threshold = 2;
  return tail;
}

describe('the tail', () => {
  it('knows how rare the peaks of an exponential distribution are', () => {
    const tail = learnPeaks((part) => -Math.log(1 - part), 2_000);
    expect(returnDays(tail, 2)).toBeCloseTo(1, 1);
    expect(returnDays(tail, 2 + Math.log(20)) / 20).toBeGreaterThan(0.8);
    expect(returnDays(tail, 2 + Math.log(20)) / 20).toBeLessThan(1.25);
  });

  it('expects more of a heavy tail and nothing beyond the end of a short one', () => {
    const heavy = learnPeaks((part) => ((1 - part) ** -0.3 - 1) / 0.3, 2_000);
    const light = learnPeaks((part) => -Math.log(1 - part), 2_000);
    const short = learnPeaks((part) => part, 2_000);
    expect(returnDays(heavy, 10)).toBeLessThan(returnDays(light, 10) / 5);
    expect(returnDays(short, 6)).toBe(1e9);
  });

  it('lets a peak count only when it is over', () => {
    const tail = newTail(settings);
    const before = returnDays(tail, 4);
    learnTail(tail, 4, 1 / 288, 1 / 288, settings);
    expect(returnDays(tail, 4)).toBeGreaterThan(before * 0.8);
    learnTail(tail, 0, 1 / 288, 1, settings);
    expect(returnDays(tail, 4)).toBeLessThan(before / 3);
  });
});
