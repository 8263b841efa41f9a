// The models that posts are judged with: read from the program's own folder, once.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Judge } from '../domain/judgement/judge.ts';
import { readModel, type Model } from '../domain/judgement/model.ts';
import { rowsOf } from '../domain/judgement/rows.ts';
import type { JudgePost } from '../pipeline/judge.ts';

const folder = path.join(import.meta.dirname, '../../models/weights');
let reading: Promise<Model[]> | null = null;
let judging: Promise<JudgePost> | null = null;

/** One model for each language, in the order of their codes; about a megabyte each. */
export function loadModels(): Promise<Model[]> {
  reading ??= readdir(folder).then((names) =>
    Promise.all(
      names
        .filter((name) => name.endsWith('.bin'))
        .toSorted()
        .map(async (name) => readModel(await readFile(path.join(folder, name)))),
    ),
  );
  return reading;
}

/** What ingest asks of each post that enters. */
export function loadJudge(): Promise<JudgePost> {
  judging ??= loadModels().then((models) => {
    const judge = new Judge(models);
    return (post) => rowsOf(judge.judge(post));
  });
  return judging;
}
