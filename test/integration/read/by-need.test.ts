// Candidates by need: who is certain and reaches many first, few of very many found in their order, and places of other lists refused.
import { expect, test } from 'vitest';
import type { JudgementRow } from '../../../src/domain/judgement/rows.ts';
import { standingOf } from '../../../src/domain/judgement/standing.ts';
import { candidatesPage } from '../../../src/server/read/ledger.ts';
import { testDatabase } from '../../harness/database.ts';
import { beginBlock, byNeed, enter, readWorkspace, type EntryToMake } from './company.ts';

const database = testDatabase();

function said(kind: string, value = 'yes'): JudgementRow {
  return { kind, value, probability: 0.9, method: 'model' };
}

const certain = { ...said('help'), method: 'person' };
const doubtful = { ...said('help'), probability: 0.3 };

test('what few of very many are is found wherever they stand, in order, beside what many are', async () => {
  const workspace = await readWorkspace(database().db);
  const made: { id: string; lang: string; weight: number; priority: number }[] = [];
  for (let block = 0; block < 3; block += 1) {
    const batch = Array.from({ length: 500 }, (_, nth): EntryToMake => {
      const judgements = nth % 10 === 3 ? [said('urgency', '2')] : [nth % 3 === 0 ? doubtful : certain];
      const lang = nth % 90 === 7 || nth % 90 === 9 ? 'fr' : 'ja';
      return { lang, judgements, followers: nth % 7 === 0 ? 9_000 : 10 };
    });
    const ids = await enter(workspace, batch);
    for (const [at, { lang, judgements = [], followers = null }] of batch.entries()) {
      const { priority, weight } = standingOf(judgements, 'found', { followers, reposts: 0 });
      made.push({ id: ids[at] ?? '', lang: lang ?? '', priority, weight });
    }
    await beginBlock(workspace);
  }
  const wanted = (lang: string): string[] =>
    made
      .filter((one) => one.lang === lang)
      .toReversed()
      .toSorted((a, b) => b.priority - a.priority || b.weight - a.weight)
      .map(({ id }) => id);
  expect(new Set(made.filter(({ lang }) => lang === 'fr').map(({ weight }) => weight)).size).toBe(3);
  expect(await byNeed(workspace, { state: 'waiting', lang: 'fr' }, 4)).toEqual(wanted('fr'));
  expect(await byNeed(workspace, { state: 'waiting', lang: 'ja' }, 100)).toEqual(wanted('ja'));
  expect(await byNeed(workspace, { state: 'waiting', lang: 'ja', judged: 'worth' }, 200)).toEqual(
    wanted('ja'),
  );
  const since = new Date(workspace.clock.ms - 1).toISOString();
  expect(await byNeed(workspace, { state: 'waiting', lang: 'fr', since }, 50)).toEqual(wanted('fr'));
});

test('who is certain, and who reaches many, comes before whoever is not; urgent is before all of them', async () => {
  const workspace = await readWorkspace(database().db);
  const [urgent, famous, plain, unsure, passedOn] = await enter(workspace, [
    { judgements: [{ ...said('urgency', '3'), probability: 0.3 }] },
    { judgements: [certain], followers: 50_000 },
    { judgements: [certain] },
    { judgements: [doubtful] },
    { judgements: [certain], post: { nativeId: 'passed-on' } },
  ]);
  const list = (): Promise<string[]> => byNeed(workspace, { state: 'waiting' }, 50);
  expect(await list()).toEqual([urgent, famous, passedOn, plain, unsure]);
  const [changed, same] = await workspace.work(async (tx) => {
    const reposted = await tx.posts.addReposts('practice', new Map([['passed-on', 400]]));
    return [await tx.ledger.weigh(reposted), await tx.ledger.weigh([plain ?? ''])];
  });
  expect([changed, same]).toEqual([[passedOn], []]);
  expect(await list()).toEqual([urgent, passedOn, famous, plain, unsure]);
  await workspace.work((tx) => tx.ledger.judge([{ postId: unsure ?? '', judgements: [certain] }]));
  expect(await list()).toEqual([urgent, passedOn, famous, unsure, plain]);
});

test('a cursor of another order, or of an order of before, is refused', async () => {
  const workspace = await readWorkspace(database().db);
  const [id = ''] = await enter(workspace, [{}]);
  for (const keys of [[id], ['2', id], ['2', '4', id], ['5', '1', id], [2, 1, id]]) {
    const cursor = Buffer.from(JSON.stringify(keys)).toString('base64url');
    const query = { state: 'waiting' as const, order: 'priority' as const, limit: 50, cursor };
    await expect(workspace.read((trx) => candidatesPage(trx, query))).rejects.toMatchObject({
      code: 'cursor_invalid',
    });
  }
});
