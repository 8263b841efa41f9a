// Kizuki's own labelled posts, as they are kept in models/data: read, checked, and put in groups that belong together.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  abuseLevels,
  postNeeds,
  speakChoices,
  type LabelledPost,
} from '../../src/domain/judgement/labels.ts';

export const dataFolder = path.join(import.meta.dirname, '../data/posts');
export const secondFolder = path.join(import.meta.dirname, '../data/second');

async function linesOf(folder: string): Promise<{ file: string; line: string; number: number }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).toSorted();
  const all = await Promise.all(
    names.map(async (file) => {
      const lines = (await readFile(path.join(folder, file), 'utf8')).split('\n');
      return lines
        .map((line, at) => ({ file, line, number: at + 1 }))
        .filter(({ line }) => line.trim() !== '');
    }),
  );
  return all.flat();
}

function problemOf(post: LabelledPost): string | null {
  const wrong = [
    ['about', typeof post.about === 'boolean'],
    ['kinds', post.kinds.every((kind) => postNeeds.includes(kind))],
    ['sentiment', [-1, 0, 1].includes(post.sentiment)],
    ['urgency', [0, 1, 2, 3].includes(post.urgency)],
    ['churn', typeof post.churn === 'boolean'],
    ['abuse', abuseLevels.includes(post.abuse)],
    ['speak', speakChoices.includes(post.speak)],
  ].find(([, isRight]) => isRight !== true);
  return wrong === undefined ? null : String(wrong[0]);
}

/** All posts. Errors: an Error that names file, line and what is wrong. */
export async function readPosts(): Promise<LabelledPost[]> {
  const posts: LabelledPost[] = [];
  const ids = new Set<string>();
  for (const { file, line, number } of await linesOf(dataFolder)) {
    const where = `models/data/posts/${file}:${number}`;
    const read = JSON.parse(line) as Omit<LabelledPost, 'churnCue'> & { churnCue?: string | null };
    const post: LabelledPost = { ...read, churnCue: read.churnCue ?? null };
    const problem = problemOf(post);
    if (problem !== null) throw new Error(`${where}: ${problem} has no value of the guideline.`);
    if (ids.has(post.id)) throw new Error(`${where}: there is another ${post.id}.`);
    if (post.churnCue !== null && !post.text.includes(post.churnCue)) {
      throw new Error(`${where}: the text does not have its churnCue.`);
    }
    ids.add(post.id);
    posts.push(post);
  }
  return posts;
}

export type SecondLabels = Pick<
  LabelledPost,
  'id' | 'about' | 'kinds' | 'sentiment' | 'urgency' | 'churn' | 'abuse' | 'speak'
>;

/** The labels of the second pass, by post; empty where there was none. */
export async function readSecond(): Promise<Map<string, SecondLabels>> {
  const lines = await linesOf(secondFolder).catch(() => []);
  return new Map(
    lines.map(({ line }) => {
      const labels = JSON.parse(line) as SecondLabels;
      return [labels.id, labels];
    }),
  );
}
