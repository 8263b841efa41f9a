// The engine and the plain evaluator on real sentences of two languages, where these are at hand.
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readMonitor, readPost } from '../../../src/cli/match-records.ts';
import { Engine } from '../../../src/domain/listening/engine/engine.ts';
import { createPlainMatcher, type MonitorMatch } from '../../../src/domain/listening/matcher.ts';
import { recordSkip } from '../../harness/skips.ts';
import { sharedFolder } from '../../servers/kit/shared.ts';

const corpus = join(sharedFolder(), 'bench/matching');
const isThere = existsSync(corpus);
const what = 'The matching engine on a corpus';
if (!isThere) {
  recordSkip(what, 'bench/matching is not in the shared data: set KIZUKI_SHARED to the folder that has it');
}

const postCount = 1_500;
const monitorCount = 1_000;

it.skipIf(!isThere)(
  'finds what the plain evaluator finds, in every place',
  { timeout: 240_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kizuki-corpus-'));
    try {
      cpSync(corpus, folder, { recursive: true });
      for (const name of ['', ...readdirSync(folder)]) chmodSync(join(folder, name), 0o755);
      for (const script of ['rules-and-posts.mjs', 'to-kizuki.mjs']) {
        await promisify(execFile)(process.execPath, [join(folder, script)], {
          env: { ...process.env, NP: String(postCount) },
        });
      }
      const linesOf = (name: string): unknown[] =>
        readFileSync(join(folder, name), 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown);
      const monitors = linesOf('monitors-10000.ndjson')
        .map(readMonitor)
        .slice(0, monitorCount)
        .map((monitor) => ({ ...monitor, version: 1 }));
      const posts = linesOf('kizuki-posts.ndjson').map((line) => readPost(line, () => null));
      const [plain, engine] = [createPlainMatcher(), new Engine()];
      expect(plain.replaceAll(monitors).refused).toEqual([]);
      expect(engine.replaceAll(monitors).refused).toEqual([]);
      let matches = 0;
      const byId = (all: MonitorMatch[]): MonitorMatch[] =>
        all.toSorted((a, b) => (a.monitorId < b.monitorId ? -1 : 1));
      for (const post of posts) {
        const found = engine.match(post);
        expect(byId(found)).toEqual(byId(plain.match(post)));
        matches += found.length;
      }
      expect(posts).toHaveLength(postCount);
      expect(matches).toBeGreaterThan(100);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
