// Prints how often the language of a post is told, on posts and words that nothing here learnt from.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadDetector } from '../../src/main/language.ts';
import { tellLanguage } from '../../src/domain/language/tell.ts';
import { chineseWords, isKeptApart, runsOf, textsOf } from '../kit/han.ts';
import { readPosts } from '../kit/posts.ts';
import { sharedFolder } from '../kit/shared.ts';

interface Told {
  text: string;
  lang: string;
}

const detect = await loadDetector();
const { eld } = await import('eld/small');

function percent(part: number, whole: number): string {
  return whole === 0 ? '    –' : ((part / whole) * 100).toFixed(1).padStart(5);
}

/** Right, wrong and unsure of all; then each language's share of right ones, and what eld alone has. */
function print(what: string, posts: readonly Told[]): void {
  const told = posts.map((post) => ({ lang: post.lang, said: tellLanguage(post, detect) }));
  const right = told.filter(({ lang, said }) => said === lang).length;
  const unsure = told.filter(({ said }) => said === null).length;
  const alone = posts.filter(({ text, lang }) => eld.detect(text).language === lang).length;
  const langs = [...new Set(posts.map(({ lang }) => lang))].toSorted();
  const each = langs.map((lang) => {
    const its = told.filter((one) => one.lang === lang);
    return `${lang}${percent(its.filter(({ said }) => said === lang).length, its.length)}`;
  });
  console.log(
    `  ${what.padEnd(34)} ${String(posts.length).padStart(6)}: right ${percent(right, posts.length)} %, ` +
      `unsure ${percent(unsure, posts.length)} %, wrong ${percent(posts.length - right - unsure, posts.length)} %, ` +
      `right of those said ${percent(right, posts.length - unsure)} %; eld alone ${percent(alone, posts.length)} %`,
  );
  if (langs.length > 1) console.log(`      ${each.join(' · ')}`);
}

async function readTold(file: string, without: readonly string[]): Promise<Told[] | null> {
  const text = await readFile(path.join(sharedFolder, file), 'utf8').catch(() => null);
  if (text === null) return null;
  const all = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
  return all.filter(({ lang }) => !without.includes(lang));
}

async function row(what: string, file: string, make: () => Promise<Told[] | null>): Promise<void> {
  const posts = await make();
  if (posts === null) console.log(`  ${what.padEnd(34)} left out: ${file} is not there (KIZUKI_SHARED)`);
  else print(what, posts);
}

const different = (words: readonly string[], lang: string): Told[] =>
  [...new Set(words)].map((text) => ({ text, lang }));
const isWord = (word: string): boolean => [...word].length >= 2;
const partsOf = async (
  file: string,
  lang: string,
  part: (text: string) => string[],
): Promise<Told[] | null> => {
  const read = await textsOf(file);
  // The Chinese set was learnt from but for every fifth text; of the others nothing was.
  const texts = read?.texts.filter((_, at) => file !== cold || isKeptApart(at));
  return texts === undefined ? null : different(texts.flatMap(part).filter(isWord), lang);
};
const cold = 'abuse-zh-cold.train.ndjson';
const hotels = 'sentiment-ja-hotel.train.ndjson';
const nine = 'intents-9lang.valid.ndjson';

console.log('Languages of posts, without what the client declares');
const own = await readPosts();
print('our own posts, 8 languages', own);
const eight = 'sentiment-8lang.train.ndjson';
// The Hindi of that set is written in Latin letters and half English, which nothing here tells.
await row('tweets, 7 languages', eight, () => readTold(eight, ['hi']));
// What eld calls Malay is Indonesian too.
await row('requests, 8 languages', nine, () => readTold(nine, ['id']));
console.log('Words of Chinese characters alone, each different one once');
await row('Japanese, of hotel reviews', hotels, () => partsOf(hotels, 'ja', runsOf));
await row('Chinese, of posts kept apart', cold, () => partsOf(cold, 'zh', chineseWords));
const requests = async (part: (text: string) => string[]): Promise<Told[] | null> => {
  const read = await readTold(nine, []);
  const texts = read?.filter(({ lang }) => lang === 'zh').flatMap(({ text }) => part(text));
  return texts === undefined ? null : different(texts.filter(isWord), 'zh');
};
await row('Chinese, of requests', nine, () => requests(chineseWords));
await row('Chinese, whole requests', nine, () => requests((text) => [text]));
