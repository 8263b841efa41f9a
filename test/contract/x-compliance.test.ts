// Compliance jobs of X: what was deleted, suspended or edited there follows here, of all that is stored, and nothing else is touched.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ListenInput, Network } from '../../src/networks/kit/network.ts';
import { createX } from '../../src/networks/x/network.ts';
import type { StoredPost } from '../servers/x/store.ts';
import { deps } from './deps.ts';
import { heardOf, listenTo, unique, type Listening } from './network-bench.ts';
import { benchOf, QUICK, xStage } from './x-world.ts';

const present = xStage();

interface Stored {
  id: string;
  nativeId: string;
}
/** Our ids rise with time. */
let count = 0;
const storedOf = (post: Pick<StoredPost, 'id'>): Stored => {
  count += 1;
  return { id: `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`, nativeId: post.id };
};

/** Listens as the program does, with what it holds. */
function listening(
  stored: readonly Stored[],
  { cursor = null, complianceMs = 3_600_000 }: { cursor?: string | null; complianceMs?: number } = {},
): { heard: Listening; asked: (string | null)[] } {
  const { x } = present();
  const asked: (string | null)[] = [];
  const plain = createX(deps, null, { apiUrl: x.url, webUrl: x.url }, { ...QUICK, complianceMs });
  const network: Network = {
    ...plain,
    listen: (input: ListenInput) =>
      plain.listen({
        ...input,
        async stored(after, limit) {
          asked.push(after);
          const rest = after === null ? stored : stored.filter(({ id }) => id > after);
          return rest.slice(0, Math.min(limit, 3));
        },
      }),
  };
  const bench = { ...benchOf(present()), network };
  return { heard: listenTo(bench, bench.inbound, { cursor }), asked };
}

const goneOf = ({ items }: Listening): string[] =>
  heardOf(items).flatMap((one) => (one.type === 'delete' ? [one.nativeId] : []));

test('of all that is stored, what is gone is told as deleted, what was edited as edited, and the rest is left alone', async () => {
  const { x, customer } = present();
  const say = (text: string, authorId = customer.id): StoredPost =>
    x.store.add({ authorId, text: unique(text) });
  const jiro = x.store.addPerson('jiro', '次郎');
  const posts = [
    say('残る'),
    say('消える'),
    say('直す'),
    say('凍結', jiro.id),
    say('残る'),
    say('消える'),
    say('残る'),
  ];
  const [kept, deleted, edited, ofSuspended, , last] = posts;
  if (!kept || !deleted || !edited || !ofSuspended || !last) throw new Error('no posts');
  const stored = [...posts.map(storedOf), storedOf({ id: 'no-id-of-x' })];
  x.store.remove(deleted.id);
  x.store.remove(last.id);
  x.jobs.suspended.add(jiro.id);
  const changed = unique('直しました');
  x.store.edit(edited.id, changed);
  const { heard, asked } = listening(stored);
  await heard.until(() => asked.length >= 4, 'the end of what is stored');
  await heard.stop();
  expect(goneOf(heard).toSorted()).toEqual([deleted.id, ofSuspended.id, last.id].toSorted());
  const edit = heardOf(heard.items).find((one) => one.type === 'edit');
  expect(edit).toMatchObject({ post: { nativeId: edited.id, text: changed } });
  expect(heard.items.every(({ inbound }) => inbound === undefined)).toBe(true);
  expect(x.jobs.all.map(({ ids }) => ids?.length)).toEqual([3, 3, 1]);
  // All was asked for: nothing is before its time, also after a restart.
  const jobs = x.jobs.all.length;
  const again = listening(stored, { cursor: heard.cursor() });
  const text = unique('その後');
  x.store.add({ authorId: customer.id, text: `@acme_help ${text}` });
  await again.heard.until((items) => JSON.stringify(items).includes(text), 'a mention');
  await again.heard.stop();
  expect(x.jobs.all).toHaveLength(jobs);
});

test('a job that failed, or was begun before a restart, is gone on with, and nothing is left out', async () => {
  const { x, customer } = present();
  const posts = Array.from({ length: 5 }, (_, n) =>
    x.store.add({ authorId: customer.id, text: unique(`消す ${n}`) }),
  );
  const stored = posts.map(storedOf);
  for (const { id } of posts) x.store.remove(id);
  x.jobs.nextFails = true;
  const before = x.jobs.all.length;
  const first = listening(stored);
  const isKept = (): boolean => first.heard.cursor()?.includes('"job":{') === true;
  await first.heard.until(() => x.jobs.all.length > before && isKept(), 'a job');
  await first.heard.stop();
  const after = listening(stored, { cursor: first.heard.cursor() });
  const gone = (): string[] => [...goneOf(first.heard), ...goneOf(after.heard)];
  await after.heard.until(() => posts.every(({ id }) => gone().includes(id)), 'all deletions');
  await after.heard.stop();
  expect(x.jobs.all.some(({ status }) => status === 'failed')).toBe(true);
  expect(gone()).toHaveLength(posts.length);
});

test('while another job of the app runs, mentions are heard', async () => {
  const { x, customer } = present();
  const post = x.store.add({ authorId: customer.id, text: unique('待つ') });
  x.store.remove(post.id);
  const id = randomUUID();
  const busy = { id, name: 'of others', secret: '', ids: null, status: 'created', createdMs: 0 } as const;
  x.jobs.all.push({ ...busy });
  const { heard } = listening([storedOf(post)]);
  const text = unique('聞こえますか');
  x.store.add({ authorId: customer.id, text: `@acme_help ${text}` });
  await heard.until((items) => JSON.stringify(items).includes(text), 'the mention');
  await heard.stop();
  expect(goneOf(heard)).toEqual([]);
  x.jobs.all.pop();
});

test('a result that breaks off is left for later, and mentions are heard', async () => {
  const { x, customer } = present();
  const post = x.store.add({ authorId: customer.id, text: unique('途中で切れる') });
  x.store.remove(post.id);
  x.jobs.cuts = 1;
  const { heard } = listening([storedOf(post)]);
  await heard.until(() => x.jobs.cuts === 0, 'the result that breaks off');
  const text = unique('切れた後');
  x.store.add({ authorId: customer.id, text: `@acme_help ${text}` });
  await heard.until((items) => JSON.stringify(items).includes(text), 'the mention');
  await heard.stop();
  expect(goneOf(heard)).toEqual([]);
  expect(heard.cursor()).toContain('"job":{');
});

test('nothing that was asked or answered is other than X describes it', () => {
  const { x } = present();
  expect(x.faults.seen.some(({ path }) => path === '/2/compliance/jobs')).toBe(true);
  if (x.violations !== null) expect([...new Set(x.violations)]).toEqual([]);
});
