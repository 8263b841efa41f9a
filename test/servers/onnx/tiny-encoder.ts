// A tiny real encoder, written byte by byte as ONNX wants it: each word adds its weights to the labels it speaks for.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TinyEncoder {
  labels: readonly string[];
  /** Word → label → weight; each label begins at -4. */
  words: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Left out: as it should be. */
  config?: Readonly<Record<string, unknown>>;
}

type Field = readonly [number, number | string | Uint8Array];

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

/** Numbers as varints, all else by its length (protobuf's wire types 0 and 2). */
function message(...fields: readonly Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return Buffer.from([...varint(number * 8), ...varint(value)]);
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
  });
  return Buffer.concat(parts);
}

const FLOAT = 1;
const INT64 = 7;

function floats(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer);
  return message(...dims.map((dim): Field => [1, dim]), [2, FLOAT], [8, name], [9, raw]);
}

function valueInfo(name: string, type: number, dims: readonly (number | string)[]): Uint8Array {
  const shape = message(
    ...dims.map((dim): Field => [1, message(typeof dim === 'number' ? [1, dim] : [2, dim])]),
  );
  return message([1, name], [2, message([1, message([1, type], [2, shape])])]);
}

function node(type: string, inputs: readonly string[], output: string, attributes: readonly Field[] = []) {
  return message(
    ...inputs.map((input): Field => [1, input]),
    [2, output],
    [3, output],
    [4, type],
    ...attributes,
  );
}

/** An attribute that is a number (field 3, type 2). */
const whole = (name: string, value: number): Field => [5, message([1, name], [3, value], [20, 2])];

function graph(labels: readonly string[], weights: readonly number[][]): Uint8Array {
  const axes = message([1, 1], [2, INT64], [8, 'axes'], [9, new Uint8Array(BigInt64Array.of(1n).buffer)]);
  return message(
    [1, node('Gather', ['table', 'input_ids'], 'of_words')],
    [1, node('ReduceSum', ['of_words', 'axes'], 'summed', [whole('keepdims', 0)])],
    [1, node('Add', ['summed', 'start'], 'logits')],
    [2, 'tiny'],
    [5, floats('table', [weights.length, labels.length], weights.flat())],
    [
      5,
      floats(
        'start',
        [labels.length],
        labels.map(() => -4),
      ),
    ],
    [5, axes],
    [11, valueInfo('input_ids', INT64, [1, 'length'])],
    [11, valueInfo('attention_mask', INT64, [1, 'length'])],
    [12, valueInfo('logits', FLOAT, [1, labels.length])],
  );
}

/** Writes model.onnx, config.json, tokenizer.json and tokenizer_config.json, as exports of real models have them. */
export async function writeTinyEncoder(
  folder: string,
  { labels, words, config }: TinyEncoder,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const vocabulary = ['[UNK]', '[END]', ...Object.keys(words)];
  const weights = vocabulary.map((word) => labels.map((label) => words[word]?.[label] ?? 0));
  const model = message([1, 8], [8, message([1, ''], [2, 13])], [7, graph(labels, weights)]);
  const special = (id: number, content: string) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(0, '[UNK]'), special(1, '[END]')],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '[END]', type_id: 0 } }],
      pair: [],
      special_tokens: { '[END]': { id: '[END]', ids: [1], tokens: ['[END]'] } },
    },
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
      unk_token: '[UNK]',
    },
  };
  const files = {
    'config.json': JSON.stringify(
      config ?? {
        model_type: 'tiny',
        problem_type: 'multi_label_classification',
        id2label: Object.fromEntries(labels.map((label, id) => [String(id), label])),
        max_position_embeddings: 64,
      },
    ),
    'tokenizer.json': JSON.stringify(tokenizer),
    'tokenizer_config.json': JSON.stringify({
      tokenizer_class: 'PreTrainedTokenizerFast',
      unk_token: '[UNK]',
    }),
  };
  await writeFile(join(folder, 'model.onnx'), model);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
