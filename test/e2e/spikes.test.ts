// A burst of posts, as the team meets it: a banner above the candidates that leads to them, and who saw to it.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createIds } from '../../src/main/world.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../src/pipeline/match.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { createInWorkspace } from '../../src/storage/work/work-tx.ts';
import { call, password, setUpCompany } from './support/api.ts';
import { axeFaults } from './support/axe.ts';
import { madePost } from './support/hear.ts';
import { programStage, type Desk } from './support/stage.ts';

const stage = programStage();
const minuteMs = 60_000;
const intervalMs = 5 * minuteMs;

/** Days of quiet and then a burst, as if a listener had heard them at their times. */
async function liveThroughABurst(owner: Desk): Promise<void> {
  const { db } = stage().database;
  const workspaceId = (await call(owner, 'readSession')).workspace?.id ?? '';
  const source = await call(owner, 'createSource', { body: { network: 'practice', kind: 'timeline' } });
  const from = { workspaceId, id: source.id, network: 'practice', accountId: null };
  let nowMs = 0;
  const now = (): number => nowMs;
  const newId = createIds(now);
  const deps = {
    inWorkspace: createInWorkspace(db, { now, newId }),
    matching: createMatchStage(),
    detectLanguage: () => 'en',
  };
  const hear = async (atMs: number, count: number): Promise<void> => {
    nowMs = atMs;
    const posts = Array.from({ length: count }, (_, index) =>
      madePost(`the aoba router is slow ${index}`, { createdAt: new Date(atMs).toISOString() }),
    );
    const items = posts.map((post) => ({ raw: post, outcome: { heard: { type: 'post' as const, post } } }));
    await ingest(deps, from, { items, cursor: newId() });
  };
  const burstMs = Math.floor(Date.now() / intervalMs) * intervalMs - intervalMs;
  const beginMs = burstMs - 40 * 12 * intervalMs;
  for (let at = 0; at < 480; at += 1) {
    if (at % 7 === 0 || at % 12 === 3) await hear(beginMs + at * intervalMs + minuteMs, 1);
  }
  await hear(burstMs + minuteMs, 30);
  const begin = new Date(beginMs).toISOString();
  await inWorkspace(db, workspaceId, async (trx) => {
    await trx.updateTable('source').set({ state: 'listening', connected_at: begin }).execute();
    await sql`
      insert into spike_clock (workspace_id, counted_until, busy_until)
      values (${workspaceId}::uuid, ${begin}::timestamptz, ${begin}::timestamptz)
      on conflict (workspace_id) do update set counted_until = excluded.counted_until`.execute(trx);
  });
}

test('a burst stands above the candidates, leads to them, and goes when somebody saw to it', async () => {
  const owner = await stage().desk();
  await setUpCompany(owner, { company: 'Minamo', products: [{ name: 'Aoba Router', aliases: [] }] });
  const { rows } = await call(owner, 'listMonitors');
  for (const { id } of rows) await call(owner, 'removeMonitor', { params: { id } });
  await call(owner, 'createMonitor', { body: { name: 'Router', query: 'router' } });
  await owner.page.goto('/candidates');
  await liveThroughABurst(owner);
  // It comes live: nobody loaded the page again.
  const news = owner.page.locator('[data-spike]');
  await news.waitFor({ timeout: 60_000 });
  expect(await news.innerText()).toMatch(/“Router”: (?:\d+ posts|[\d.]+ times the usual) since \d\d:\d\d/u);

  for (const locale of ['en', 'ja'] as const) {
    const desk = await stage().desk({ locale, theme: locale === 'ja' ? 'dark' : 'light' });
    await call(desk, 'signIn', { body: { email: 'owner@acme.example', password } });
    await call(desk, 'changeMe', { body: { locale, preferences: { theme: 'system' } } });
    const { page, t } = desk;
    await page.goto('/candidates');
    await page.getByRole('button', { name: t('spike.look') }).waitFor();
    await page.keyboard.press('b');
    await page.waitForURL(/since=/u);
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('monitorId')).not.toBeNull();
    await page.locator('[data-post]').first().waitFor();
    expect(await axeFaults(page, 'all')).toEqual([]);
    await page.goto('/monitors');
    await page.getByRole('heading', { name: t('spike.recent') }).waitFor();
    expect(await axeFaults(page, 'all')).toEqual([]);
  }
  const sinceThen = await call(owner, 'listCandidates', {
    query: { since: (await call(owner, 'listSpikes')).rows[0]?.since ?? '', limit: 200 },
  });
  expect(sinceThen.rows).toHaveLength(30);

  await news.getByRole('button', { name: owner.t('spike.acknowledge') }).click();
  await news.waitFor({ state: 'detached' });
  const [spike, ...others] = (await call(owner, 'listSpikes')).rows;
  expect(others).toEqual([]);
  expect(spike?.acknowledgedBy?.name).not.toBe('');
  expect(spike?.counted).toBe(30);
  expect(stage().complaints).toEqual([]);
});
