// The models that posts are judged with: read from the program's own folder, once.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readModel, type Model } from '../domain/judgement/model.ts';

const folder = path.join(import.meta.dirname, '../../models/weights');
let reading: Promise<Model[]> | null = null;

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
