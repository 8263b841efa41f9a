// Prints how good a configured other model is beside the built-in ones: on the same posts, asked as in the product, with what it cost.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Judged } from '../../src/domain/judgement/judge.ts';
import { postNeeds, type LabelledPost } from '../../src/domain/judgement/labels.ts';
import { seededRandom } from '../../src/domain/judgement/random.ts';
import type { JudgementRow } from '../../src/domain/judgement/rows.ts';
import type { TrainingPost } from '../../src/domain/judgement/train.ts';
import { isUnsure } from '../../src/domain/judgement/unsure.ts';
import { readConfig } from '../../src/main/config.ts';
import { loadModels } from '../../src/main/judging.ts';
import { createOtherJudge, openOtherModel } from '../../src/main/other-model.ts';
import { createMemorySpending } from '../../src/models/memory-spending.ts';
import { readPosts } from '../kit/posts.ts';
import { publicSets, readPublicSet } from '../kit/shared.ts';
import { judgeUnseen, reportOf, type Pair } from './own.ts';

const usage = `Usage: npm run eval:other -- [--posts 200] [--langs ja,en]
The model is the one that KIZUKI_MODEL_KIND and its like name (docs/configuration.md); its budget holds here too.`;

const training = { bits: 16, seed: 20_261_122 };

/** So many of each language, the same every time. */
function sampled(posts: readonly LabelledPost[], most: number): LabelledPost[] {
  const random = seededRandom(training.seed);
  return posts
    .map((post) => ({ post, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .slice(0, most)
    .map(({ post }) => post);
}

/** What rows say, as the report wants it; what was not answered is as the built-in model said. */
function judgedBy(rows: readonly JudgementRow[] | undefined, builtIn: Judged): Judged {
  if (rows === undefined) return builtIn;
  const value = (kind: string): string | undefined => rows.find((row) => row.kind === kind)?.value;
  const sentiment = value('sentiment');
  return {
    ...builtIn,
    about: value('about') !== 'no',
    kinds: postNeeds.filter((kind) => value(kind) === 'yes'),
    sentiment: sentiment === 'negative' ? -1 : sentiment === 'positive' ? 1 : 0,
    urgency: ([0, 1, 2, 3] as const)[Number(value('urgency') ?? 0)] ?? 0,
    churn: value('churn') === 'yes',
    abuse: (['rude', 'harassment'] as const).find((level) => level === value('abuse')) ?? 'none',
    speak: (['yes', 'private', 'no'] as const).find((choice) => choice === value('speak')) ?? null,
  };
}

async function unseen(lang: string, posts: readonly LabelledPost[]): Promise<Pair[]> {
  const others: TrainingPost[] = [];
  for (const set of publicSets.filter((one) => one.lang === lang)) {
    const read = await readPublicSet(set, posts.length + others.length);
    if (read !== null) others.push(...read.posts);
  }
  return judgeUnseen(lang, posts, others, training);
}

function print(columns: Readonly<Record<string, readonly Pair[]>>): void {
  const reports = Object.entries(columns).map(([name, pairs]) => ({ name, lines: reportOf(pairs) }));
  const width = Math.max(...reports.map(({ name }) => name.length));
  for (const at of reports[0]?.lines.keys() ?? []) {
    for (const [nth, { name, lines }] of reports.entries()) {
      const line = lines[at] ?? '';
      // A report's line begins with what it is about, in twenty places.
      const about = nth === 0 ? line.slice(0, 20) : ' '.repeat(20);
      console.log(`  ${about}${name.padEnd(width)}  ${line.slice(20)}`);
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      posts: { type: 'string', default: '200' },
      langs: { type: 'string', default: 'ja,en' },
    },
  });
  const most = Number(values.posts);
  const settings = readConfig().otherModel;
  if (settings === null || !Number.isInteger(most) || most < 1) {
    console.error(settings === null ? `No other model is configured.\n${usage}` : usage);
    process.exitCode = 2;
    return;
  }
  const deps = {
    fetch,
    now: Date.now,
    sleep: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }),
    log: {
      warn: (details: Record<string, unknown>, message: string) =>
        console.error(`  ${message}: ${JSON.stringify(details)}`),
    },
  };
  const model = await openOtherModel(settings, deps);
  const cuts = new Map(
    (await loadModels()).map(({ header }) => [
      header.lang,
      new Map(header.heads.map(({ name, cut }) => [name, cut])),
    ]),
  );
  const spending = createMemorySpending(settings.limits);
  const judgeByOther = createOtherJudge({ ...settings, asks: 'all' }, model, spending, deps);
  const all = await readPosts();
  for (const lang of values.langs.split(',')) {
    const posts = all.filter((post) => post.lang === lang);
    const chosen = new Set(sampled(posts, most));
    const builtIn = (await unseen(lang, posts)).filter(({ post }) => chosen.has(post));
    const judged = new Map(builtIn.map(({ post, judged: said }) => [post.text, said]));
    const before = performance.now();
    const { rows, outcomes } = await judgeByOther(
      // Our own posts are made up, as the practice network's are.
      builtIn.map(({ post }) => ({ ...post, network: 'practice', visibility: 'public' })),
      (post) => {
        const said = judged.get(post.text);
        if (said === undefined) throw new Error('A post is asked about that was not judged.');
        return { judged: said, isUnsure: true, method: 'model' };
      },
      new AbortController().signal,
    );
    const tookMs = performance.now() - before;
    const other = builtIn.map(({ post, judged: said }) => ({
      post,
      judged: judgedBy(rows.get(post.id), said),
    }));
    const together = builtIn.map((pair, at) =>
      isUnsure(pair.judged, cuts.get(lang)) ? (other[at] ?? pair) : pair,
    );
    const asked = together.filter((pair, at) => pair === other[at]).length;
    console.log(`\n${lang}: ${builtIn.length} posts of ours; the built-in model saw nothing of their trades`);
    const ended = [...outcomes].map(([outcome, number]) => `${number} ${outcome}`).join(', ');
    console.log(`  ${ended}; ${(tookMs / Math.max(1, builtIn.length)).toFixed(0)} ms a post`);
    console.log(`  together: the other model for the ${asked} posts in doubt, the built-in one for the rest`);
    print({ 'built-in': builtIn, [model.name]: other, together });
  }
  const { requests, inputTokens, outputTokens, microUsd } = spending.spent();
  console.log(
    `\nspent: ${requests} requests, ${inputTokens} tokens in, ${outputTokens} out` +
      (settings.price === null ? '' : `, $${(microUsd / 1e6).toFixed(4)}`),
  );
}

await main();
