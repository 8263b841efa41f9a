// Our own labelled posts as training posts.
import { answersOf, headNames, type LabelledPost } from '../../src/domain/judgement/labels.ts';
import type { TrainingPost } from '../../src/domain/judgement/train.ts';

/** What a post that is not about the company says nothing of. */
const onlyAboutUs = new Set([
  'help',
  'complaint',
  'question',
  'praise',
  'idea',
  'urgent1',
  'urgent2',
  'urgent3',
  'churn',
  'private',
]);

export function trainingPost(post: LabelledPost, group: number): TrainingPost {
  const all = answersOf(post);
  const answers = Object.fromEntries(
    headNames.filter((name) => post.about || !onlyAboutUs.has(name)).map((name) => [name, all[name]]),
  );
  return { text: post.text, lang: post.lang, brand: post.brand, answers, weight: 1, group, isOurs: true };
}
