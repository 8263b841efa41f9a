// Asking another model begins with what the models here say: that is asked once a post.
import { expect, it } from 'vitest';
import { Judge } from '../domain/judgement/judge.ts';
import { beforeOf } from './ask-other.ts';
import type { WorkspaceJudge } from './judge.ts';

it('judges a post once, and knows whose word that is', () => {
  const built = new Judge([]);
  let times = 0;
  const judge: WorkspaceJudge = {
    judge(post) {
      times += 1;
      return built.judge(post);
    },
    rowsOf() {
      times += 1;
      return [];
    },
    methodOf: (lang) => (lang === 'ja' ? 'team' : 'model'),
    cutsOf: () => undefined,
  };
  const before = beforeOf(judge);
  expect(before({ text: 'a', lang: 'ja', brand: [] }).method).toBe('team');
  expect(before({ text: 'a', lang: 'en', brand: [] }).method).toBe('model');
  expect(times).toBe(2);
});
