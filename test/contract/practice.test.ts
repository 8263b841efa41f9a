// The practice network keeps the network contract, over the real database.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe } from 'vitest';
import type { PracticeFault } from '../../src/domain/practice/records.ts';
import type { PracticeStore } from '../../src/domain/practice/store.ts';
import { createPractice } from '../../src/networks/practice/network.ts';
import { createPracticeService } from '../../src/networks/practice/service.ts';
import { createPracticeStore } from '../../src/storage/practice/store.ts';
import { testDatabase } from '../harness/database.ts';
import { makeWorkspace } from '../practice/workspace.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench, WriteFault } from './network-bench.ts';
import { describeNetwork } from './network-suite.ts';

const faultOf: Record<WriteFault, Pick<PracticeFault, 'kind' | 'delayMs'>> = {
  rate_limited: { kind: 'rate_limited', delayMs: 5_000 },
  server_error: { kind: 'unavailable', delayMs: 0 },
  lost_answer: { kind: 'reset_after', delayMs: 0 },
};

describe('practice', () => {
  const database = testDatabase();
  let workspaceId = '';

  beforeAll(async () => {
    workspaceId = await makeWorkspace(database());
  });

  describeNetwork({ name: 'practice', start: () => startBench() });

  async function startBench(): Promise<Bench> {
    const real = createPracticeStore(database().db, { newId: randomUUID });
    // The suite switches a fault on without waiting; whoever asks for faults waits until it is there.
    let switching: Promise<unknown> = Promise.resolve();
    const store: PracticeStore = {
      ...real,
      async faults(id) {
        await switching;
        return real.faults(id);
      },
    };
    const network = createPractice(deps, store);
    const service = createPracticeService(real, { now: deps.now, random: Math.random });
    const connected = await network.connect({ workspaceId, handle: 'acme_support', displayName: 'ACME' });
    const account = storedAccount('account', connected);
    const add = (fault: Omit<PracticeFault, 'id' | 'every' | 'times'>): void => {
      switching = real.addFault(workspaceId, { ...fault, every: 1, times: 1 });
    };
    const name = 'たろう';
    const customer = (await service.postAsCustomer(workspaceId, { name, text: 'はじめまして' })).author;
    const say = async (text: string, replyTo: string | null = null): Promise<{ nativeId: string }> => {
      const { id } = await service.postAsCustomer(workspaceId, { name, text, replyTo });
      return { nativeId: id };
    };
    return {
      network,
      account,
      customer: {
        nativeId: customer.id,
        post: (text) => say(text),
        mention: (text) => say(`@acme_support ${text}`),
        reply: (to, text) => say(text, to.nativeId),
        dm: async (text) => void (await service.dmAsCustomer(workspaceId, { name, text })),
        remove: (nativeId) => service.deleteAsCustomer(workspaceId, nativeId),
      },
      stream: { kind: 'timeline', config: { workspaceId }, needsAccount: false },
      inbound: { kind: 'notifications', config: { workspaceId }, needsAccount: true },
      settle: async () => {},
      async truth(nativeId) {
        const post = await real.post(workspaceId, nativeId);
        if (post === null || post.deletedAt !== null) return null;
        return { text: post.text, replyTo: post.replyTo, likes: post.likes, reposts: post.reposts };
      },
      async countOwn(text) {
        const choice = { visibility: 'public', limit: 500 } as const;
        const own = await real.authorPosts(workspaceId, account.nativeId, choice);
        return own.filter((post) => post.text === text).length;
      },
      dms: async () => (await service.messages(workspaceId, customer.id)).map((message) => message.text),
      fail: (fault) => add({ ...faultOf[fault], area: 'publish' }),
      async heal() {
        await switching;
        await real.removeFaults(workspaceId);
      },
      async sendMalformed() {
        add({ kind: 'malformed', area: 'listen', delayMs: 0 });
        await switching;
      },
      cutStreams: () => add({ kind: 'unavailable', area: 'listen', delayMs: 0 }),
      async deadAccount() {
        const other = await network.connect({ workspaceId, handle: 'acme_old', displayName: 'ACME' });
        await real.setTokenHash(workspaceId, other.nativeId, null);
        return storedAccount('dead', other);
      },
      close: async () => {},
    };
  }
});
