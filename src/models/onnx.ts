// An operator's own encoder, run inside this program: a folder as Hugging Face's tools export it, with our heads as its labels.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { headNames, postNeeds, type HeadName } from '../domain/judgement/labels.ts';
import type { OtherSaid, Said } from '../domain/judgement/said.ts';
import type { Usage } from '../domain/judgement/spending.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';
import type { Asked } from './asked.ts';
import { loadOnnxPackages, type OnnxRuntime, type OnnxSession, type TextTokenizer } from './onnx-packages.ts';

export interface OnnxOptions {
  /** Holds model.onnx, config.json, tokenizer.json and tokenizer_config.json. */
  folder: string;
  /** What people are shown. */
  name: string;
}

const configSchema = z.looseObject({
  id2label: z.record(z.string().regex(/^\d+$/u), z.string()),
  problem_type: z.literal('multi_label_classification'),
  max_position_embeddings: z.number().int().positive().optional(),
});
const tokenizerConfigSchema = z.looseObject({ model_max_length: z.number().positive().optional() });

/** Whoever has more to say than this in a post has said it before. In tokens. */
const mostTokens = 512;
/**
 * A token stands for four or five UTF-16 units of plain text; nobody needs to read on where twice that is over. It bounds how long a
 * tokenizer, which works in this thread, keeps everything waiting: 100,000 units take it up to 1.4 s, 4,096 not a twentieth of that.
 */
const mostUnitsOfToken = 8;
const isYesFrom = 0.5;

/** Reads the model; takes as long as it is large. Errors: `invalid_configuration`, saying which file or package is wrong and how. */
export async function createOnnxModel({ folder, name }: OnnxOptions) {
  const config = await readJson(folder, 'config.json', configSchema);
  const tokenizerConfig = await readJson(folder, 'tokenizer_config.json', tokenizerConfigSchema);
  const heads = headsOf(config.id2label, folder);
  const { runtime, tokenizers } = loadOnnxPackages(folder);
  const tokenizer = new tokenizers.Tokenizer(
    await readJson(folder, 'tokenizer.json', z.looseObject({})),
    tokenizerConfig,
  );
  const session = await open(runtime, folder);
  const most = Math.min(
    mostTokens,
    config.max_position_embeddings ?? mostTokens,
    tokenizerConfig.model_max_length ?? mostTokens,
  );
  const encoder: Encoder = { runtime, session, tokenizer, heads, most };
  // Once now: what does not fit together should stop the start, and not fail with the first post.
  await probabilities(encoder, 'a').catch((error: unknown) => {
    throw wrong(folder, 'model.onnx', `it cannot be run: ${messageOf(error)}`);
  });

  async function ask(post: PostToJudge, signal: AbortSignal): Promise<Asked> {
    try {
      const p = await Promise.race([probabilities(encoder, post.text), aborted(signal)]);
      return { answer: p === null ? { failed: 'late' } : saidOf(p), usage: nothing };
    } catch {
      return { answer: { failed: 'garbled' }, usage: nothing };
    }
  }

  return {
    name,
    version: `onnx ${folder}`,
    leaves: false,
    mostUsage: (_post: PostToJudge): Usage => nothing,
    ask,
  };
}

const nothing: Usage = { inputTokens: 0, outputTokens: 0 };

interface Encoder {
  runtime: OnnxRuntime;
  session: OnnxSession;
  tokenizer: TextTokenizer;
  /** By place in the output; null where a label is none of ours. */
  heads: readonly (HeadName | null)[];
  most: number;
}

type Probabilities = Partial<Record<HeadName, number>>;

async function probabilities(
  { runtime, session, tokenizer, heads, most }: Encoder,
  text: string,
): Promise<Probabilities> {
  const all = tokenizer.encode(text.slice(0, most * mostUnitsOfToken).toWellFormed()).ids;
  const last = all.at(-1);
  // The last is the sign for the end, which a model expects.
  const ids = all.length <= most || last === undefined ? all : [...all.slice(0, most - 1), last];
  const tensor = (value: (id: number) => number): unknown =>
    new runtime.Tensor(
      'int64',
      BigInt64Array.from(ids, (id) => BigInt(value(id))),
      [1, ids.length],
    );
  const inputs: Readonly<Record<string, () => unknown>> = {
    input_ids: () => tensor((id) => id),
    attention_mask: () => tensor(() => 1),
    token_type_ids: () => tensor(() => 0),
  };
  const feeds = session.inputNames.map((name) => {
    const input = inputs[name];
    if (input === undefined) throw new Error(`it wants an input “${name}”, which nobody has`);
    return [name, input()] as const;
  });
  const output = await session.run(Object.fromEntries(feeds));
  const logits = output[session.outputNames[0] ?? '']?.data ?? [];
  if (logits.length !== heads.length)
    throw new Error(`it answers ${logits.length} numbers for ${heads.length} labels`);
  return Object.fromEntries(
    heads.flatMap((head, at) => (head === null ? [] : [[head, 1 / (1 + Math.exp(-Number(logits[at])))]])),
  );
}

/** A question is answered where all its heads are there. */
function saidOf(p: Probabilities): OtherSaid {
  if (Object.values(p).some((one) => !Number.isFinite(one))) throw new Error('a probability is no number');
  const has = (...names: readonly HeadName[]): boolean => names.every((name) => p[name] !== undefined);
  const isYes = (name: HeadName): boolean => (p[name] ?? 0) >= isYesFrom;
  const said: Partial<Said> = {};
  if (has('about')) said.about = isYes('about');
  if (has(...postNeeds)) said.kinds = postNeeds.filter(isYes);
  if (has('negative', 'positive')) {
    const isNegative = isYes('negative') && (p.negative ?? 0) >= (p.positive ?? 0);
    said.sentiment = isNegative ? -1 : isYes('positive') ? 1 : 0;
  }
  const levels = ['urgent1', 'urgent2', 'urgent3'] as const;
  if (has(...levels)) said.urgency = ([0, 1, 2, 3] as const)[levels.findLastIndex(isYes) + 1] ?? 0;
  if (has('churn')) said.churn = isYes('churn');
  if (has('rude', 'harassment'))
    said.abuse = isYes('harassment') ? 'harassment' : isYes('rude') ? 'rude' : 'none';
  if (has('silent', 'private')) said.speak = isYes('silent') ? 'no' : isYes('private') ? 'private' : 'yes';
  return { said, p };
}

function headsOf(labels: Readonly<Record<string, string>>, folder: string): (HeadName | null)[] {
  const count = Object.keys(labels).length;
  const heads = Array.from(
    { length: count },
    (_, at) => headNames.find((head) => head === labels[String(at)]) ?? null,
  );
  const { said } = saidOf(Object.fromEntries(heads.flatMap((head) => (head === null ? [] : [[head, 0]]))));
  if (Object.keys(said).length > 0) return heads;
  throw wrong(
    folder,
    'config.json',
    `its id2label answers none of the questions. A label has the name of a head: ${headNames.join(', ')}`,
  );
}

async function open(runtime: OnnxRuntime, folder: string): Promise<OnnxSession> {
  try {
    // One thread: the program has other things to do on the same processors.
    const options = { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1 };
    return await runtime.InferenceSession.create(path.join(folder, 'model.onnx'), options);
  } catch (error) {
    throw wrong(folder, 'model.onnx', messageOf(error));
  }
}

async function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): Promise<T> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
  } catch (error) {
    throw wrong(folder, file, messageOf(error));
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const { path: at, message } = read.error.issues[0] ?? { path: [], message: 'it is not as expected' };
  throw wrong(folder, file, `${at.join('.')}: ${message}`);
}

function wrong(folder: string, file: string, fault: string): AppError {
  return new AppError('invalid_configuration', `${path.join(folder, file)} cannot be used: ${fault}.`, {
    where: 'KIZUKI_MODEL_URL',
  });
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)).slice(0, 300);

/** Resolves with null when the signal is aborted; a run in the runtime cannot be stopped, only no longer waited for. */
function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
