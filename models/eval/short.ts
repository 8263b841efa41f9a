// How good judgements of short posts are: greetings and thanks that are taken for more, and pleas for help that are not heard.
import type { Judge } from '../../src/domain/judgement/judge.ts';
import type { LabelledPost } from '../../src/domain/judgement/labels.ts';
import { reportOf, type Pair } from './own.ts';

/** The six that have too few posts to be told apart are one row. */
const rows: readonly (readonly [name: string, languages: readonly string[]])[] = [
  ['en', ['en']],
  ['ja', ['ja']],
  ['es, pt, fr, de, zh, ko', ['es', 'pt', 'fr', 'de', 'zh', 'ko']],
];

/** Of all such posts: how many were judged wrong in this way. */
function share(pairs: readonly Pair[], of: (pair: Pair) => boolean, is: (pair: Pair) => boolean): string {
  const some = pairs.filter(of);
  return `${some.filter(is).length} of ${some.length}`;
}

const hasMatter = ({ judged }: Pair): boolean =>
  judged.churn === true || judged.kinds.some((kind) => kind !== 'praise');

/** Lines to be printed, by language. */
export function shortReport(judge: Judge, posts: readonly LabelledPost[]): string[] {
  return rows.flatMap(([name, languages]) => {
    const pairs = posts
      .filter(({ lang }) => languages.includes(lang))
      .map((post) => ({ post, judged: judge.judge(post) }));
    const isCivil = ({ post }: Pair): boolean => post.abuse === 'none';
    const isTalk = (pair: Pair): boolean => isCivil(pair) && pair.post.kinds.length === 0 && !pair.post.churn;
    const isStuck = ({ post }: Pair): boolean => post.kinds.includes('help');
    return [
      `${name}: ${pairs.length} posts`,
      `  civil, called rude or worse            ${share(pairs, isCivil, ({ judged }) => judged.abuse !== 'none')}`,
      `  rude or worse, called so               ${share(
        pairs,
        (pair) => !isCivil(pair),
        ({ judged }) => judged.abuse !== 'none',
      )}`,
      `  only talk, called a matter             ${share(pairs, isTalk, hasMatter)}`,
      `  help, called help                      ${share(pairs, isStuck, ({ judged }) => judged.kinds.includes('help'))}`,
      `  help, and not to be spoken to          ${share(pairs, isStuck, ({ judged }) => judged.speak === 'no')}`,
      ...reportOf(pairs)
        .filter((line) => /^(?:kinds|sentiment|speak )/.test(line))
        .map((line) => `  ${line}`),
    ];
  });
}
