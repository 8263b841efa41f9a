// The models that posts are judged with: read from the program's own folder, once; and the process in which workspaces learn.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readModel, type Model } from '../domain/judgement/model.ts';
import type { JudgeStage } from '../pipeline/judge.ts';
import { createJudgeStage, type BuiltIn } from '../pipeline/judge-stage.ts';
import type { MakeModel } from '../pipeline/judging-ports.ts';
import { createMaking } from '../worker/learning/making.ts';
import { inChild } from './in-child.ts';

const folder = path.join(import.meta.dirname, '../../models/weights');
const ownPosts = path.join(import.meta.dirname, '../../models/data/posts');
let reading: Promise<BuiltIn[]> | null = null;
let judging: Promise<JudgeStage> | null = null;

/** One for each language, in the order of their codes; about a megabyte each. */
function loadBuiltIn(): Promise<BuiltIn[]> {
  reading ??= readdir(folder).then((names) =>
    Promise.all(
      names
        .filter((name) => name.endsWith('.bin'))
        .toSorted()
        .map(async (name) => {
          const bytes = await readFile(path.join(folder, name));
          return { model: readModel(bytes), base: createHash('sha256').update(bytes).digest('hex') };
        }),
    ),
  );
  return reading;
}

/** The built-in models alone. */
export async function loadModels(): Promise<Model[]> {
  return (await loadBuiltIn()).map(({ model }) => model);
}

/** What ingest asks of each post that enters, and whoever corrects a judgement. One for the whole process. */
export function loadJudging(): Promise<JudgeStage> {
  judging ??= loadBuiltIn().then((builtIn) => createJudgeStage(builtIn));
  return judging;
}

/** Trains in a process of its own. Errors: as of `inChild`. */
export const makeModel: MakeModel = createMaking(inChild, { weights: folder, ownPosts });
