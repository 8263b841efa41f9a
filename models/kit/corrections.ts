// What a person would say of every judgement of a labelled post.
import { judgementKinds, type Correction } from '../../src/domain/judgement/correction.ts';
import { postNeeds, type LabelledPost } from '../../src/domain/judgement/labels.ts';

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

export function correctionsOf(post: LabelledPost): Correction[] {
  const values: Record<string, string> = {
    about: yesOrNo(post.about),
    ...Object.fromEntries(postNeeds.map((kind) => [kind, yesOrNo(post.kinds.includes(kind))])),
    sentiment: ['negative', 'neutral', 'positive'][post.sentiment + 1] ?? 'neutral',
    urgency: String(post.urgency),
    churn: yesOrNo(post.churn),
    abuse: post.abuse,
    speak: post.speak,
  };
  return judgementKinds.map((kind) => ({ kind, value: values[kind] ?? '' }));
}
