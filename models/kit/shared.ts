// Public sets that may ship, found through KIZUKI_SHARED: what of their labels answers our questions, and under which licence.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HeadName } from '../../src/domain/judgement/labels.ts';
import type { TrainingPost } from '../../src/domain/judgement/train.ts';

export const sharedFolder = path.resolve(
  process.env['KIZUKI_SHARED'] ?? path.join(import.meta.dirname, '../../../shared'),
  'data/judgement',
);

export interface PublicSet {
  file: string;
  source: string;
  licence: string;
  lang: string;
  /** Answers by the set's own label; a label that is left out teaches nothing. */
  answers: Record<string, Partial<Record<HeadName, boolean>>>;
  /** So many of its posts at most, evenly taken. */
  most: number;
  /** How much each counts beside one of ours. */
  weight: number;
}

/**
 * Text messages and posts of strangers: they say what advertising and insults look like, and nothing of companies. Where most of a set
 * is offensive, whatever names no company and swears at nobody looks rude, too; such sets are left out.
 */
export const publicSets: readonly PublicSet[] = [
  {
    file: 'spam-sms.train.ndjson',
    source: 'SMS Spam Collection (UCI)',
    licence: 'CC BY 4.0',
    lang: 'en',
    answers: { spam: { spam: true }, ham: { spam: false } },
    most: 1_500,
    weight: 0.2,
  },
  {
    file: 'abuse-de-germeval2018.train.ndjson',
    source: 'uds-lsv/GermEval-2018-Data',
    licence: 'CC BY 4.0',
    lang: 'de',
    answers: { offensive: { rude: true }, ok: { rude: false } },
    most: 3_000,
    weight: 0.2,
  },
];

export interface ReadSet extends PublicSet {
  sha256: string;
  posts: TrainingPost[];
}

/** A set's posts as training posts; null where it is not there. */
export async function readPublicSet(set: PublicSet, firstGroup: number): Promise<ReadSet | null> {
  const file = path.join(sharedFolder, set.file);
  if (!existsSync(file)) return null;
  const text = await readFile(file, 'utf8');
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; label: unknown });
  const known = rows.flatMap(({ text: written, label }) => {
    const answers = set.answers[String(label)];
    return answers === undefined ? [] : [{ written, answers }];
  });
  const step = Math.max(1, known.length / set.most);
  const posts: TrainingPost[] = [];
  for (let at = 0; at < known.length; at += step) {
    const one = known[Math.floor(at)];
    if (one === undefined) continue;
    posts.push({
      text: one.written,
      lang: set.lang,
      brand: [],
      answers: one.answers,
      weight: set.weight,
      group: firstGroup + posts.length,
      isOurs: false,
    });
  }
  return { ...set, sha256: createHash('sha256').update(text).digest('hex'), posts };
}
