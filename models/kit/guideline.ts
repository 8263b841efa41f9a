// The sentences that the guideline's models learn from: our own, in models/data/guideline, and our labelled posts.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { postActs, replyActs, type Act } from '../../src/domain/guideline/acts.ts';
import type { Said } from '../../src/domain/guideline/train-acts.ts';
import type { LabelledPost } from '../../src/domain/judgement/labels.ts';
import { readPosts } from './posts.ts';

export const saidFolder = path.join(import.meta.dirname, '../data/guideline');
export const kinds = ['reply', 'post', 'answer', 'mood'] as const;
const answerActs = ['fills', 'refuses'] as const satisfies readonly Act[];
const moodActs = ['glad', 'alone'] as const satisfies readonly Act[];
const isOf = (some: readonly Act[], act: Act): boolean => some.includes(act);
/** What each file answers of its lines. */
const acts: Readonly<Record<(typeof kinds)[number], readonly Act[]>> = {
  reply: replyActs.filter((act) => !isOf(answerActs, act)),
  // Trouble is what only our labelled posts answer, and where harm was done.
  post: postActs.filter((act) => act !== 'trouble' && !isOf(moodActs, act)),
  answer: answerActs,
  mood: moodActs,
};

/** The languages that there are sentences of. */
export async function saidLanguages(): Promise<string[]> {
  const names = await readdir(saidFolder);
  return names.flatMap((name) => (name.endsWith('-reply.tsv') ? [name.slice(0, 2)] : [])).toSorted();
}

const tells: readonly Act[] = ['costs', 'promises', 'legal', 'inside', 'asks'];

/** What the lines of a file that was written for other acts say of these. */
function implied(asked: readonly Act[], marks: readonly string[]): Said['answers'] {
  if (asked === acts.post) return { alone: false };
  if (asked !== acts.reply || marks.includes('blames')) return {};
  return { refuses: false, ...(marks.some((mark) => isOf(tells, mark as Act)) && { fills: false }) };
}

/** One line: acts with commas between, `~act` for one that is not asked, `-` for none; a tab; the text. */
function readLine(line: string, lang: string, asked: readonly Act[], where: string): Said {
  const [labels = '', text = '', more] = line.split('\t');
  const marks = labels === '-' ? [] : labels.split(',');
  const unknown = marks.find((mark) => !asked.includes(mark.replace('~', '') as Act));
  if (text === '' || more !== undefined) throw new Error(`${where}: a line is acts, a tab, and a text.`);
  if (unknown !== undefined) throw new Error(`${where}: nothing is called ${unknown} here.`);
  const answers: Said['answers'] = {};
  for (const act of asked) if (!marks.includes(`~${act}`)) answers[act] = marks.includes(act);
  Object.assign(answers, implied(asked, marks));
  // Whoever was harmed is in trouble; of the others only our labelled posts say so.
  if (answers.harm === true) answers.trouble = true;
  return { text, lang, answers, weight: 1, isOurs: true };
}

/** Errors: an Error that names file, line and what is wrong. */
export async function readSaid(lang: string): Promise<Said[]> {
  const all = await Promise.all(
    kinds.map(async (kind) => {
      const name = `${lang}-${kind}.tsv`;
      const lines = (await readFile(path.join(saidFolder, name), 'utf8')).trimEnd().split('\n');
      return lines.map((line, at) =>
        readLine(line, lang, acts[kind], `models/data/guideline/${name}:${at + 1}`),
      );
    }),
  );
  return all.flat();
}

/** What our labelled posts say of their authors' trouble. */
export function saidByPost({ text, lang, kinds: needs, sentiment, urgency, speak }: LabelledPost): Said {
  const isComplaint = needs.includes('complaint');
  const trouble = isComplaint || needs.includes('help');
  const answers: Said['answers'] = { trouble, glad: needs.includes('praise') && sentiment === 1 };
  if (speak !== 'no') answers.alone = false;
  if (isComplaint && sentiment === -1 && urgency >= 2) answers.harm = true;
  else if (!trouble) answers.harm = false;
  return { text, lang, answers, weight: 0.3, isOurs: true };
}

/** More of a language's posts teach next to nothing, and take long. */
const mostPosts = 400;

function evenly(posts: readonly LabelledPost[]): LabelledPost[] {
  const step = Math.max(1, posts.length / mostPosts);
  return posts.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step));
}

/** All that the guideline's model learns from, in its order. */
export async function allSaid(): Promise<Said[]> {
  const languages = await saidLanguages();
  const own = await Promise.all(languages.map(readSaid));
  // Replies of few words that name nobody say nothing of trouble or gladness with us.
  const posts = (await readPosts()).filter(({ brand }) => brand.length > 0);
  const some = languages.flatMap((lang) => evenly(posts.filter((post) => post.lang === lang)));
  return [...own.flat(), ...some.map(saidByPost)];
}
