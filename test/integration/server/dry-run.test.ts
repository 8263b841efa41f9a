// A dry run that asks the index first answers what going through every post answers.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MonitorView, SourceView } from '../../../src/contract/views.ts';
import { compileQuery } from '../../../src/domain/listening/matcher.ts';
import { runDry, type DryRunInput } from '../../../src/server/dry-run/run.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { heardPost } from './filled.ts';
import { setUpOwner, startServer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;

const words = (
  'battery 電池 バッテリー ﾊﾞｯﾃﾘｰ BATTERY batteries refund 返金 返金して shop ショップ は の が、 not working iPhone ｉＰｈｏｎｅ の電池 ' +
  'https://acme.example/battery @battery @acmeｂattery https://acme.example/aｒefund #refund 😭 exact: foo_bar'
).split(' ');

/** The same ones every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  const source = await owner.do<SourceView>('POST', '/sources', {
    body: { network: 'practice', kind: 'timeline' },
  });
  await owner.do<MonitorView>('POST', '/monitors', { body: { name: 'Kept', query: 'shop OR 電池 OR の' } });
  const from = { workspaceId: owner.workspaceId, id: source.id, network: 'practice', accountId: null };
  const random = seeded(7);
  const texts = Array.from({ length: 600 }, () =>
    Array.from({ length: 1 + random(7) }, () => words[random(words.length)] ?? '').join(
      random(3) === 0 ? '' : ' ',
    ),
  );
  await server.hear(
    from,
    texts.map((text) => ({ post: heardPost(text) })),
  );
});
afterAll(() => server.close());

test('finds by the index what it finds post by post, in queries of every form', async () => {
  const random = seeded(11);
  const leaves = [
    'battery',
    '電池',
    'バッテリー',
    'refund',
    '返金',
    'batter*',
    '"not working"',
    'iphone',
    'の電池',
    'shop',
    '"foo_bar"',
    '😭',
  ];
  const leaf = (): string => leaves[random(leaves.length)] ?? '';
  const queries = Array.from(
    { length: 40 },
    (_, at) =>
      [
        () => leaf(),
        () => `(${leaf()} OR ${leaf()}) ${leaf()}`,
        () => `${leaf()} -${leaf()}`,
        () => `battery NEAR/3 (返金 OR refund)`,
        () => `(${leaf()} ${leaf()}) OR (${leaf()} is:reply) OR ${leaf()}`,
        () => `${leaf()} (lang:en OR has:link)`,
      ][at % 6]?.() ?? leaf(),
  );
  let found = 0;
  for (const text of queries) {
    const compiled = compileQuery(text);
    if (!compiled.ok) throw new Error(`${text} does not compile`);
    const input: DryRunInput = {
      query: { text, compiled: compiled.query },
      timeZone: 'Asia/Tokyo',
      nowMs: Date.now(),
      inWorkspace: (work) => inWorkspace(database().db, owner.workspaceId, work),
      limits: { maxAgeMs: 86_400_000, timeLimitMs: 60_000 },
      others: [{ id: 'kept', name: 'Kept', active: true, query: 'shop OR 電池' }],
      labels: { all: new Map(), own: new Map() },
      sampled: false,
    };
    const plain = await runDry({ ...input, fewPosts: Infinity });
    const narrowed = await runDry({ ...input, fewPosts: 0 });
    expect({ text, ...narrowed }).toEqual({ text, ...plain });
    expect(plain).toMatchObject({ looked: 600, exact: true, margin: 0 });
    found += plain.hits;
  }
  expect(found).toBeGreaterThan(1_000);
});
