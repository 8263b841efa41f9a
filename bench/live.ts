// How long one change takes to reach 5,000 browsers that watch the same workspace, and what a connection costs.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MonitorView } from '../src/contract/views.ts';
import { openDatabase } from '../src/storage/database.ts';
import { startEmbedded } from '../src/storage/embedded.ts';
import { silentLog } from '../src/storage/log.ts';
import { migrate } from '../src/storage/migrate.ts';
import { addPerson, setUpOwner, startServer } from '../test/integration/server/support.ts';
import type { FromWatchers, ToWatchers } from './live-watchers.ts';

const connections = Number(process.argv[2] ?? 5_000);
const rounds = Number(process.argv[3] ?? 15);
/** Different people among the connections: one may watch 50 streams at most. */
const people = Math.ceil(connections / 40);
const goalMs = 500;

const dataDir = await mkdtemp(path.join(tmpdir(), 'kizuki-bench-'));
const embedded = await startEmbedded({ dataDir, log: silentLog });
try {
  await migrate({ url: embedded.url('owner'), log: silentLog });
  const open = openDatabase({ url: embedded.url('app'), log: silentLog, poolSize: 12 });
  const server = await startServer(open);
  const watchers = fork(new URL('./live-watchers.ts', import.meta.url));
  try {
    console.log(
      `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
    );
    await run(server, watchers);
  } finally {
    watchers.kill();
    await server.close();
    await open.close();
  }
} finally {
  await embedded.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function run(
  server: Awaited<ReturnType<typeof startServer>>,
  watchers: ReturnType<typeof fork>,
): Promise<void> {
  await server.app.listen({ host: '127.0.0.1', port: 0, backlog: 4096 });
  const { port } = server.app.server.address() as AddressInfo;
  const owner = await setUpOwner(server.app);
  const cookies = [owner.cookie];
  while (cookies.length < people) cookies.push((await addPerson(owner, 'agent')).cookie);
  const monitor = await owner.do<MonitorView>('POST', '/monitors', {
    body: { name: 'Bench', query: 'bench' },
  });

  const rssBefore = process.memoryUsage().rss;
  const connecting = performance.now();
  const ready = answer(watchers, 'connected');
  tell(watchers, { type: 'connect', port, connections, cookies });
  await ready;
  const connectedMs = performance.now() - connecting;
  const perConnection = (process.memoryUsage().rss - rssBefore) / connections;
  console.log(
    `${connections} connections in ${(connectedMs / 1000).toFixed(1)} s, ${(perConnection / 1024).toFixed(1)} KB each in the server`,
  );

  const lasts: number[] = [];
  const medians: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const marker = `round-${round}-${Date.now()}`;
    const seen = answer(watchers, 'seen');
    tell(watchers, { type: 'expect', marker });
    const startedAtMs = performance.timeOrigin + performance.now();
    await owner.do('PATCH', `/monitors/${monitor.id}`, { body: { name: marker }, ifMatch: '*' });
    const message = await seen;
    if (message.type !== 'seen') throw new Error('the watchers answered something else');
    const delays = message.atMs.map((atMs) => atMs - startedAtMs).toSorted((a, b) => a - b);
    lasts.push(delays.at(-1) ?? 0);
    medians.push(delays[Math.floor(delays.length / 2)] ?? 0);
    await sleep(300);
  }
  const worst = Math.max(...lasts);
  console.log(
    `from the request to the median browser: ${middle(medians).toFixed(0)} ms (median of ${rounds})`,
  );
  console.log(
    `from the request to the last browser:   ${middle(lasts).toFixed(0)} ms, at worst ${worst.toFixed(0)} ms`,
  );
  console.log(`goal: all of ${connections} within ${goalMs} ms: ${worst < goalMs ? 'met' : 'missed'}`);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function tell(watchers: ReturnType<typeof fork>, message: ToWatchers): void {
  watchers.send(message);
}

function answer(watchers: ReturnType<typeof fork>, type: FromWatchers['type']): Promise<FromWatchers> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromWatchers): void => {
      if (message.type !== type && message.type !== 'failed') return;
      watchers.off('message', listen);
      if (message.type === 'failed') reject(new Error(message.why));
      else resolve(message);
    };
    watchers.on('message', listen);
  });
}
