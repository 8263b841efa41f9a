// How much memory the whole program takes while nothing happens, with its embedded database: RSS and PSS, process by process.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../test/harness/program.ts';
import { below, measure } from './kit/processes.ts';
import { signUp } from './kit/owner.ts';

const settleMs = Number(process.argv[2] ?? 60) * 1000;
/** Half of them feeds, half of them channels of a team's own: all listened to, none of them telling anything. */
const sources = Number(process.argv[3] ?? 0);

const feeds = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/rss+xml' });
  response.end('<rss version="2.0"><channel><title>Nothing</title></channel></rss>');
});
await new Promise<void>((resolve) => feeds.listen(0, '127.0.0.1', resolve));
const { port } = feeds.address() as AddressInfo;
const program = await startProgram({ databaseUrl: null, env: { KIZUKI_ALLOW_ADDRESSES: '127.0.0.1' } });
try {
  // As a workspace that is set up and listens: with nothing to do, but everything running.
  const owner = await signUp(program.url);
  for (let nth = 0; nth < sources; nth += 1) {
    if (nth % 2 === 0) {
      const config = { url: `http://127.0.0.1:${port}/${nth}.xml` };
      await owner.call('POST', '/sources', { network: 'rss', kind: 'feed', config });
    } else {
      const fields = { name: `shop-${nth}`, url: 'http://127.0.0.1:9/kizuki' };
      await owner.call('POST', '/accounts', { network: 'channel', fields, brandId: null });
    }
  }
  await sleep(settleMs);
  const pids = await below(process.pid);
  const all = (await Promise.all(pids.map(measure))).filter((one) => one !== null);
  for (const { name, rss, pss } of all.toSorted((a, b) => b.pss - a.pss)) {
    console.log(`${rss.toFixed(1).padStart(7)} MB RSS ${pss.toFixed(1).padStart(7)} MB PSS  ${name}`);
  }
  const sum = (of: 'rss' | 'pss', ours: (name: string) => boolean): number =>
    all.filter(({ name }) => ours(name)).reduce((total, one) => total + one[of], 0);
  const isNode = (name: string): boolean => name.startsWith('node');
  const line = (what: string, ours: (name: string) => boolean): void => {
    console.log(`${what}: ${sum('rss', ours).toFixed(0)} MB RSS, ${sum('pss', ours).toFixed(0)} MB PSS`);
  };
  line('program', isNode);
  line('database', (name) => !isNode(name));
  line('together', () => true);
  const { rows } = await owner.call<{ rows: { state: string }[] }>('GET', '/sources');
  console.log(
    `${rows.filter(({ state }) => state === 'listening').length} of ${sources} sources listened to`,
  );
  console.log(
    `${all.length} processes, ${settleMs / 1000} s after its start, load ${loadavg()[0]?.toFixed(1)}`,
  );
} finally {
  feeds.close();
  await program.stop();
}
