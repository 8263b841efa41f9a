// How far the two passes of labels agree before the third look, judgement by judgement: share of equal labels, Cohen's kappa.
import { kappaOf } from '../src/domain/judgement/metrics.ts';
import { postNeeds } from '../src/domain/judgement/labels.ts';
import { readFirst, readSecond, type SecondLabels } from './kit/posts.ts';

const first = await readFirst();
const second = await readSecond();
const questions: Record<string, (labels: SecondLabels) => string> = {
  about: ({ about }) => String(about),
  ...Object.fromEntries(
    postNeeds.map((kind) => [kind, ({ kinds }: SecondLabels) => String(kinds.includes(kind))]),
  ),
  sentiment: ({ sentiment }) => String(sentiment),
  urgency: ({ urgency }) => String(urgency),
  'urgency 2 or 3': ({ urgency }) => String(urgency >= 2),
  'urgency 3': ({ urgency }) => String(urgency === 3),
  churn: ({ churn }) => String(churn),
  abuse: ({ abuse }) => abuse,
  speak: ({ speak }) => speak,
};
for (const lang of [...new Set(first.map((post) => post.lang))].toSorted()) {
  const both = first.flatMap((post) => {
    const other = second.get(post.id);
    return post.lang === lang && other !== undefined ? [[post, other] as const] : [];
  });
  if (both.length === 0) continue;
  console.log(`\n${lang}: ${both.length} posts labelled twice`);
  for (const [name, read] of Object.entries(questions)) {
    const pairs = both.map(([one, other]) => [read(one), read(other)] as const);
    const same = pairs.filter(([one, other]) => one === other).length / pairs.length;
    console.log(
      `  ${name.padEnd(15)} same ${(same * 100).toFixed(1).padStart(5)} %   kappa ${kappaOf(pairs).toFixed(2)}`,
    );
  }
}
