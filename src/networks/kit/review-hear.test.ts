// What a review tells as it goes on: however it and our answer change, and however seldom they are looked at, nothing is told twice.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hearReview } from './review-hear.ts';
import { ReviewMemory } from './review-memory.ts';
import { splitReviewId, versionOf, type Review, type Store } from './review-posts.ts';

const of: Store = { network: 'store', self: { nativeId: 'app', handle: 'app' } };
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString();
const review: Review = { id: 'r', authorName: 'A', about: '', words: 'v0', stars: 1, at: at(0), reply: null };
const answered = (text: string, minute: number): Review['reply'] => ({ text, at: at(minute) });

/** What is told of each state in turn, by its kind and id. */
function told(states: readonly Review[], memory = new ReviewMemory(null)): string[] {
  return states.flatMap((state) =>
    hearReview(of, null, state, memory).map(({ outcome }) => {
      if (!('heard' in outcome) || outcome.heard === null) return 'nothing';
      const { heard } = outcome;
      return 'post' in heard
        ? `${heard.type} ${heard.post.nativeId} < ${heard.post.replyTo ?? ''}`
        : heard.type;
    }),
  );
}

describe('a review', () => {
  const second = { ...review, words: 'v1', at: at(10) };
  const [v0, v1] = [versionOf(review), versionOf(second)];

  test('that is seen again tells nothing, and one that changed before an answer is an edit', () => {
    expect(told([review, review, second, second])).toEqual(['post r < ', 'edit r < ']);
  });
  test('that changed after our answer answers it, and is answered anew', () => {
    const first = { ...review, reply: answered('はい', 5) };
    const again = { ...second, reply: answered('はい', 5) };
    const ended = { ...second, reply: answered('では', 15) };
    expect(told([review, first, again, again, ended, ended])).toEqual([
      'post r < ',
      `post r/reply/${v0} < r`,
      `post r/${v1} < r/reply/${v0}`,
      `post r/reply/${v1} < r/${v1}`,
    ]);
  });
  test('of which both were missed tells them in their order', () => {
    const again = { ...second, reply: answered('はい', 5) };
    expect(told([review, again])).toEqual([
      'post r < ',
      `post r/reply/${v0} < r`,
      `post r/${v1} < r/reply/${v0}`,
    ]);
  });
  test('whose answer is replaced while it stays tells an edit of ours', () => {
    const first = { ...review, reply: answered('はい', 5) };
    const other = { ...review, reply: answered('いいえ', 6) };
    expect(told([first, other])).toEqual(['post r < ', `post r/reply/${v0} < r`, `edit r/reply/${v0} < r`]);
  });
  test('whose store moves no time when it changes is an answer to ours all the same', () => {
    const first = { ...review, reply: answered('はい', 5) };
    const again = { ...first, words: 'v1' };
    expect(told([first, again])).toEqual([
      'post r < ',
      `post r/reply/${v0} < r`,
      `post r/${v1} < r/reply/${v0}`,
    ]);
  });
  test('that nobody knows of and that changed after our answer is an answer', () => {
    expect(told([{ ...second, reply: answered('はい', 5) }])).toEqual([`post r/${v1} < r`]);
  });
  test('of which only the time moved tells nothing', () => {
    expect(told([review, { ...review, at: at(30) }])).toEqual(['post r < ']);
  });
});

type Step = 'change' | 'answer' | 'look' | 'restart';

test('however it goes on: no id is told twice as new, all that was seen is told, and ids lead back to the review', () => {
  const steps = fc.array(fc.constantFrom<Step>('change', 'answer', 'look', 'restart'), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (all) => {
      let [now, memory, minute] = [review, new ReviewMemory(null), 0];
      const news: string[] = [];
      const texts: string[] = [];
      for (const [n, step] of [...all, 'look' as const].entries()) {
        minute += 1;
        if (step === 'change') now = { ...now, words: `words ${String(n)}`, at: at(minute) };
        else if (step === 'answer') now = { ...now, reply: answered(`answer ${String(n)}`, minute) };
        else if (step === 'restart') memory = new ReviewMemory(memory.toString());
        else {
          for (const { outcome } of hearReview(of, null, now, memory)) {
            if (!('heard' in outcome) || outcome.heard === null || !('post' in outcome.heard))
              throw new Error('?');
            const { type, post } = outcome.heard;
            if (type === 'post') news.push(post.nativeId);
            texts.push(post.text);
            expect(splitReviewId(post.nativeId)?.review).toBe('r');
          }
          expect(texts.some((text) => text.startsWith(now.words))).toBe(true);
          const { reply } = now;
          const isOld = reply !== null && Date.parse(reply.at) < Date.parse(now.at);
          // An answer that was replaced by the customer's next words before anybody looked is not known to be any.
          if (reply !== null && !isOld) expect(texts).toContain(reply.text);
          expect(hearReview(of, null, now, memory)).toEqual([]);
        }
      }
      expect(new Set(news).size).toBe(news.length);
    }),
    { numRuns: 500 },
  );
});
