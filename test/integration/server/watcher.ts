// A browser that watches the live stream over a real socket, for tests.
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { z } from 'zod';
import {
  liveChanges,
  liveHello,
  livePresence,
  type LiveChange,
  type LivePresence,
} from '../../../src/contract/live.ts';
import type { CountsView } from '../../../src/contract/counts-view.ts';
import type { Person, TestServer } from './support.ts';

/** A browser that watches: keeps what it was sent by kind and id, as the contract tells it to. */
export class Watcher {
  readonly person: Person;
  readonly held = new Map<string, unknown>();
  readonly events: string[] = [];
  hello: z.infer<typeof liveHello> | null = null;
  counts: CountsView | null = null;
  presence: LivePresence['presence'] = [];
  lastId: string | null = null;
  resets = 0;
  ended = false;
  status = 0;
  private readonly abort = new AbortController();

  constructor(person: Person) {
    this.person = person;
  }

  async start(at: string, lastEventId?: string): Promise<this> {
    const headers: Record<string, string> = { cookie: this.person.cookie };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    const response = await fetch(`${at}/api/live`, { headers, signal: this.abort.signal });
    this.status = response.status;
    if (!response.ok || response.body === null) return this;
    void this.read(response.body);
    await expect.poll(() => this.hello, { interval: 5, timeout: 30_000 }).not.toBeNull();
    return this;
  }

  close(): void {
    this.abort.abort();
  }

  row<T>(kind: LiveChange['kind'], id: string): T | null | undefined {
    return this.held.get(`${kind} ${id}`) as T | null | undefined;
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const bytes of body) {
        text += decoder.decode(bytes, { stream: true });
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          this.take(text.slice(0, end));
          text = text.slice(end + 2);
        }
      }
    } catch {
      // Aborted by the test, or cut by the server: both end it.
    }
    this.ended = true;
  }

  private take(block: string): void {
    const field = (name: string): string | undefined =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const event = field('event');
    if (event === undefined) return;
    this.events.push(event);
    this.lastId = field('id') ?? this.lastId;
    const data: unknown = JSON.parse(field('data') ?? 'null');
    if (event === 'hello') {
      this.hello = liveHello.parse(data);
      this.counts = this.hello.counts;
    } else if (event === 'changes') {
      const parsed = liveChanges.parse(data);
      this.counts = parsed.counts;
      for (const change of parsed.changes) {
        this.held.set(`${change.kind} ${change.id}`, 'row' in change ? change.row : {});
      }
    } else if (event === 'presence') this.presence = livePresence.parse(data).presence;
    else if (event === 'reset') this.resets += 1;
  }
}

/** Waits until `check` answers true. */
export async function expectSoon(check: () => unknown, timeout = 15_000): Promise<void> {
  await expect.poll(check, { interval: 10, timeout }).toBe(true);
}

/** Lets a server listen on a free port; answers its address. */
export async function listenOn({ app }: TestServer): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}
