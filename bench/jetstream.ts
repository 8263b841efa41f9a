// How many Jetstream events a second one Bluesky listener takes in, parsed and normalised; the sender is another process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import { createBluesky } from '../src/networks/bluesky/network.ts';
import { ownCpuSeconds } from './kit/cpu.ts';

const [mode = 'run', ...rest] = process.argv.slice(2);
const EVENTS = 200_000;
const RUNS = 5;
/** How long a commit of one batch takes: none, and a slow database. */
const COMMITS_MS = [0, 20];
const BUFFERED_MAX_BYTES = 4_000_000;
const CID = 'bafyreigyxdtn2fnye6jjt3swqpha5nsdq6uddqztyiynf5besu3t32xela';
const TEXTS = [
  'ACMEのアプリが起動しない、困った… 誰か助けて',
  'I love this weather, going out with friends today and tomorrow',
  '今日のランチはラーメンでした🍜 とても美味しかったのでまた行きたい',
  'Is it just me or is the train late again #monday https://example.com/x',
];

function frameOf(n: number): string {
  const did = `did:plc:${(n % 5000).toString(36).padStart(24, 'a')}`;
  const ref = { uri: `at://${did}/app.bsky.feed.post/3m5post222222`, cid: CID };
  const facet = {
    index: { byteStart: 0, byteEnd: 4 },
    features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'ACME' }],
  };
  const record = {
    $type: 'app.bsky.feed.post',
    text: `${TEXTS[n % TEXTS.length]} ${n}`,
    langs: ['ja'],
    createdAt: '2026-11-20T09:00:00.000Z',
    ...(n % 2 === 0 ? {} : { reply: { root: ref, parent: ref } }),
    ...(n % 5 === 0 ? { facets: [facet] } : {}),
  };
  const payload = {
    $type: 'network.bsky.jetstream.subscribeEvents#commit',
    seq: n + 1,
    did,
    time: '2026-11-20T09:00:00.123456Z',
    rev: '3m5zzzzzzzz2a',
    operation: 'create',
    collection: 'app.bsky.feed.post',
    rkey: `r${n}`,
    record,
    cid: CID,
  };
  return JSON.stringify({ $type: 'message', payload });
}

/** Sends all events as fast as the other side reads. */
function send(socket: WebSocket, frames: readonly string[]): void {
  let n = 0;
  const pump = (): void => {
    for (; n < frames.length && socket.bufferedAmount < BUFFERED_MAX_BYTES; n += 1)
      socket.send(frames[n] ?? '');
    if (n < frames.length) setImmediate(pump);
  };
  pump();
}

async function serve(count: number): Promise<void> {
  const frames = Array.from({ length: count }, (_, n) => frameOf(n));
  const server = createServer();
  const sockets = new WebSocketServer({
    server,
    perMessageDeflate: false,
    handleProtocols: () => 'xrpc.v1.json',
  });
  sockets.on('connection', (socket) => send(socket, frames));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
}

/** One run: every event is taken in once; gives events a second and the processor time of this process. */
async function measure(port: number, commitMs: number): Promise<{ eventsPerS: number; cpuS: number }> {
  const network = createBluesky({
    fetch: globalThis.fetch,
    log: { info() {}, warn() {}, error() {} },
    now: () => Date.now(),
    randomId: () => crypto.randomUUID(),
    async sleep(ms, signal) {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    },
  });
  const enough = new AbortController();
  const cpuBefore = ownCpuSeconds();
  const started = performance.now();
  let taken = 0;
  await network.listen({
    source: { id: 'bench', kind: 'jetstream', config: { url: `http://127.0.0.1:${port}` } },
    account: null,
    cursor: null,
    signal: enough.signal,
    alive() {},
    async deliver(batch) {
      taken += batch.items.filter(({ outcome }) => 'heard' in outcome && outcome.heard !== null).length;
      if (commitMs > 0) await delay(commitMs);
      if (taken >= EVENTS) enough.abort();
    },
  });
  const seconds = (performance.now() - started) / 1000;
  if (taken !== EVENTS) throw new Error(`${taken} of ${EVENTS} events came`);
  return { eventsPerS: Math.round(EVENTS / seconds), cpuS: ownCpuSeconds() - cpuBefore };
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function run(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ['serve', String(EVENTS)]);
  try {
    const [port] = (await once(child, 'message')) as [number];
    console.log(
      `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
    );
    for (const commitMs of COMMITS_MS) {
      const runs: { eventsPerS: number; cpuS: number }[] = [];
      for (let n = 0; n < RUNS; n += 1) runs.push(await measure(port, commitMs));
      const perS = median(runs.map((one) => one.eventsPerS));
      const cpuUs = (median(runs.map((one) => one.cpuS)) / EVENTS) * 1e6;
      console.log(
        `commit ${commitMs} ms: ${perS} events/s (median of ${RUNS}), ${cpuUs.toFixed(1)} µs of processor each`,
      );
    }
  } finally {
    child.kill();
  }
}

if (mode === 'serve') await serve(Number(rest[0]));
else await run();
