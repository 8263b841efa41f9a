// Proves that the archive of the sources unpacks, and holds the program's files and nothing of its operator's.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { archiveOf } from './source.ts';

const run = promisify(execFile);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-source-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), text);
}

const long = `src/${'a-long-folder/'.repeat(9)}deep.ts`;
const program = {
  LICENSE: 'AGPL',
  'package.json': '{}',
  'src/main.ts': 'const 日本 = 1;\n',
  [long]: 'export {};\n',
  'docs/guide.ja.md': '# 手引き\n',
};
const private_ = [
  '.env',
  '.npmrc',
  'secrets.json',
  'data/key.json',
  'src/.env',
  'src/node_modules/a/index.js',
  'src/key.pem',
];

it('holds every source as it is, and nothing else', async () => {
  for (const [file, text] of Object.entries(program)) await put(file, text);
  for (const file of private_) await put(file, 'canary');
  const archive = path.join(folder, 'out.tar.gz');
  await writeFile(archive, await archiveOf(folder, 'kizuki-1.0.0'));

  const listed = (await run('tar', ['-tzf', archive])).stdout.trim().split('\n');
  expect(listed.toSorted()).toEqual(
    Object.keys(program)
      .map((file) => `kizuki-1.0.0/${file}`)
      .toSorted(),
  );
  await run('tar', ['-xzf', archive, '-C', folder]);
  for (const [file, text] of Object.entries(program)) {
    expect(await readFile(path.join(folder, 'kizuki-1.0.0', file), 'utf8')).toBe(text);
  }
});
