// Prints how well intents are told on public sets that training did not see, beside a plain linear model and similarity alone.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readIntents, writeIntents } from '../../src/domain/intents/file.ts';
import { trainIntents, type IntentExample } from '../../src/domain/intents/train.ts';
import { calibrationError } from '../../src/domain/judgement/calibrate.ts';
import { aucOf } from '../../src/domain/judgement/metrics.ts';
import { normalise } from '../../src/domain/judgement/normalise.ts';
import { seededRandom } from '../../src/domain/judgement/random.ts';
import { sharedFolder } from '../kit/shared.ts';
import { askNearest, askPlain, type Said } from './intents-baselines.ts';

interface Split {
  learnt: IntentExample[];
  asked: IntentExample[];
}

interface Row {
  what: string;
  file: string;
  goal: string;
  split: (examples: readonly IntentExample[]) => Split[];
}

/** One of five, by the number of its line: the same every time. */
const isApart = (n: number): boolean => (Math.imul(n + 1, 2_654_435_761) >>> 0) % 5 === 0;
const fifth = (examples: readonly IntentExample[]): Split => ({
  learnt: examples.filter((_, n) => !isApart(n)),
  asked: examples.filter((_, n) => isApart(n)),
});

/** The set's own parts: 100 examples of each label to learn from, 20 to ask, and half of those out of scope for each. */
function clinc(examples: readonly IntentExample[], withOutside: boolean): Split {
  const outside = examples.filter(({ label }) => label === 'oos');
  const inside = examples.filter(({ label }) => label !== 'oos');
  const half = Math.floor(outside.length / 2);
  return {
    learnt: [...inside.slice(0, 15_000), ...(withOutside ? outside.slice(0, half) : [])],
    asked: [...inside.slice(15_000), ...outside.slice(half)],
  };
}

/** Of what is learnt only so many of each label, by chance. */
function few({ learnt, asked }: Split, each: number, seed: number): Split {
  const random = seededRandom(seed);
  const byLabel = Map.groupBy(learnt, ({ label }) => label);
  const some = [...byLabel.values()].flatMap((all) => {
    const left = [...all];
    return Array.from({ length: Math.min(each, all.length) }, () =>
      left.splice(Math.floor(random() * left.length), 1),
    ).flat();
  });
  return { learnt: some, asked };
}

const rows: readonly Row[] = [
  {
    what: 'clinc',
    file: 'clinc150.train',
    goal: '.936 → .945, AUROC .953',
    split: (all) => [clinc(all, true)],
  },
  {
    what: 'clinc, nothing out of scope to learn from',
    file: 'clinc150.train',
    goal: 'AUROC .953',
    split: (all) => [clinc(all, false)],
  },
  { what: 'banking', file: 'banking77.train', goal: '.913 → .925', split: (all) => [fifth(all)] },
  {
    what: 'banking, 10 examples each (3 draws)',
    file: 'banking77.train',
    goal: '.710 → .75',
    split: (all) => [1, 2, 3].map((seed) => few(fifth(all), 10, seed)),
  },
  { what: 'Japanese, 46 topics', file: 'asdc-misc.train', goal: '.868 → .88', split: (all) => [fifth(all)] },
  { what: 'orders and accounts (bitext)', file: 'bitext.train', goal: '', split: (all) => [fifth(all)] },
  { what: 'three bots: sofmattress', file: 'bot-sofmattress.train', goal: '', split: (all) => [fifth(all)] },
];

interface Figures {
  accuracy: number;
  auroc: number | null;
  ece: number;
  /** At the threshold: right ones of the answered, and answered ones of those in scope. */
  precision: number;
  answered: number;
}

function figuresOf(said: readonly Said[], asked: readonly IntentExample[]): Figures {
  const pairs = said.map((one, n) => ({ ...one, truth: asked[n]?.label ?? '' }));
  const inside = pairs.filter(({ truth }) => truth !== 'oos');
  const outside = pairs.length - inside.length;
  const answered = pairs.filter(({ label }) => label !== null);
  const isRight = ({ best, truth }: { best: string; truth: string }): boolean => best === truth;
  return {
    accuracy: inside.filter(isRight).length / inside.length,
    auroc:
      outside === 0
        ? null
        : aucOf(pairs.map(({ p, truth }) => ({ probability: p, positive: truth !== 'oos' }))),
    ece: calibrationError(pairs.map((one) => ({ probability: one.p, positive: isRight(one) }))),
    precision: answered.filter(isRight).length / Math.max(1, answered.length),
    answered: inside.filter(({ label }) => label !== null).length / inside.length,
  };
}

function meanOf(all: readonly Figures[]): Figures {
  const mean = (of: (one: Figures) => number): number =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  return {
    accuracy: mean((one) => one.accuracy),
    auroc: all.some(({ auroc }) => auroc === null) ? null : mean((one) => one.auroc ?? 0),
    ece: mean((one) => one.ece),
    precision: mean((one) => one.precision),
    answered: mean((one) => one.answered),
  };
}

const short = (value: number): string => value.toFixed(3).replace(/^0/u, '');
const auroc = (value: number | null): string => (value === null ? '' : `, AUROC ${short(value)}`);

/** What training learns from without what is asked word by word; how many there were is said. */
function withoutAsked({ learnt, asked }: Split): { split: Split; removed: number } {
  const known = new Set(asked.map(({ text }) => normalise(text)));
  const kept = learnt.filter(({ text }) => !known.has(normalise(text)));
  return { split: { learnt: kept, asked }, removed: learnt.length - kept.length };
}

async function measure(row: Row): Promise<void> {
  const file = path.join(sharedFolder, `${row.file}.ndjson`);
  if (!existsSync(file)) {
    console.log(`${row.what}: left out, ${row.file}.ndjson is not there (KIZUKI_SHARED)`);
    return;
  }
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const splits = row.split(lines.map((line) => JSON.parse(line) as IntentExample)).map(withoutAsked);
  const first = splits[0];
  if (first === undefined) return;
  const ours: Figures[] = [];
  let [cpuS, bytes] = [0, 0];
  for (const { split } of splits) {
    const before = process.cpuUsage();
    const written = writeIntents(trainIntents(split.learnt));
    const { user, system } = process.cpuUsage(before);
    cpuS += (user + system) / 1e6 / splits.length;
    bytes = written.length;
    const model = readIntents(written);
    ours.push(
      figuresOf(
        split.asked.map(({ text }) => model.ask(text)),
        split.asked,
      ),
    );
  }
  const plain = meanOf(
    splits.map(({ split }) => figuresOf(askPlain(split.learnt, split.asked), split.asked)),
  );
  const nearest = meanOf(
    splits.map(({ split }) => figuresOf(askNearest(split.learnt, split.asked), split.asked)),
  );
  const us = meanOf(ours);
  const { learnt, asked } = first.split;
  console.log(
    `${row.what}: ${learnt.length} learnt, ${asked.length} kept apart (${first.removed} left out of learning as the same)`,
  );
  console.log(
    `  accuracy ${short(us.accuracy)}${auroc(us.auroc)}, calibration error ${short(us.ece)}; ` +
      `at the threshold for .9: precision ${short(us.precision)}, ${short(us.answered)} answered`,
  );
  console.log(
    `  trained in ${cpuS.toFixed(1)} s of processor time, ${(bytes / 1e6).toFixed(1)} MB${row.goal === '' ? '' : `; goal ${row.goal}`}`,
  );
  console.log(`  plain linear model ${short(plain.accuracy)}${auroc(plain.auroc)}`);
  console.log(`  nearest examples alone ${short(nearest.accuracy)}${auroc(nearest.auroc)}`);
}

const only = process.argv[2];
for (const row of rows) if (only === undefined || row.what.includes(only)) await measure(row);
