// Prints how often a text of the same topic is found among earlier ones, by src/domain/similar and by plain full text beside it; and whether help articles are offered to questions that they answer, and to no others.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { leastFit } from '../../src/domain/drafting/find-articles.ts';
import { SimilarTexts } from '../../src/domain/similar/similar-texts.ts';
import { normalise } from '../../src/domain/judgement/normalise.ts';
import { wordsOf } from '../../src/domain/judgement/words.ts';
import { sharedFolder } from '../kit/shared.ts';

interface Example {
  text: string;
  label: string;
}

interface Finder {
  nearest(text: string, most: number): { id: number; score: number }[];
}

const sets = [
  { what: 'Japanese, 46 topics', file: 'asdc-misc.train' },
  { what: 'banking, 77 topics', file: 'banking77.train' },
  { what: 'clinc, 150 topics', file: 'clinc150.train' },
  { what: 'orders and accounts', file: 'bitext.train' },
  { what: 'a shop', file: 'bot-sofmattress.train' },
];

/** One of five, by the number of its line: the same every time. */
const isApart = (n: number): boolean => (Math.imul(n + 1, 2_654_435_761) >>> 0) % 5 === 0;
const mostAsked = 1_000;

/** Words as full text compares them: how many of the question's a text has, of equals the newest. */
function fullText(texts: readonly string[]): Finder {
  const lists = new Map<string, number[]>();
  const wordsIn = (text: string): Set<string> =>
    new Set(wordsOf(normalise(text), 'ja').map((word) => word.text));
  for (const [id, text] of texts.entries()) {
    for (const word of wordsIn(text)) lists.set(word, [...(lists.get(word) ?? []), id]);
  }
  return {
    nearest(text, most) {
      const shared = new Map<number, number>();
      for (const word of wordsIn(text)) {
        for (const id of lists.get(word) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1);
      }
      return [...shared]
        .map(([id, score]) => ({ id, score }))
        .toSorted((a, b) => b.score - a.score || b.id - a.id)
        .slice(0, most);
    },
  };
}

function ours(texts: readonly string[]): Finder {
  const index = new SimilarTexts<number>();
  for (const [id, text] of texts.entries()) index.add(id, text);
  return index;
}

const looked = 10;
const short = (value: number): string => value.toFixed(3).replace(/^0/u, '');

function measure(finder: Finder, earlier: readonly Example[], asked: readonly Example[]): string {
  let [reciprocal, right, first] = [0, 0, 0];
  for (const { text, label } of asked) {
    const found = finder.nearest(text, looked).map(({ id }) => earlier[id]?.label === label);
    const at = found.indexOf(true);
    reciprocal += at === -1 ? 0 : 1 / (at + 1);
    right += found.slice(0, 3).filter(Boolean).length / 3;
    first += found[0] === true ? 1 : 0;
  }
  const mean = (sum: number): string => short(sum / asked.length);
  return `MRR@10 ${mean(reciprocal)}, precision@3 ${mean(right)}, first right ${mean(first)}`;
}

/** How sure the first one is where its score is at least so much; and of how many questions that is said. */
function thresholds(finder: Finder, earlier: readonly Example[], asked: readonly Example[]): string {
  const firsts = asked.map(({ text, label }) => {
    const [best] = finder.nearest(text, 1);
    return { score: best?.score ?? 0, isRight: best !== undefined && earlier[best.id]?.label === label };
  });
  return [0.1, 0.15, 0.2, 0.25, 0.3, 0.4]
    .map((least) => {
      const said = firsts.filter(({ score }) => score >= least);
      const precision = said.filter(({ isRight }) => isRight).length / Math.max(1, said.length);
      return `≥${String(least)}: ${short(precision)} of ${short(said.length / firsts.length)}`;
    })
    .join(', ');
}

for (const { what, file } of sets) {
  const place = path.join(sharedFolder, `${file}.ndjson`);
  if (!existsSync(place)) {
    console.log(`${what}: left out, ${file}.ndjson is not there (KIZUKI_SHARED)`);
    continue;
  }
  const lines = (await readFile(place, 'utf8')).trimEnd().split('\n');
  const examples = lines.map((line) => JSON.parse(line) as Example).filter(({ label }) => label !== 'oos');
  const apart = examples.filter((_, n) => isApart(n));
  const known = new Set(apart.map(({ text }) => normalise(text)));
  const earlier = examples.filter(({ text }, n) => !isApart(n) && !known.has(normalise(text)));
  const step = Math.max(1, Math.floor(apart.length / mostAsked));
  const asked = apart.filter((_, n) => n % step === 0);
  const texts = earlier.map(({ text }) => text);
  const index = ours(texts);
  console.log(`${what}: ${String(asked.length)} asked among ${String(earlier.length)}`);
  console.log(`  similar    ${measure(index, earlier, asked)}`);
  console.log(`  full text  ${measure(fullText(texts), earlier, asked)}`);
  console.log(`  said at a score of ${thresholds(index, earlier, asked)}`);
}

/** Of `articles.ndjson`, made for this: articles, and questions with the article that answers each, or none. */
type Row =
  | { article: string; lang: string; title: string; text: string }
  | { question: string; lang: string; fits: string | null };

/** As the composer offers them: those in the language of the question, three at most. */
function articlesOffered(rows: readonly Row[], isHeld: (n: number) => boolean): string {
  const articles = rows.flatMap((row) => ('article' in row ? [row] : [])).filter((_, n) => isHeld(n));
  const langs = new Map(articles.map(({ article, lang }) => [article, lang]));
  const index = new SimilarTexts<string>();
  for (const { article, title, text } of articles) index.add(article, `${title}\n${text}`);
  const asked = rows
    .flatMap((row) => ('question' in row ? [row] : []))
    .map(({ question, lang, fits }) => ({
      fits: fits !== null && langs.has(fits) ? fits : null,
      near: index.nearest(question, 3, (id) => langs.get(id) === lang),
    }));
  const lines = [0.15, 0.2, 0.25, 0.3, 0.35].map((least) => {
    let [offered, right, found, answered, troubled] = [0, 0, 0, 0, 0];
    for (const { fits, near } of asked) {
      const said = near.filter(({ score }) => score >= least);
      offered += said.length;
      right += said.filter(({ id }) => id === fits).length;
      if (fits === null) troubled += said.length > 0 ? 1 : 0;
      else {
        answered += 1;
        found += said[0]?.id === fits ? 1 : 0;
      }
    }
    return (
      `  ≥${least.toFixed(2)}: precision ${short(right / Math.max(1, offered))}, recall ${short(found / answered)} as the first, ` +
      `${String(troubled)} of ${String(asked.length - answered)} that none answers are offered one`
    );
  });
  return [
    `help articles: ${String(asked.length)} asked among ${String(articles.length)}; from ${leastFit.toFixed(2)} they are offered`,
    ...lines,
  ].join('\n');
}

const rows = (await readFile(path.join(import.meta.dirname, 'articles.ndjson'), 'utf8'))
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
console.log(articlesOffered(rows, () => true));
console.log(articlesOffered(rows, (n) => n % 3 === 0));
