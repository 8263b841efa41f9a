// Our own labelled posts as training posts.
import { answersTaught, type LabelledPost } from '../../src/domain/judgement/labels.ts';
import type { TrainingPost } from '../../src/domain/judgement/train.ts';

export function trainingPost(post: LabelledPost, group: number): TrainingPost {
  const answers = answersTaught(post);
  // A reply that names nobody is taken to be about us, which is nothing to learn from its words.
  if (post.brand.length === 0) delete answers.about;
  return { text: post.text, lang: post.lang, brand: post.brand, answers, weight: 1, group, isOurs: true };
}
