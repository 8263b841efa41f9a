// The bench a network brings to the contract suite: its servers, our account, a customer, and a listener to watch.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { Heard, Post } from '../../src/domain/post/post.ts';
import type {
  AccountSession,
  Batch,
  Delivered,
  Network,
  PublishRequest,
} from '../../src/networks/kit/network.ts';
import type { Part, SubjectName } from './parts.ts';

/** Somebody else on the network, acting through its own client and never through the code under test. */
export interface BenchCustomer {
  nativeId: string;
  post(text: string): Promise<{ nativeId: string }>;
  /** Writes a post that mentions our account. */
  mention(text: string): Promise<{ nativeId: string }>;
  reply(to: { nativeId: string }, text: string): Promise<{ nativeId: string }>;
  /** Sends our account a direct message. */
  dm(text: string): Promise<void>;
  remove(nativeId: string): Promise<void>;
}

/** What the network itself holds, read past the code under test. Null: there is no such post. */
export interface Truth {
  text: string;
  replyTo: string | null;
  likes: number;
  reposts: number;
}

/** What becomes of the next request that writes. */
export type WriteFault = 'rate_limited' | 'server_error' | 'lost_answer';

export interface BenchSource {
  kind: string;
  config: Record<string, string>;
  needsAccount: boolean;
}

export interface Bench {
  network: Network;
  account: AccountSession;
  customer: BenchCustomer;
  /** Brings public posts. */
  stream: BenchSource;
  /** Brings what came to us. */
  inbound: BenchSource;
  /** Everything there is written to somebody alone: what others post in public comes here as a direct message. */
  isDirectOnly?: boolean;
  /** Below a post there is one level: an answer to an answer stands beside it. */
  hasOneLevel?: boolean;
  /** There, what an answer to a post of ours is told to answer: the post that its thread began with. Absent: ours itself. */
  answeredAs?(nativeId: string): string;
  /** The network shows nobody what else a person wrote. */
  hidesAuthors?: boolean;
  /** More posts than one answer of the network holds, for a long absence. */
  moreThanAPage?: number;
  /** How long the network takes to show one person's post to another, where that is more than a moment. */
  deliveryMs?: number;
  /** How much later a listener may find it, where the network's order is not the order of arrival. */
  lateMs?: number;
  /** Resolves when everything done so far can be seen everywhere on the network. */
  settle(): Promise<void>;
  truth(nativeId: string): Promise<Truth | null>;
  /** A post of the customer's as it was told, where the network itself cannot be asked. */
  told?(nativeId: string): Promise<Post>;
  /** How many public posts of our account have exactly this text. */
  countOwn(text: string): Promise<number>;
  /** The texts of the direct messages between our account and the customer, oldest first. */
  dms(): Promise<string[]>;
  /** The next writing request meets this. */
  fail(fault: WriteFault): void;
  /** Ends the fault, and waits until the network would be asked again. */
  heal(): Promise<void>;
  /** Makes the stream carry one record that is broken. */
  sendMalformed(): Promise<void>;
  /** Breaks every open stream connection. */
  cutStreams(): void;
  /** Our account with tokens the network no longer accepts. */
  deadAccount(): Promise<AccountSession>;
  close(): Promise<void>;
}

export interface NetworkUnderTest {
  /** By it `parts.ts` says what this one lacks. */
  name: SubjectName;
  /** Null: its servers cannot run here (and said so). */
  start(): Promise<Bench | null>;
}

/** One listener under observation: what it committed, and where it stands. */
export interface Listening {
  items: Delivered[];
  cursor: () => string | null;
  gaps: string[];
  /** Waits until the items satisfy `fits`. */
  until(fits: (items: Delivered[]) => boolean, what: string): Promise<void>;
  stop(): Promise<void>;
}

const WAIT_MS = 20_000;

/** Listens as the program's loop does: reconnects after failures, resumes from what was committed. */
export function listenTo(
  bench: Bench,
  source: BenchSource,
  options: { cursor?: string | null; refuse?: (batch: Batch) => boolean } = {},
): Listening {
  const items: Delivered[] = [];
  const gaps: string[] = [];
  let cursor = options.cursor ?? null;
  const controller = new AbortController();
  const errors: unknown[] = [];
  const run = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      try {
        await bench.network.listen({
          source: { id: 'source', kind: source.kind, config: source.config },
          account: source.needsAccount ? bench.account : null,
          cursor,
          async deliver(batch) {
            // A commit takes a moment, as in the database; a refused one leaves neither rows nor cursor.
            await wait(2);
            if (options.refuse?.(batch) === true) throw new Error('the commit failed');
            expect(batch.items.length).toBeLessThanOrEqual(1000);
            items.push(...batch.items);
            cursor = batch.cursor;
          },
          alive() {},
          gap: ({ reason }) => gaps.push(reason),
          signal: controller.signal,
        });
      } catch (error) {
        errors.push(error);
      }
      if (!controller.signal.aborted) await wait(50);
    }
  };
  const running = run();
  return {
    items,
    gaps,
    cursor: () => cursor,
    async until(fits, what) {
      const end = Date.now() + WAIT_MS + (bench.deliveryMs ?? 0) + (bench.lateMs ?? 0);
      while (!fits(items)) {
        if (Date.now() > end) {
          const said = errors.map(String).join('; ');
          throw new Error(
            `never came: ${what}; ${items.length} items came; errors: ${said}\n${JSON.stringify(items.slice(-3))}`,
          );
        }
        await wait(20);
      }
    },
    async stop() {
      controller.abort();
      await running;
    },
  };
}

/** What items meant, in order. */
export function heardOf(items: readonly Delivered[]): Heard[] {
  return items.flatMap(({ outcome }) =>
    'heard' in outcome && outcome.heard !== null ? [outcome.heard] : [],
  );
}

/** The posts among items, in order. */
export function postsOf(items: readonly Delivered[]): Post[] {
  return heardOf(items).flatMap((heard) => (heard.type === 'post' ? [heard.post] : []));
}

/** The item whose post has `text` in it. */
export function itemOf(items: readonly Delivered[], text: string): Delivered | undefined {
  return items.find(
    ({ outcome }) =>
      'heard' in outcome && outcome.heard?.type === 'post' && outcome.heard.post.text.includes(text),
  );
}

/** The AppError `act` fails with; anything else, success included, is thrown. */
export async function errorOf(act: Promise<unknown>): Promise<AppError> {
  try {
    await act;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was expected to fail and did not');
}

let counter = 0;
/** A text no other test uses. */
export function unique(text: string): string {
  counter += 1;
  return `${text} ${process.pid.toString(36)}${Date.now().toString(36)}${counter}`;
}

/** A request to publish, with a key of its own. */
export function requestOf(text: string, over: Partial<PublishRequest> = {}): PublishRequest {
  return { idempotencyKey: crypto.randomUUID(), visibility: 'public', text, images: [], ...over };
}

/** What one case of the contract works with. */
export interface Tools {
  b: Bench;
  /** A listener that is stopped at the end of the case. */
  listening(source: BenchSource, options?: Parameters<typeof listenTo>[2]): Listening;
  /** The same, once it is surely connected: something sent after its start has arrived. */
  connected(source: BenchSource, options?: Parameters<typeof listenTo>[2]): Promise<Listening>;
  /** What an answer to this post needs to know of it. */
  target(nativeId: string): Promise<NonNullable<PublishRequest['replyTo']>>;
  lacks(part: Part): boolean;
}

/** One case; `part` null: no network may lack it. */
export interface Case {
  part: Part | null;
  title: string;
  act(tools: Tools): Promise<void>;
}
