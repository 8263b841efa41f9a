// The packages that run an encoder, which only an operator who has one installs: found beside the model, or beside Kizuki.
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';

/** As much of onnxruntime-node as is used here. */
export interface OnnxRuntime {
  InferenceSession: {
    create(file: string, options: Record<string, unknown>): Promise<OnnxSession>;
  };
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
}

export interface OnnxSession {
  inputNames: readonly string[];
  outputNames: readonly string[];
  run(
    feeds: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, { data: ArrayLike<unknown>; dims: readonly number[] }>>>;
}

/** As much of @huggingface/tokenizers as is used here. */
export interface Tokenizers {
  Tokenizer: new (tokenizer: unknown, config: unknown) => TextTokenizer;
}

export interface TextTokenizer {
  encode(text: string): { ids: readonly number[] };
}

const isFunction = z.custom<unknown>((value) => typeof value === 'function');
const shapes = {
  'onnxruntime-node': z.object({ InferenceSession: isFunction, Tensor: isFunction }),
  '@huggingface/tokenizers': z.object({ Tokenizer: isFunction }),
};

/** Errors: `invalid_configuration`, with the command that installs what is missing. */
export function loadOnnxPackages(folder: string): { runtime: OnnxRuntime; tokenizers: Tokenizers } {
  return {
    runtime: load(folder, 'onnxruntime-node') as OnnxRuntime,
    tokenizers: load(folder, '@huggingface/tokenizers') as Tokenizers,
  };
}

function load(folder: string, name: keyof typeof shapes): unknown {
  for (const place of [path.join(folder, 'package.json'), import.meta.filename]) {
    const require = createRequire(place);
    try {
      require.resolve(name);
    } catch {
      continue;
    }
    try {
      const loaded = require(name) as unknown;
      if (shapes[name].safeParse(loaded).success) return loaded;
      throw new Error('it has not what is needed of it; a newer or older version may');
    } catch (error) {
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      throw explained(folder, `${name} cannot be loaded: ${why}`, error);
    }
  }
  throw explained(folder, `${name} is not installed`);
}

function explained(folder: string, fault: string, cause?: unknown): AppError {
  return new AppError(
    'invalid_configuration',
    `An encoder needs two packages that Kizuki does not bring, and ${fault}. Install them beside the model: ` +
      `npm install --prefix ${folder} --ignore-scripts onnxruntime-node @huggingface/tokenizers`,
    { where: 'KIZUKI_MODEL_URL', cause },
  );
}
