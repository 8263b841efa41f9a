// Prints how a workspace's own model learns: on trades that the built-in model never saw, and on public posts of another kind.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  answersOfPost,
  valueIn,
  type Correction,
  type JudgementKind,
} from '../../src/domain/judgement/correction.ts';
import { Judge } from '../../src/domain/judgement/judge.ts';
import { answersTaught, type LabelledPost } from '../../src/domain/judgement/labels.ts';
import { readModel, type Model } from '../../src/domain/judgement/model.ts';
import { seededRandom } from '../../src/domain/judgement/random.ts';
import { rowsOf } from '../../src/domain/judgement/rows.ts';
import { doubtsOf } from '../../src/domain/judgement/team/doubts.ts';
import { learnTeamModel, type TaughtPost } from '../../src/domain/judgement/team/learn.ts';
import { makeTeamModel } from '../../src/domain/judgement/team/make.ts';
import { writeTeamModel, type TeamModel } from '../../src/domain/judgement/team/team-model.ts';
import { trainModel } from '../../src/domain/judgement/train.ts';
import type { PostToJudge } from '../../src/domain/judgement/vectors.ts';
import { correctionsOf } from '../kit/corrections.ts';
import { trainingPost } from '../kit/own.ts';
import { readPosts } from '../kit/posts.ts';
import { sharedFolder } from '../kit/shared.ts';
import { ratesOf } from './own.ts';

const seed = 20_261_122;
const mostReplayed = 600;
/** As many as a workspace's version is tried on. */
const newestPosts = 300;
/** Corrected posts; of a public post one judgement is known, of our own all twelve. */
const counts = [0, 50, 100, 200, 500];
/** Whom to ask about is chosen again after each quarter of them. */
const roundsOfAsking = 4;

interface Post extends PostToJudge {
  corrections: Correction[];
}

const taughtBy = (post: Post): TaughtPost => ({ ...post, answers: answersOfPost(post.corrections) });

function shuffled<T>(some: readonly T[]): T[] {
  const random = seededRandom(seed);
  return some
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function replayedOf(posts: readonly LabelledPost[]): TaughtPost[] {
  return shuffled(posts)
    .slice(0, mostReplayed)
    .map((post) => ({ ...post, answers: answersTaught(post) }));
}

type Learn = (posts: readonly Post[]) => TeamModel;

/** The posts of the pool that are asked about: by chance, or those in doubt first. */
function asked(pool: readonly Post[], count: number, model: Model, learn: Learn | null): Post[] {
  if (learn === null || count === 0) return pool.slice(0, count);
  const left = new Set(pool);
  const chosen: Post[] = [];
  for (let round = 0; round < roundsOfAsking; round += 1) {
    const judge = new Judge([model], chosen.length === 0 ? [] : [learn(chosen)]);
    const cuts = judge.cutsOf(model.header.lang);
    const sorted = [...left]
      .map((post) => {
        const kinds = new Set(post.corrections.map(({ kind }) => kind));
        const doubts = doubtsOf(judge.judge(post), cuts).filter(({ kind }) => kinds.has(kind));
        return { post, doubt: doubts[0]?.doubt ?? 0 };
      })
      .toSorted((a, b) => b.doubt - a.doubt);
    for (const { post } of sorted.slice(0, Math.ceil(count / roundsOfAsking))) {
      chosen.push(post);
      left.delete(post);
    }
  }
  return chosen.slice(0, count);
}

interface Row {
  accuracy: number;
  /** Mean of the F1 of all values. */
  macroF1: number;
}

function rowOf(judge: Judge, posts: readonly Post[], kind: JudgementKind): Row {
  const pairs = posts.flatMap((post) => {
    const is = post.corrections.find((one) => one.kind === kind)?.value;
    return is === undefined ? [] : [[is, valueIn(rowsOf(judge.judge(post)), kind)] as const];
  });
  const values = [...new Set(pairs.map(([is]) => is))];
  const f1 = values.map(
    (value) => ratesOf(pairs.map(([is, said]) => [is === value, said === value] as const)).f1,
  );
  return {
    accuracy: pairs.filter(([is, said]) => is === said).length / Math.max(1, pairs.length),
    macroF1: f1.reduce((sum, one) => sum + one, 0) / Math.max(1, f1.length),
  };
}

const shown = (value: number): string => value.toFixed(3).replace(/^0/, '');

function curve(
  model: Model,
  parts: { pool: Post[]; test: Post[]; replayed: TaughtPost[] },
  kinds: JudgementKind[],
): void {
  const { pool, test, replayed } = parts;
  const learn: Learn = (posts) =>
    learnTeamModel(model, { posts: posts.map(taughtBy), replayed, base: '', seed });
  for (const isByDoubt of [false, true]) {
    for (const count of counts.filter((one) => one <= pool.length)) {
      const posts = asked(pool, count, model, isByDoubt ? learn : null);
      const start = performance.now();
      const team = count === 0 ? null : learn(posts);
      const seconds = (performance.now() - start) / 1_000;
      const judge = new Judge([model], team === null ? [] : [team]);
      const rows = kinds.map((kind) => rowOf(judge, test, kind));
      const mean = (of: (row: Row) => number): number =>
        rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
      const size = team === null ? 0 : writeTeamModel(team).length;
      console.log(
        `  ${isByDoubt ? 'in doubt first' : 'by chance     '} ${String(count).padStart(4)}: accuracy ` +
          `${shown(mean((row) => row.accuracy))}, macro-F1 ${shown(mean((row) => row.macroF1))}; ` +
          `${seconds.toFixed(1)} s, ${Math.round(size / 1_000)} kB` +
          (kinds.length > 1
            ? ` (${kinds.map((kind, n) => `${kind} ${shown(rows[n]?.macroF1 ?? 0)}`).join(', ')})`
            : ''),
      );
    }
  }
}

/** How long a whole version takes from at least 2,000 corrections: learning, and measuring it on what was held back. */
function howLong(model: Model, { pool, replayed }: { pool: Post[]; replayed: TaughtPost[] }): void {
  const perPost = pool[0]?.corrections.length ?? 1;
  const corrected = pool.slice(0, Math.ceil(2_000 / perPost)).map((post, n) => ({ ...post, id: String(n) }));
  const count = corrected.reduce((sum, { corrections }) => sum + corrections.length, 0);
  const newest = pool.slice(0, newestPosts);
  const cpu = process.threadCpuUsage();
  const start = performance.now();
  makeTeamModel({ model, base: '', active: null, corrected, replayed, newest, seed });
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.threadCpuUsage(cpu);
  console.log(
    `  a version from ${count} corrections of ${corrected.length} posts: ${seconds.toFixed(1)} s, ` +
      `of which the processor had ${((user + system) / 1e6).toFixed(1)} s of work`,
  );
}

const own = await readPosts();
for (const lang of ['ja', 'en']) {
  const posts = own.filter((post) => post.lang === lang);
  const trades = [...new Set(posts.map(({ trade }) => trade))].toSorted();
  // A third of the trades is the workspace's, of which four in ten posts are kept apart.
  const isTheirs = ({ trade }: LabelledPost): boolean => trades.indexOf(trade) % 3 === 0;
  const seen = posts.filter((post) => !isTheirs(post));
  const theirs = shuffled(posts.filter(isTheirs)).map((post) => ({
    ...post,
    corrections: correctionsOf(post),
  }));
  const apart = Math.floor(theirs.length * 0.4);
  const { model } = trainModel(lang, seen.map(trainingPost), { bits: 16, seed });
  console.log(
    `\n${lang}: trades that the built-in model never saw, ${apart} posts kept apart, twelve judgements of each`,
  );
  const [pool, replayed] = [theirs.slice(apart), replayedOf(seen)];
  howLong(model, { pool, replayed });
  curve(model, { pool, test: theirs.slice(0, apart), replayed }, [
    'help',
    'complaint',
    'question',
    'praise',
    'idea',
    'sentiment',
    'urgency',
    'abuse',
    'speak',
  ]);
}

const sets: { file: string; lang: string; kind: JudgementKind; value(label: unknown): string }[] = [
  { file: 'airline-sentiment', lang: 'en', kind: 'sentiment', value: String },
  { file: 'sentiment-ja-hotel', lang: 'ja', kind: 'sentiment', value: String },
  {
    file: 'idea-en',
    lang: 'en',
    kind: 'idea',
    value: (label) => (/^(?:1|suggestion|idea)$/.test(String(label)) ? 'yes' : 'no'),
  },
];
const apart = 1_500;
for (const { file, lang, kind, value } of sets) {
  const where = path.join(sharedFolder, `${file}.train.ndjson`);
  if (!existsSync(where)) {
    console.log(`\n${file}: left out: the set is not there (KIZUKI_SHARED)`);
    continue;
  }
  const lines = readFileSync(where, 'utf8').trimEnd().split('\n');
  const posts = shuffled(
    lines.map((line): Post => {
      const { text, label } = JSON.parse(line) as { text: string; label: unknown };
      return { text, lang, brand: [], corrections: [{ kind, value: value(label) }] };
    }),
  );
  const model = readModel(readFileSync(path.join(import.meta.dirname, `../weights/${lang}.bin`)));
  console.log(
    `\n${file}: another kind of posts than the built-in model knows, ${apart} kept apart, “${kind}”`,
  );
  const pool = posts.slice(apart, apart + 3_000);
  const replayed = replayedOf(own.filter((post) => post.lang === lang));
  howLong(model, { pool, replayed });
  curve(model, { pool, test: posts.slice(0, apart), replayed }, [kind]);
}
