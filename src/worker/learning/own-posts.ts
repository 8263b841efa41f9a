// Kizuki's own labelled posts of a language, evenly chosen: what a workspace's model is reminded of while it learns.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { answersTaught, type LabelledPost } from '../../domain/judgement/labels.ts';
import type { TaughtPost } from '../../domain/judgement/team/learn.ts';

/** More remind no better and take as much longer. */
const most = 600;

export function readOwnPosts(folder: string, lang: string): TaughtPost[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));
  const posts = names.toSorted().flatMap((name) =>
    readFileSync(path.join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as LabelledPost)
      .filter((post) => post.lang === lang),
  );
  const step = Math.max(1, posts.length / most);
  const chosen = Array.from({ length: Math.min(most, posts.length) }, (_, n) => posts[Math.floor(n * step)]);
  return chosen.flatMap((post) => {
    if (post === undefined) return [];
    const { text, brand } = post;
    return [{ text, lang, brand, answers: answersTaught(post) }];
  });
}
