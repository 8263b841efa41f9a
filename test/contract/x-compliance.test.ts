// Compliance jobs of X: what was deleted, suspended or edited there follows here, of all that is stored, and nothing else is touched.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { costOfPost, SHARES } from '../../src/domain/post/prices.ts';
import type { AccountSpending, ListenInput, Network } from '../../src/networks/kit/network.ts';
import { createX } from '../../src/networks/x/network.ts';
import { prices } from '../../src/networks/x/prices.ts';
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
  {
    cursor = null,
    complianceMs = 3_600_000,
    spending,
  }: { cursor?: string | null; complianceMs?: number; spending?: AccountSpending } = {},
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
  const { account } = present();
  const bench = {
    ...benchOf(present()),
    network,
    account: spending === undefined ? account : { ...account, spending },
  };
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

test('what X wants done with is emptied only where it is gone: what is not known is read, and a place is none of ours', async () => {
  const { x, customer } = present();
  const say = (text: string): StoredPost => x.store.add({ authorId: customer.id, text: unique(text) });
  const [place, odd, oddAndGone, left] = [say('場所'), say('謎'), say('謎で消えた'), say('退会')] as const;
  const reasons = [
    [place, 'scrub_geo'],
    [odd, 'of_a_new_kind'],
    [oddAndGone, 'of_a_new_kind'],
    [left, 'deactivated'],
  ] as const;
  for (const [{ id }, reason] of reasons) x.jobs.reasons.set(id, reason);
  x.store.remove(oddAndGone.id);
  const { heard, asked } = listening([place, odd, oddAndGone, left].map(storedOf));
  await heard.until(() => asked.length >= 3, 'the end of what is stored');
  await heard.stop();
  expect(goneOf(heard).toSorted()).toEqual([oddAndGone.id, left.id].toSorted());
});

test('of what was edited no more is read than half of what listening may spend, and less than a page where less is left', async () => {
  const { x, customer } = present();
  const posts = Array.from({ length: 3 }, (_, n) =>
    x.store.add({ authorId: customer.id, text: unique(`直す前 ${n}`) }),
  );
  for (const [n, { id }] of posts.entries()) x.store.edit(id, unique(`直した ${n}`));
  const left = 4;
  const day = Math.ceil((left * costOfPost(prices)) / SHARES.listening);
  const spending: AccountSpending = {
    reads: 'listening',
    book: async () => {},
    setAside: async () => ({ giveBack: async () => {} }),
    // As if nothing else were read.
    state: async () => ({ spent: { day: 0, month: 0 }, budget: { day, month: 1e12 } }),
  };
  const { heard, asked } = listening(posts.map(storedOf), { spending });
  await heard.until(() => asked.length >= 2, 'the end of what is stored');
  await heard.stop();
  const edits = heardOf(heard.items).flatMap((one) => (one.type === 'edit' ? [one.post.nativeId] : []));
  expect(edits.filter((id) => posts.some((post) => post.id === id))).toHaveLength(left / 2);
});

test('a job that X did not get the ids of is known after a restart, and gets them', async () => {
  const { x, customer } = present();
  const post = x.store.add({ authorId: customer.id, text: unique('送れなかった') });
  x.store.remove(post.id);
  const jobs = x.jobs.all.length;
  x.jobs.lostUploads = 1;
  const stored = [storedOf(post)];
  const first = listening(stored);
  await first.heard.until(() => x.jobs.lostUploads === 0, 'the ids that did not come');
  await first.heard.stop();
  expect(goneOf(first.heard)).toEqual([]);
  // What is stored since belongs to the next job.
  const later = x.store.add({ authorId: customer.id, text: unique('その後') });
  x.store.remove(later.id);
  const { heard } = listening([...stored, storedOf(later)], { cursor: first.heard.cursor() });
  await heard.until(() => goneOf(heard).includes(later.id), 'both deletions');
  await heard.stop();
  expect(goneOf(heard)).toEqual([post.id, later.id]);
  expect(x.jobs.all.slice(jobs).map(({ ids }) => ids)).toEqual([[post.id], [later.id]]);
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
