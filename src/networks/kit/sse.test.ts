// Events are read whatever way the bytes are cut, and a silent or endless stream is given up.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvents } from './sse.ts';
import type { SseEvent } from './sse.ts';

function responseOf(chunks: Uint8Array[], end = true): Response {
  const rest = [...chunks];
  return new Response(
    new ReadableStream({
      pull(controller) {
        const chunk = rest.shift();
        if (chunk !== undefined) controller.enqueue(chunk);
        else if (end) controller.close();
        else return new Promise(() => {});
        return undefined;
      },
    }),
  );
}

async function collect(
  response: Response,
  options: { idleMs?: number; maxEventBytes?: number; signal?: AbortSignal; alive?: () => void } = {},
): Promise<SseEvent[]> {
  const events: SseEvent[] = [];
  const reading = readEvents(response, {
    network: 'Test',
    idleMs: options.idleMs ?? 1000,
    ...(options.maxEventBytes === undefined ? {} : { maxEventBytes: options.maxEventBytes }),
    alive: options.alive ?? (() => {}),
    signal: options.signal ?? new AbortController().signal,
  });
  for await (const event of reading) events.push(event);
  return events;
}

const stream =
  ':)\n\nevent: update\ndata: {"a":"日本語"}\n\n:thump\n\nevent: delete\r\ndata: 12\r\n\r\ndata: two\ndata:  lines\nid: 3\n\nevent: cut\ndata: never ended';
const expected: SseEvent[] = [
  { event: 'update', data: '{"a":"日本語"}' },
  { event: 'delete', data: '12' },
  { event: 'message', data: 'two\n lines' },
];

describe('readEvents', () => {
  test('the same events, however the bytes are cut', async () => {
    const bytes = new TextEncoder().encode(stream);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }),
        async (cuts) => {
          const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const chunks = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
          expect(await collect(responseOf(chunks.filter((chunk) => chunk.length > 0)))).toEqual(expected);
        },
      ),
    );
  });

  test('heartbeats are life, silence is not', async () => {
    let beats = 0;
    const beat = new TextEncoder().encode(':thump\n');
    const reading = collect(responseOf([beat, beat], false), { idleMs: 30, alive: () => (beats += 1) });
    await expect(reading).rejects.toMatchObject({ code: 'network_unavailable' });
    expect(beats).toBe(2);
  });

  test('an endless event is given up', async () => {
    const chunk = new TextEncoder().encode('data: ' + 'x'.repeat(500) + '\n');
    await expect(
      collect(responseOf(Array<Uint8Array>(20).fill(chunk)), { maxEventBytes: 2000 }),
    ).rejects.toMatchObject({ code: 'network_unavailable' });
  });

  test('stops without an error when told to', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    expect(await collect(responseOf([], false), { signal: stop.signal })).toEqual([]);
  });
});
