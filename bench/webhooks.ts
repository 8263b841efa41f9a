// How many signed deliveries a second the running program commits and answers, and how long each waits for its answer.
import { connect, type Socket } from 'node:net';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { sign } from '../src/networks/channel/signature.ts';
import { startProgram } from '../test/harness/program.ts';
import { signUp } from './kit/owner.ts';
import { below, measure } from './kit/processes.ts';

const rate = Number(process.argv[2] ?? 2_000);
const seconds = Number(process.argv[3] ?? 20);
/** Of every hundred deliveries, those that name us and so enter the ledger; the others match nothing. */
const toUsPercent = Number(process.argv[4] ?? 5);
const connections = 32;
const warmUpSeconds = 5;
const tickMs = 5;
/** The program's own parts, or only some of them: `api` takes in without a listener beside it. */
const parts = process.env['BENCH_PARTS'];

const program = await startProgram({
  databaseUrl: null,
  env: parts === undefined ? {} : { KIZUKI_PARTS: parts },
});
try {
  await run();
} finally {
  await program.stop();
}

async function run(): Promise<void> {
  const { address, key, heard } = await channel();
  const warm = await deliver(address, key, { count: rate * warmUpSeconds, prefix: 'warm' });
  console.log(`warmed up with ${warm.latencies.length} deliveries, ${warm.others} not taken`);
  const before = await cpu();
  const { latencies, others, tookMs } = await deliver(address, key, {
    count: rate * seconds,
    prefix: 'told',
  });
  const after = await cpu();
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  console.log(
    `${sorted.length} committed and answered in ${(tookMs / 1000).toFixed(1)} s: ${Math.round((sorted.length / tookMs) * 1000)}/s ` +
      `(asked: ${rate}/s), ${others} not taken`,
  );
  console.log(
    `from due to answered: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, most ${at(1 - 1e-9)} ms`,
  );
  const perDelivery = (used: number): string => ((used / sorted.length) * 1e6).toFixed(0);
  console.log(
    `processor time a delivery: program ${perDelivery(after.program - before.program)} µs, ` +
      `database ${perDelivery(after.database - before.database)} µs, sender ${perDelivery(after.own - before.own)} µs`,
  );
  console.log(`load ${loadavg()[0]?.toFixed(1)}, ${connections} connections, ${toUsPercent} % to us`);
  const all = warm.latencies.length + sorted.length;
  const startedMs = performance.now();
  // What waits is taken in as fast as the listener can.
  for (let last = -1, now = await heard(); now < all && now !== last; now = await heard()) {
    last = now;
    await sleep(10_000);
  }
  const waitedS = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(`${await heard()} of ${all} taken in ${waitedS} s later`);
}

async function cpu(): Promise<{ program: number; database: number; own: number }> {
  const { user, system } = process.cpuUsage();
  const used = { program: 0, database: 0, own: (user + system) / 1e6 };
  for (const one of await Promise.all((await below(process.pid)).map(measure))) {
    if (one === null) continue;
    used[one.name.startsWith('node') ? 'program' : 'database'] += one.cpuSeconds;
  }
  return used;
}

/** A workspace with a channel, and how much was heard of it. */
async function channel(): Promise<{ address: string; key: string; heard(): Promise<number> }> {
  const { call } = await signUp(program.url);
  const { id } = await call<{ id: string }>('POST', '/accounts', {
    network: 'channel',
    fields: { name: 'shop', url: 'http://127.0.0.1:9/kizuki' },
    brandId: null,
  });
  const made = await call<{ key: string; address: string }>('POST', `/accounts/${id}/webhook-key`);
  return {
    key: made.key,
    address: new URL(made.address).pathname,
    async heard() {
      const { rows } = await call<{ rows: { accountId: string | null; heardCount: number }[] }>(
        'GET',
        '/sources',
      );
      return rows.find(({ accountId }) => accountId === id)?.heardCount ?? 0;
    },
  };
}

/** As bytes on the wire, signed now. */
function requests(
  address: string,
  key: string,
  { count, prefix }: { count: number; prefix: string },
): Buffer[] {
  const time = String(Math.floor(Date.now() / 1000));
  const createdAt = new Date().toISOString();
  return Array.from({ length: count }, (_, nth) => {
    const post = {
      id: `${prefix}-${nth}`,
      text: `注文した品がまだ届きません。番号は ${nth} です。The parcel with number ${nth} has not come.`,
      createdAt,
      author: { id: `c-${nth % 5_000}`, name: 'お客さま' },
      ...(nth % 100 < toUsPercent ? { toUs: 'mention' } : {}),
    };
    const body = Buffer.from(JSON.stringify({ id: `${prefix}-${nth}`, type: 'post', post }));
    const head =
      `POST ${address} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n` +
      `kizuki-timestamp: ${time}\r\nkizuki-signature: ${sign(key, time, body)}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head, 'latin1'), body]);
  });
}

interface Lane {
  socket: Socket;
  /** When each request without an answer was due, oldest first. */
  due: number[];
  text: string;
}

/** Sends at a steady rate, whatever comes back: what is late is counted from when it was due. */
async function deliver(
  address: string,
  key: string,
  what: { count: number; prefix: string },
): Promise<{ latencies: number[]; others: number; tookMs: number }> {
  const all = requests(address, key, what);
  const latencies: number[] = [];
  let others = 0;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const lanes = await Promise.all(
    Array.from({ length: connections }, async (): Promise<Lane> => {
      const socket = connect({ port: Number(new URL(program.url).port), host: '127.0.0.1', noDelay: true });
      const lane: Lane = { socket, due: [], text: '' };
      socket.on('data', (bytes: Buffer) => {
        lane.text += bytes.toString('latin1');
        for (let status = takeAnswer(lane); status !== null; status = takeAnswer(lane)) {
          const due = lane.due.shift();
          if (status === 202 && due !== undefined) latencies.push(performance.now() - due);
          else others += 1;
        }
        if (latencies.length + others === all.length) resolve();
      });
      socket.on('error', reject);
      await new Promise((connected) => socket.once('connect', connected));
      return lane;
    }),
  );
  const startedMs = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const wanted = Math.min(all.length, Math.floor(((performance.now() - startedMs) / 1000) * rate));
    for (; sent < wanted; sent += 1) {
      const lane = lanes[sent % lanes.length];
      const request = all[sent];
      if (lane === undefined || request === undefined) break;
      lane.due.push(startedMs + (sent / rate) * 1000);
      lane.socket.write(request);
    }
    if (sent === all.length) clearInterval(timer);
  }, tickMs);
  await done.finally(() => clearInterval(timer));
  const tookMs = performance.now() - startedMs;
  for (const { socket } of lanes) socket.destroy();
  return { latencies, others, tookMs };
}

/** The status of the next whole answer; null where none is whole yet. */
function takeAnswer(lane: Lane): number | null {
  const end = lane.text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = lane.text.slice(0, end);
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  if (lane.text.length < end + 4 + length) return null;
  lane.text = lane.text.slice(end + 4 + length);
  return Number(head.slice(9, 12));
}
