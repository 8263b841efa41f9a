// One worker of bench/scale.ts, in a process of its own: takes shares from memory or from NATS, to matches or into PostgreSQL.
import { readFileSync } from 'node:fs';
import { connectNats } from '../../src/bus/nats.ts';
import { Engine } from '../../src/domain/listening/engine/engine.ts';
import { matchableOf } from '../../src/domain/listening/prepared-post.ts';
import { loadDetector } from '../../src/main/language.ts';
import { tellLanguage } from '../../src/domain/language/tell.ts';
import { createMatchStage } from '../../src/pipeline/match.ts';
import { readShare, sharesOf, type Share } from '../../src/pipeline/share.ts';
import { createTaker } from '../../src/pipeline/take-together.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { silentLog } from '../../src/storage/log.ts';
import { createInWorkspace } from '../../src/storage/work/work-tx.ts';
import { newId } from '../../test/harness/uuid.ts';
import { ownCpuSeconds } from './cpu.ts';
import { postMaker, seeded } from './posts.ts';

export type ScaleJob =
  | { kind: 'memory'; monitors: string }
  | { kind: 'bus'; monitors: string; natsUrl: string }
  | { kind: 'database'; natsUrl: string; databaseUrl: string };

/** Posts that this worker has done with so far. */
export interface Report {
  posts: number;
  /** Processor time of this process since its start. */
  cpuS: number;
}

type Job = ScaleJob & { posts: number; index: number };

const detect = await loadDetector();
let done = 0;
function report(posts: number): void {
  done += posts;
  process.send?.({ posts: done, cpuS: ownCpuSeconds() } satisfies Report);
}

function loadEngine(file: string): Engine {
  const engine = new Engine();
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    engine.set({ version: 1, ...(JSON.parse(line) as { id: string; query: string }) });
  }
  return engine;
}

/** All that a worker does with a share before the database: read it, tell languages, match. */
function matchShare(engine: Engine, text: string): number {
  const share = readShare(text);
  for (const { outcome } of share?.items ?? []) {
    if (!('heard' in outcome) || outcome.heard?.type !== 'post') continue;
    const { post } = outcome.heard;
    engine.match(matchableOf(post, tellLanguage(post, detect)));
  }
  return share?.items.length ?? 0;
}

async function fromMemory(job: Job & { kind: 'memory' }): Promise<() => Promise<void>> {
  const engine = loadEngine(job.monitors);
  const make = postMaker(seeded(job.index), { matching: 2, replies: 5 });
  const source: Share['source'] = { workspaceId: 'w', id: 's', network: 'bluesky', accountId: null };
  const shares: string[] = [];
  for (let made = 0; made < job.posts; made += 1_000) {
    const { items } = make(1_000, Date.now());
    for (const { text } of sharesOf(source, items, { partitions: 8, maxBytes: 500_000 })) shares.push(text);
  }
  return async () => {
    for (const text of shares) {
      report(matchShare(engine, text));
      // The reports go out meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

async function fromBus(job: Job & { kind: 'bus' | 'database' }): Promise<() => Promise<void>> {
  const bus = await connectNats({ url: job.natsUrl, log: silentLog });
  if (job.kind === 'bus') {
    const engine = loadEngine(job.monitors);
    return async () => {
      await bus.take(async ({ text }) => {
        report(matchShare(engine, text));
        return 'done';
      });
    };
  }
  const { db } = openDatabase({ url: job.databaseUrl, log: silentLog, poolSize: 12 });
  const take = createTaker({
    inWorkspace: createInWorkspace(db, { now: () => Date.now(), newId }),
    matching: createMatchStage(),
    detectLanguage: detect,
    log: silentLog,
  });
  return async () => {
    await bus.take(async (share) => {
      const verdict = await take(share);
      if (verdict === 'done') report(readShare(share.text)?.items.length ?? 0);
      return verdict;
    });
  };
}

const job = JSON.parse(process.argv[2] ?? '{}') as Job;
const go = await (job.kind === 'memory' ? fromMemory(job) : fromBus(job));
process.send?.('ready');
process.on('message', (word) => {
  if (word === 'go') void go();
  // Nothing of it is to be kept; what was not acknowledged is drained by the next.
  else setTimeout(() => process.exit(0), 200);
});
