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
const evalFolder = path.join(import.meta.dirname, '../eval');
/** Where the two passes differ: what the third look decided, by post. */
export const thirdFolder = path.join(import.meta.dirname, '../data/third');

interface Line {
  file: string;
  line: string;
  number: number;
}

async function linesIn(folder: string, file: string): Promise<Line[]> {
  const lines = (await readFile(path.join(folder, file), 'utf8')).split('\n');
  return lines.map((line, at) => ({ file, line, number: at + 1 })).filter(({ line }) => line.trim() !== '');
}

async function linesOf(folder: string): Promise<Line[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).toSorted();
  return (await Promise.all(names.map((name) => linesIn(folder, name)))).flat();
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

function labelledIn(folder: string, lines: readonly Line[]): LabelledPost[] {
  const posts: LabelledPost[] = [];
  const ids = new Set<string>();
  for (const { file, line, number } of lines) {
    const where = `${folder}/${file}:${number}`;
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

/** The posts with the labels of those who wrote them. Errors: an Error that names file, line and what is wrong. */
export async function readFirst(): Promise<LabelledPost[]> {
  return labelledIn('models/data/posts', await linesOf(dataFolder));
}

/** Short posts that nothing learns from, as they were settled. Errors: as `readFirst`. */
export async function readShort(): Promise<LabelledPost[]> {
  return labelledIn('models/eval', await linesIn(evalFolder, 'short.ndjson'));
}

/** All posts as they are learnt from: where two readers differed, by the third look. Errors: as `readFirst`. */
export async function readPosts(): Promise<LabelledPost[]> {
  const third = new Map<string, Partial<SecondLabels>>();
  for (const { file, line, number } of await linesOf(thirdFolder)) {
    const { id, ...decided } = JSON.parse(line) as Partial<SecondLabels> & { id: string };
    if (third.has(id)) throw new Error(`models/data/third/${file}:${number}: ${id} is decided twice.`);
    third.set(id, decided);
  }
  return (await readFirst()).map((post) => {
    const decided = third.get(post.id);
    if (decided === undefined) return post;
    const settled = { ...post, ...decided };
    const problem = problemOf(settled);
    if (problem !== null)
      throw new Error(`models/data/third, ${post.id}: ${problem} has no value of the guideline.`);
    return { ...settled, churnCue: settled.churn ? post.churnCue : null };
  });
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
