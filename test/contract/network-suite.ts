// The contract every network keeps, as one suite: each network brings a bench (its servers, an account, a customer) and runs it.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listenTo, itemOf, unique } from './network-bench.ts';
import type { Bench, Case, Listening, NetworkUnderTest, Tools } from './network-bench.ts';
import { failingCases } from './network-failing.ts';
import { listeningCases } from './network-listening.ts';
import { speakingCases } from './network-speaking.ts';
import { subjectOf } from './parts.ts';

const HELLO_MS = 5000;

/** The tools of one case; listeners it opens are put into `open`. */
function toolsFor(b: Bench, subject: NetworkUnderTest, open: Listening[]): Tools {
  const listening: Tools['listening'] = (source, options = {}) => {
    const made = listenTo(b, source, options);
    open.push(made);
    return made;
  };
  return {
    b,
    listening,
    async connected(source, options = {}) {
      const made = listening(source, options);
      for (let n = 0; ; n += 1) {
        const hello = unique('hello');
        await (source === b.stream ? b.customer.post(hello) : b.customer.mention(hello));
        const end = Date.now() + Math.max(HELLO_MS, b.deliveryMs ?? 0);
        while (itemOf(made.items, hello) === undefined && Date.now() < end) await wait(20);
        if (itemOf(made.items, hello) !== undefined) return made;
        if (n === 3) await made.until(() => false, 'the first post after connecting');
      }
    },
    async target(nativeId) {
      await b.settle();
      const read = b.told ?? ((id: string) => b.network.reader(b.account, b.stream.config).post(id));
      const post = await read(nativeId);
      return {
        nativeId: post.nativeId,
        author: post.author,
        ...(post.root === undefined ? {} : { root: post.root }),
        ...(post.ref === undefined ? {} : { ref: post.ref }),
        ...(post.conversation === undefined ? {} : { conversation: post.conversation }),
      };
    },
    lacks: (part) => subjectOf(subject.name).lacks?.[part] !== undefined,
  };
}

/** Only the longest case of a bench with `lateMs` comes near it: three tries to connect, and two of its waits. */
const MOST_MS = 240_000;

/** Runs the contract against one network. */
export function describeNetwork(subject: NetworkUnderTest): void {
  const { lacks, only } = subjectOf(subject.name);
  describe(`${subject.name} keeps the network contract`, () => {
    let bench: Bench | null = null;
    const open: Listening[] = [];

    beforeAll(async () => {
      bench = await subject.start();
    });
    afterEach(async () => {
      for (const listening of open.splice(0)) await listening.stop();
      await bench?.heal();
    });
    afterAll(async () => {
      await bench?.close();
    });

    function run({ part, title, act }: Case): void {
      const why = part === null ? undefined : lacks?.[part]?.en;
      const suffix = why === undefined ? '' : ` (not here: ${why})`;
      test.skipIf(why !== undefined)(
        `${title}${suffix}`,
        async (context) => {
          if (bench === null) return context.skip('its servers cannot run here');
          expect.hasAssertions();
          await act(toolsFor(bench, subject, open));
        },
        MOST_MS,
      );
    }

    const isWanted = ({ part }: Case): boolean =>
      only === undefined || only.parts.some((one) => one === part);
    describe('listening', () => {
      for (const one of listeningCases.filter(isWanted)) run(one);
    });
    if (only !== undefined) return;
    describe('speaking', () => {
      for (const one of speakingCases) run(one);
    });
    describe('failing', () => {
      for (const one of failingCases) run(one);
    });
  });
}
