// A practice network on stage for tests: a workspace over the real database, our account, and a clock that is turned by hand.
import { randomUUID } from 'node:crypto';
import { roll } from '../../src/domain/practice/random.ts';
import type { PracticeRun, PracticeSettings } from '../../src/domain/practice/records.ts';
import type { PracticeStore } from '../../src/domain/practice/store.ts';
import type { Publisher, PublishRequest } from '../../src/networks/kit/network.ts';
import { createPractice } from '../../src/networks/practice/network.ts';
import { tick, type Ticked } from '../../src/networks/practice/run.ts';
import { createPracticeService, type PracticeService } from '../../src/networks/practice/service.ts';
import { createPracticeStore } from '../../src/storage/practice/store.ts';
import { deps as realDeps, storedAccount } from '../contract/deps.ts';
import type { TestDatabase } from '../harness/database.ts';
import { makeWorkspace } from './workspace.ts';

export interface Stage {
  workspaceId: string;
  store: PracticeStore;
  service: PracticeService;
  publisher: Publisher;
  accountId: string;
  nowMs(): number;
  /** Lets time pass in steps, a tick after each; adds up what happened. */
  pass(ms: number, stepMs?: number): Promise<Ticked>;
  /** Answers a post as our account would. */
  answer(nativeId: string, text: string, over?: Partial<PublishRequest>): Promise<string>;
  run(id: string): Promise<PracticeRun>;
  /** What the people of a run wrote and did not take back, oldest first. */
  said(runId: string): Promise<string[]>;
}

const startMs = Date.parse('2026-11-21T09:00:00.000Z');

const settings: Partial<PracticeSettings> = {
  company: 'ミナモ',
  products: [{ name: 'ミナモ浄水ポット', aliases: ['ミナモ'], lookalikes: ['水面'] }],
};

export async function setStage(database: TestDatabase, over: Partial<PracticeSettings> = {}): Promise<Stage> {
  const workspaceId = await makeWorkspace(database);
  let nowMs = startMs;
  let rolls = 0;
  const now = (): number => nowMs;
  const random = (): number => roll('stage', rolls++);
  const store = createPracticeStore(database.db, { newId: randomUUID });
  const network = createPractice({ ...realDeps, now }, store);
  const service = createPracticeService(store, { now, random });
  await service.configure(workspaceId, { ...settings, ...over });
  const connected = await network.connect({
    workspaceId,
    handle: 'minamo_support',
    displayName: 'ミナモ公式',
  });
  const publisher = network.publisher(storedAccount('account', connected));
  return {
    workspaceId,
    store,
    service,
    publisher,
    accountId: connected.nativeId,
    nowMs: now,
    async pass(ms, stepMs = 1_000) {
      const all: Ticked = { running: 0, effects: 0, started: null, failed: [] };
      for (const endMs = nowMs + ms; nowMs < endMs;) {
        nowMs = Math.min(endMs, nowMs + stepMs);
        const ticked = await tick(store, workspaceId, nowMs, random);
        all.running = ticked.running;
        all.effects += ticked.effects;
        all.failed = [...all.failed, ...ticked.failed];
        all.started = ticked.started ?? all.started;
      }
      return all;
    },
    async answer(nativeId, text, over = {}) {
      const post = await store.post(workspaceId, nativeId);
      if (post === null) throw new Error(`no post ${nativeId}`);
      const { author } = post;
      const sent = await publisher.publish({
        idempotencyKey: randomUUID(),
        visibility: 'public',
        text,
        images: [],
        replyTo: {
          nativeId,
          author: { nativeId: author.id, handle: author.handle, displayName: author.displayName },
          ...(post.conversation === null ? {} : { conversation: post.conversation }),
        },
        ...over,
      });
      return sent.nativeId;
    },
    async run(id) {
      const run = await store.run(workspaceId, id);
      if (run === null) throw new Error(`no run ${id}`);
      return run;
    },
    async said(runId) {
      const run = await store.run(workspaceId, runId);
      const people = Object.values(run?.cast ?? {});
      const posts = await Promise.all(
        people.map((id) => store.authorPosts(workspaceId, id, { visibility: 'any', limit: 100 })),
      );
      return posts
        .flat()
        .filter((post) => post.runId === runId)
        .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
        .map((post) => post.text);
    },
  };
}
