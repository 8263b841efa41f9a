// Every story is well made: it can be played to an end whatever we do, each beat can happen, and all words fit.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureLength } from '../../post/length.ts';
import {
  advance,
  fits,
  notice,
  open,
  type Effect,
  type Noticed,
  type Play,
  type Setting,
} from '../engine.ts';
import { fill, practiceLimits, variants } from '../lines.ts';
import { characters } from '../people.ts';
import { ours, traits, type Act, type Fills, type Lines, type Story, type Trait } from '../story.ts';
import { playable, stories } from './registry.ts';

const fills: Fills = {
  product: 'ミナモ浄水ポット Premium Edition 2026（ホワイト）',
  lookalike: 'みなも',
  company: 'Minamo Household Goods International',
  us: '@minamo_support_japan_official',
  order: 'N-482913',
  trade: 'any',
};
const setting = (story: Story, seed = 'seed'): Setting => ({ story, fills, seed });
const hourMs = 3_600_000;
/** No story may take longer than this after our last word. */
const longestMs = 48 * hourMs;

function actsOf(story: Story): Act[] {
  return Object.values(story.scenes).flatMap((scene) => [
    ...(scene.acts ?? []),
    ...scene.beats.flatMap((beat) => beat.acts),
  ]);
}

function targetsOfAct(act: Act): string[] {
  if (act.do === 'reply') return [act.to];
  if (act.do === 'quote') return [act.of];
  if (act.do === 'edit' || act.do === 'delete') return [act.label];
  return act.do === 'like' || act.do === 'repost' ? [act.what] : [];
}

function allLines(lines: Lines): readonly string[] {
  if (typeof lines === 'string' || !('any' in lines)) return variants(lines, 'any');
  return Object.values(lines).flat();
}

describe('the stories', () => {
  it('are at least two dozen, both languages alike, each with its own id', () => {
    expect(new Set(stories.map((story) => story.id)).size).toBe(stories.length);
    for (const lang of ['ja', 'en'] as const) {
      expect(stories.filter((story) => story.lang === lang).length).toBeGreaterThanOrEqual(12);
    }
    for (const story of stories) expect(story.id.startsWith(`${story.lang}-`)).toBe(true);
  });

  it('leave every trade with enough to train on, and none with an account only', () => {
    for (const trade of ['any', 'food', 'goods', 'device', 'app', 'stay', 'media'] as const) {
      for (const lang of ['ja', 'en'] as const) {
        const alone = playable({ languages: [lang], trade, hasAccount: false });
        expect(alone.length, `${lang} ${trade}`).toBeGreaterThanOrEqual(6);
        expect(alone.some((story) => story.needsAccount)).toBe(false);
      }
    }
  });

  describe.each(stories.map((story) => [story.id, story] as const))('%s', (_, story) => {
    it('is played by people whose voice exists', () => {
      for (const voice of Object.values(story.cast)) {
        expect(characters.some((person) => person.lang === story.lang && person.voice === voice)).toBe(true);
      }
      for (const act of actsOf(story)) {
        if ('as' in act) expect(Object.keys(story.cast)).toContain(act.as);
      }
    });

    it('points only at posts that some act makes', () => {
      const made = actsOf(story).flatMap((act) =>
        act.do === 'post' || act.do === 'reply' || act.do === 'quote' ? [act.label, ours] : [ours],
      );
      const aimed = actsOf(story).flatMap(targetsOfAct);
      expect(aimed.filter((target) => !made.includes(target))).toEqual([]);
    });

    it('fits the limits in every variant, even with long names, and leaves no placeholder', () => {
      for (const act of actsOf(story)) {
        if (!('text' in act)) continue;
        const rule = act.do === 'dm' ? practiceLimits.dm : practiceLimits.post;
        for (const line of allLines(act.text)) {
          const text = fill(line, fills);
          expect(text).not.toMatch(/\{\w*\}/u);
          expect({ text, ...measureLength(text, rule) }).toMatchObject({ text, fits: true });
        }
      }
    });

    it('mentions us only when an account is needed', () => {
      const says = actsOf(story).some(
        (act) => 'text' in act && allLines(act.text).some((line) => line.includes('{us}')),
      );
      expect(says).toBe(story.needsAccount);
    });

    it('goes only forward: its scenes have no way round, all are reached, and every way ends by itself', () => {
      const visit = (id: string, path: readonly string[]): Set<string> => {
        expect(path, `${id} comes again`).not.toContain(id);
        const scene = story.scenes[id];
        if (scene === undefined) throw new Error(`no scene ${id}`);
        if (scene.ends !== undefined) {
          expect(scene.beats).toEqual([]);
          return new Set([id]);
        }
        const silent = scene.beats.filter((beat) => 'silence' in beat.on);
        expect(
          silent.some((beat) => beat.to !== undefined),
          `${id} waits for ever`,
        ).toBe(true);
        const reached = new Set([id]);
        for (const beat of scene.beats) {
          if (beat.to === undefined) continue;
          for (const next of visit(beat.to, [...path, id])) reached.add(next);
        }
        return reached;
      };
      expect([...visit(story.start, [])].toSorted()).toEqual(Object.keys(story.scenes).toSorted());
    });

    it('lets every beat happen: none is hidden by the ones before it', () => {
      for (const [id, scene] of Object.entries(story.scenes)) {
        for (const [index, beat] of scene.beats.entries()) {
          const before = scene.beats.slice(0, index).filter((earlier) => !('silence' in earlier.on));
          const reaction = exampleFor(beat.on);
          if (reaction === null) continue;
          // A beat without a next scene is used up by happening, so it hides nothing for good.
          const hiding = before.find((earlier) => earlier.to !== undefined && fits(earlier.on, reaction));
          expect(hiding, `${id}/${index}`).toBeUndefined();
        }
      }
    });

    it('ends under any behaviour of ours, in words that fit, and the same way for the same seed', () => {
      fc.assert(
        fc.property(fc.string(), fc.array(behaviour, { maxLength: 12 }), (seed, done) => {
          const once = playThrough(setting(story, seed), done);
          expect(once.play.outcome).not.toBeNull();
          for (const effect of once.effects) {
            if (!('text' in effect)) continue;
            expect(effect.text).not.toBe('');
            expect(
              measureLength(effect.text, effect.do === 'dm' ? practiceLimits.dm : practiceLimits.post).fits,
            ).toBe(true);
          }
          expect(playThrough(setting(story, seed), done)).toEqual(once);
        }),
        { numRuns: 40 },
      );
    });

    it('does not depend on how often time is looked at', () => {
      fc.assert(
        fc.property(fc.string(), fc.integer({ min: 1_000, max: 20 * 60_000 }), (seed, stepMs) => {
          const inOne = advance(setting(story, seed), open(setting(story, seed)), longestMs);
          let play = open(setting(story, seed));
          const effects: Effect[] = [];
          for (let at = 0; at <= longestMs && play.outcome === null; at += stepMs) {
            const step = advance(setting(story, seed), play, at);
            play = step.play;
            effects.push(...step.effects);
          }
          expect(effects).toEqual(inOne.effects);
          expect(play.outcome).toBe(inOne.play.outcome);
        }),
        { numRuns: 5 },
      );
    });
  });
});

const behaviour = fc.record({
  afterMs: fc.integer({ min: 0, max: 3 * hourMs }),
  what: fc.oneof(
    fc.record({
      kind: fc.constantFrom('answered' as const, 'messaged' as const),
      traits: fc.subarray<Trait>([...traits]),
    }),
    fc.record({ kind: fc.constantFrom('like' as const, 'repost' as const) }),
  ),
});

function playThrough(
  of: Setting,
  done: readonly { afterMs: number; what: Noticed }[],
): { play: Play; effects: Effect[] } {
  let play = open(of);
  const effects: Effect[] = [];
  let atMs = 0;
  for (const { afterMs, what } of done) {
    atMs += afterMs;
    const step = notice(of, play, what, atMs);
    play = step.play;
    effects.push(...step.effects);
  }
  const rest = advance(of, play, atMs + longestMs);
  return { play: rest.play, effects: [...effects, ...rest.effects] };
}

/** A reaction that a trigger is meant for, with as few traits as possible. */
function exampleFor(trigger: Story['scenes'][string]['beats'][number]['on']): Noticed | null {
  if ('silence' in trigger) return null;
  if ('noticed' in trigger) return { kind: trigger.noticed };
  const likeness = 'answered' in trigger ? trigger.answered : trigger.messaged;
  const wanted = likeness === 'any' ? [] : typeof likeness === 'string' ? [likeness] : [...likeness];
  return { kind: 'answered' in trigger ? 'answered' : 'messaged', traits: wanted };
}
