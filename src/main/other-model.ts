// Another model as it was configured: opened, and put together with budget and cache.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Post } from '../domain/post/post.ts';
import { mayLeave } from '../domain/post/terms.ts';
import { createAnswerCache } from '../models/cache.ts';
import {
  createJudgeByOther,
  type JudgeByOther,
  type OtherDeps,
  type OtherModel,
} from '../pipeline/judge-by-other.ts';
import { askOther, forgetQuestions } from '../pipeline/ask-other.ts';
import { createDraftByModel } from '../pipeline/draft-by-model.ts';
import type { InWorkspace } from '../pipeline/ports.ts';
import type { Manifests } from '../pipeline/write.ts';
import type { ModelDrafting } from '../server/ports.ts';
import { createModelUse } from '../storage/model-use.ts';
import type { Database } from '../storage/tables.ts';
import type { JobDeps } from '../worker/jobs.ts';
import type { OtherModelSettings } from './config-model.ts';
import { loadJudging } from './judging.ts';

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
  return createLanguageModel(await dialectOf(kind), { url: place, model: name, key }, deps);
}

async function dialectOf(kind: 'openai' | 'anthropic') {
  return kind === 'openai'
    ? (await import('../models/openai.ts')).openai
    : (await import('../models/anthropic.ts')).anthropic;
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
    asksAll: settings.asks === 'all',
    timeoutMs: settings.timeoutMs,
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    now: deps.now,
    sleep: deps.sleep,
    log: deps.log,
  });
}

/** What ingest asks of each entry: whether to queue a question about it. Undefined where no other model is configured. */
export function asksOtherOf(
  settings: Pick<OtherModelSettings, 'kind' | 'asks'> | null,
): ((post: Pick<Post, 'network' | 'visibility'>) => boolean) | undefined {
  if (settings === null || settings.asks === 'none') return undefined;
  // An encoder runs inside: nothing leaves.
  return settings.kind === 'onnx' ? () => true : mayLeave;
}

export interface AskingDeps extends OtherModelDeps {
  db: Kysely<Database>;
  inWorkspace: InWorkspace;
}

/** The job that asks. Where no other model is configured to judge any more, it forgets what was to be asked. Errors: `invalid_configuration`. */
export async function createAsking(
  settings: OtherModelSettings | null,
  deps: AskingDeps,
): Promise<JobDeps['askOther']> {
  const { db, inWorkspace, now } = deps;
  if (settings === null || settings.asks === 'none') {
    return (workspaceId) => forgetQuestions(inWorkspace, workspaceId);
  }
  const model = await openOtherModel(settings, deps);
  const spending = createModelUse(db, { limits: settings.limits, model: model.name, now });
  const judgeByOther = createOtherJudge(settings, model, spending, deps);
  return async (workspaceId, postIds, signal) => {
    const judging = await loadJudging();
    await askOther({ inWorkspace, judging, judgeByOther }, workspaceId, postIds, signal);
  };
}

/** A browser, and what stands before the server, waits no longer. */
const longestWaitMs = 100_000;

/** What writes drafts; null where the operator has not turned it on. Only what is configured is loaded. */
export async function createDrafting(
  settings: OtherModelSettings | null,
  deps: AskingDeps & { manifestOf: Manifests },
): Promise<ModelDrafting | null> {
  if (settings === null || settings.draftsBy === null || settings.kind === 'onnx') return null;
  const { kind, place: url, key, draftsBy: model, limits, price, timeoutMs } = settings;
  const { createDraftingModel } = await import('../models/drafting-model.ts');
  const drafting = createDraftingModel(await dialectOf(kind), { url, model, key }, deps);
  const ask = createDraftByModel({
    inWorkspace: deps.inWorkspace,
    manifestOf: deps.manifestOf,
    model: drafting,
    spending: createModelUse(deps.db, { limits, model, now: deps.now }),
    price,
    timeoutMs: Math.min(timeoutMs, longestWaitMs),
  });
  return { model, ask };
}
