// Words in Chinese characters, Chinese and Japanese: of our own posts, and of public sets that may ship.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readPosts } from './posts.ts';
import { sharedFolder } from './shared.ts';

type Side = 'chinese' | 'japanese';

const sets = [
  {
    file: 'abuse-zh-cold.train.ndjson',
    side: 'chinese',
    source: 'thu-coai/COLDataset',
    licence: 'Apache-2.0',
  },
  ...['topics14', 'food', 'misc', 'topics-fine'].map((part) => ({
    file: `asdc-${part}.train.ndjson`,
    side: 'japanese' as const,
    source: 'megagonlabs/asdc',
    licence: 'CC BY 4.0',
  })),
] satisfies { file: string; side: Side; source: string; licence: string }[];

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** What stands between other characters. */
export function runsOf(text: string): string[] {
  return text.normalize('NFKC').match(/\p{Script=Han}+/gu) ?? [];
}

/** Words of two characters and more: Chinese writes none of the signs that part Japanese ones. */
export function chineseWords(text: string): string[] {
  return [...segmenter.segment(text.normalize('NFKC'))]
    .map(({ segment }) => segment)
    .filter((word) => /^\p{Script=Han}{2,}$/u.test(word));
}

const wordsOf: Readonly<Record<Side, (text: string) => string[]>> = {
  japanese: runsOf,
  // Sentences are easy; what is learnt is for a word or two.
  chinese: (text) => [...chineseWords(text), ...runsOf(text).filter((run) => [...run].length <= 4)],
};

/** The texts of a public set; null where it is not there. */
export async function textsOf(file: string): Promise<{ texts: string[]; sha256: string } | null> {
  const whole = path.join(sharedFolder, file);
  if (!existsSync(whole)) return null;
  const text = await readFile(whole, 'utf8');
  const texts = text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  return { texts, sha256: createHash('sha256').update(text).digest('hex') };
}

/** Every fifth text of a public set is kept apart, to be measured on. */
export const isKeptApart = (at: number): boolean => at % 5 === 0;

export interface HanWords {
  words: Record<Side, string[]>;
  /** The public sets that are in them. */
  used: { file: string; sha256: string; source: string; licence: string; texts: number }[];
  missing: string[];
}

export async function hanWords(): Promise<HanWords> {
  const own = await readPosts();
  const ofOwn = (lang: string, side: Side): string[] =>
    own.flatMap((post) => (post.lang === lang ? wordsOf[side](post.text) : []));
  const words = { chinese: ofOwn('zh', 'chinese'), japanese: ofOwn('ja', 'japanese') };
  const used: HanWords['used'] = [];
  const missing: string[] = [];
  for (const { file, side, source, licence } of sets) {
    const read = await textsOf(file);
    if (read === null) {
      missing.push(file);
      continue;
    }
    const taught = read.texts.filter((_, at) => !isKeptApart(at));
    for (const text of taught) words[side].push(...wordsOf[side](text));
    used.push({ file, sha256: read.sha256, source, licence, texts: taught.length });
  }
  return { words, used, missing };
}
