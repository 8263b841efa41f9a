// The model of what sentences do, read once from the program's own folder; the posting rules are asked with it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ActsReader } from '../domain/guideline/acts-reader.ts';
import { readModel } from '../domain/judgement/model.ts';

const file = path.join(import.meta.dirname, '../../models/guideline/acts.bin');
let reading: Promise<ActsReader> | null = null;

/** About a megabyte, and a few milliseconds. One for the whole process. */
export function loadActs(): Promise<ActsReader> {
  reading ??= readFile(file).then((bytes) => new ActsReader(readModel(bytes)));
  return reading;
}
