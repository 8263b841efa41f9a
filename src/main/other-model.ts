// Another model as it was configured: opened, and put together with budget and cache.
import { createHash } from 'node:crypto';
import { createAnswerCache } from '../models/cache.ts';
import {
  createJudgeByOther,
  type JudgeByOther,
  type OtherDeps,
  type OtherModel,
} from '../pipeline/judge-by-other.ts';
import type { OtherModelSettings } from './config-model.ts';

export interface OtherModelDeps {
  fetch: typeof globalThis.fetch;
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  log: OtherDeps['log'];
}

/** Only what is configured is loaded. Errors: `invalid_configuration` where an encoder cannot be used. */
export async function openOtherModel(
  settings: OtherModelSettings,
  deps: OtherModelDeps,
): Promise<OtherModel> {
  const { kind, place, name, key } = settings;
  if (kind === 'onnx') {
    const { createOnnxModel } = await import('../models/onnx.ts');
    return createOnnxModel({ folder: place, name });
  }
  const { createLanguageModel } = await import('../models/language-model.ts');
  const dialect =
    kind === 'openai'
      ? (await import('../models/openai.ts')).openai
      : (await import('../models/anthropic.ts')).anthropic;
  return createLanguageModel(dialect, { url: place, model: name, key }, deps);
}

/** The stage's function, over the model and whatever counts what it costs. */
export function createOtherJudge(
  settings: OtherModelSettings,
  model: OtherModel,
  spending: OtherDeps['spending'],
  deps: OtherModelDeps,
): JudgeByOther {
  return createJudgeByOther({
    model,
    spending,
    cache: createAnswerCache(),
    price: settings.price,
    asksAll: settings.asksAll,
    timeoutMs: settings.timeoutMs,
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    now: deps.now,
    sleep: deps.sleep,
    log: deps.log,
  });
}
