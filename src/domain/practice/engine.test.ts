// How a story plays: who is left alone gets angrier, who is answered reacts, who is interrupted stops talking.
import { describe, expect, it } from 'vitest';
import { advance, notice, open, type Effect, type Setting } from './engine.ts';
import { jaFriendsChatting } from './stories/ja/friends-chatting.ts';
import { jaSolvedAlready } from './stories/ja/solved-already.ts';
import { jaVentsAndDeletes } from './stories/ja/vents-and-deletes.ts';
import { jaWrongItem } from './stories/ja/wrong-item.ts';
import type { Fills, Story } from './story.ts';

const fills: Fills = {
  product: 'てりやき',
  lookalike: 'てりやき',
  company: 'ミナモ',
  us: '@minamo',
  order: 'N-1',
  trade: 'food',
};
const minute = 60_000;
const of = (story: Story, seed = 's'): Setting => ({ story, fills, seed });
const kinds = (effects: readonly Effect[]) => effects.map((effect) => effect.do);

describe('a story', () => {
  it('opens at once, with words of the trade', () => {
    const { effects } = advance(of(jaWrongItem), open(of(jaWrongItem)), 0);
    expect(kinds(effects)).toEqual(['post']);
    expect(effects[0]).toMatchObject({ label: 'first', picture: 'wrong_item' });
    expect(JSON.stringify(effects)).toMatch(/ドライブスルー|バーガー/u);
  });

  it('gets worse when nobody answers, and ends with the customer gone', () => {
    const start = open(of(jaWrongItem));
    const soon = advance(of(jaWrongItem), start, 19 * minute);
    expect(soon.effects).toHaveLength(1);
    const later = advance(of(jaWrongItem), soon.play, 21 * minute);
    expect(kinds(later.effects)).toEqual(['reply']);
    const end = advance(of(jaWrongItem), later.play, 24 * 60 * minute);
    expect(kinds(end.effects)).toEqual(['post']);
    expect(end.play.outcome).toBe('left');
  });

  it('answers within 5 to 40 seconds of story time, and takes the talk to DM when invited', () => {
    const setting = of(jaWrongItem);
    const opened = advance(setting, open(setting), minute).play;
    const { play } = notice(
      setting,
      opened,
      { kind: 'answered', traits: ['apologises', 'invites_dm'] },
      2 * minute,
    );
    const dueMs = play.pending.map((pending) => pending.dueMs);
    expect(dueMs[0]).toBeGreaterThanOrEqual(2 * minute + 5_000);
    expect(dueMs[0]).toBeLessThanOrEqual(2 * minute + 40_000);
    const talking = advance(setting, play, 5 * minute);
    expect(kinds(talking.effects)).toEqual(['reply', 'dm']);
    const solved = notice(setting, talking.play, { kind: 'messaged', traits: ['thanks'] }, 6 * minute);
    const end = advance(setting, solved.play, 60 * minute);
    expect(kinds(end.effects)).toEqual(['dm', 'reply']);
    expect(end.play).toMatchObject({ outcome: 'thanked', answers: 2, firstAnswerMs: 2 * minute });
  });

  it('is set back by a copied reply once, and can still be turned', () => {
    const setting = of(jaWrongItem);
    let play = advance(setting, open(setting), minute).play;
    play = notice(setting, play, { kind: 'answered', traits: ['copy_paste', 'apologises'] }, 2 * minute).play;
    expect(play.scene).toBe('waiting');
    play = notice(setting, play, { kind: 'answered', traits: ['copy_paste', 'apologises'] }, 4 * minute).play;
    expect(play.scene).toBe('asked');
  });

  it('lets a person who is answered drop what they were about to say', () => {
    const setting = of(jaFriendsChatting);
    const opened = advance(setting, open(setting), 1_000).play;
    expect(opened.pending.length).toBe(3);
    const { play } = notice(setting, opened, { kind: 'answered', traits: [] }, 2_000);
    expect(kinds(play.pending.map((pending) => pending.effect))).toEqual(['reply', 'reply', 'delete']);
  });

  it('solves itself or disappears when we wait', () => {
    const solved = of(jaSolvedAlready);
    expect(kinds(advance(solved, open(solved), 10 * minute).effects)).toEqual(['post', 'reply']);
    const regret = of(jaVentsAndDeletes);
    expect(kinds(advance(regret, open(regret), 11 * minute).effects)).toEqual(['post', 'delete']);
  });

  it('does nothing more after its end', () => {
    const setting = of(jaVentsAndDeletes);
    const { play } = advance(setting, open(setting), 24 * 60 * minute);
    expect(play.outcome).toBe('deleted');
    const after = notice(setting, play, { kind: 'answered', traits: [] }, 25 * 60 * minute);
    expect(after).toEqual({ play, effects: [] });
  });

  it('says different things for different seeds', () => {
    const first = (seed: string) =>
      JSON.stringify(advance(of(jaVentsAndDeletes, seed), open(of(jaVentsAndDeletes, seed)), 0));
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(first)).size).toBeGreaterThan(1);
  });
});
