// Answers that need not be asked for again: bounded, the longest unused goes first.
import type { OtherSaid } from '../domain/judgement/said.ts';

/** An answer is some 300 bytes with its key. */
const mostAnswers = 10_000;

/** Keys are hashes: no text is kept. */
export function createAnswerCache(most: number = mostAnswers) {
  const answers = new Map<string, OtherSaid>();
  return {
    get(key: string): OtherSaid | undefined {
      const answer = answers.get(key);
      if (answer === undefined) return undefined;
      // To the end of the line.
      answers.delete(key);
      answers.set(key, answer);
      return answer;
    },
    set(key: string, answer: OtherSaid): void {
      answers.delete(key);
      answers.set(key, answer);
      const oldest = answers.keys().next().value;
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    },
    get size(): number {
      return answers.size;
    },
  };
}
