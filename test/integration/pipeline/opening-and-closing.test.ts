// Follows days by their hours on a real database: opened and closed once each, in time, in the words that were shown.
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../src/domain/workspace/settings.ts';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import { readReplyFacts } from '../../../src/pipeline/guideline-check.ts';
import { planHours } from '../../../src/pipeline/plan-hours.ts';
import { undoOutbound } from '../../../src/pipeline/take-back.ts';
import { writeOwnPostChange } from '../../../src/pipeline/write.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { afterHours, createHoursDesk, dayPosts, hourMs } from './hours-desk.ts';
import { createJudgingDesk } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const options = { database, scene: () => scene };
const { hear } = createJudgingDesk(options);
const { readCase, reply, speakTo, network } = createDesk(options);
const { switchOn, deps, post, work, mention, answered, read, posted, outbound, sendAll } =
  createHoursDesk(options);

beforeEach(async () => {
  // Friday, ten in the morning in Tokyo; open until six.
  scene = await setScene(database(), { undoPublicSeconds: 10, undoDmSeconds: 5 });
});

describe('opening and closing posts', () => {
  it('closes the day once at its time, whoever looks and however often, and opens the next', async () => {
    await switchOn({ posts: dayPosts });
    expect(await post()).toBe(0);
    scene.pass(8 * hourMs);
    expect((await Promise.all([post(), post(), post()])).toSorted()).toEqual([0, 0, 1]);
    const { published, publisher } = network();
    await sendAll(publisher);
    expect(published).toEqual(['今週のサポートは終了いたします。次は11月23日（月）9:00からです。']);
    expect(await post()).toBe(0);
    // The clock is set back by an hour, and runs to six again.
    scene.pass(-hourMs);
    expect(await post()).toBe(0);
    scene.pass(hourMs);
    expect(await post()).toBe(0);
    scene.pass(63 * hourMs);
    expect(await post()).toBe(1);
    await sendAll(publisher);
    expect(published).toHaveLength(2);
    expect(await posted()).toEqual(['2026-11-20 closing posted', '2026-11-23 opening posted']);
  });

  it('is an own post like others: it can be undone while it waits, and deleted when it is out', async () => {
    await switchOn({ posts: dayPosts });
    scene.pass(8 * hourMs);
    await post();
    const [row] = await outbound();
    expect(row).toMatchObject({ action: 'post', automatic: 'closing', state: 'queued' });
    await undoOutbound(scene.inWorkspace, scene.actor, row?.id ?? '');
    await sendAll();
    expect((await outbound()).map(({ state }) => state)).toEqual(['cancelled']);
    expect(await post()).toBe(0);
    scene.pass(63 * hourMs);
    await post();
    await sendAll();
    const sent = (await outbound()).at(-1);
    expect(sent).toMatchObject({ state: 'sent', automatic: 'opening' });
    await writeOwnPostChange(deps(), scene.actor, { postId: sent?.post_id ?? '', change: 'delete' });
    await sendAll();
    const left = await read((trx) =>
      trx
        .selectFrom('post')
        .select('deleted_at')
        .where('id', '=', sent?.post_id ?? '')
        .executeTakeFirst(),
    );
    expect(left?.deleted_at).not.toBeNull();
  });

  it('says why it posts nothing: too late, the clock, the account, the network, the guideline', async () => {
    await switchOn({ posts: dayPosts });
    scene.pass(8.6 * hourMs);
    await post();
    scene.pass(62.4 * hourMs);
    expect(await post(false)).toBe(1);
    scene.pass(9 * hourMs);
    const closed = { ...manifest, policy: manifest.policy.filter(({ actors }) => actors.includes('person')) };
    await post(true, closed);
    await scene.inWorkspace(scene.workspaceId, (tx) =>
      tx.accounts.setToken(scene.accountId, 'dead', 'revoked', tx.at),
    );
    scene.pass(15 * hourMs);
    await post();
    await scene.inWorkspace(scene.workspaceId, (tx) =>
      tx.accounts.setToken(scene.accountId, 'ok', null, tx.at),
    );
    await read((trx) =>
      trx
        .insertInto('guideline_version')
        .values({
          workspace_id: scene.workspaceId,
          id: scene.newId(),
          account_id: null,
          version: 1,
          settings: JSON.stringify({ levels: {}, words: { forbidden: ['ここまで', '終了'] } }),
          reason: 'test',
          changed_by: null,
          changed_at: new Date(scene.now()).toISOString(),
        })
        .execute(),
    );
    scene.pass(9 * hourMs);
    await post();
    expect(await posted()).toEqual([
      '2026-11-20 closing late',
      '2026-11-23 opening clock',
      '2026-11-23 closing network_forbids',
      '2026-11-24 opening account_dead',
      '2026-11-24 closing guideline',
    ]);
    expect(await outbound()).toEqual([]);
  });

  it('goes out in time or not at all, when the network is away', async () => {
    await switchOn({ posts: dayPosts });
    scene.pass(8 * hourMs);
    await post();
    scene.pass(hourMs);
    const { published, publisher } = network();
    await sendAll(publisher);
    expect(published).toEqual([]);
    expect((await outbound())[0]).toMatchObject({ state: 'cancelled', error_code: 'not_in_time' });
  });

  it('keeps to the account’s own hours, and posts nothing by hours that cannot be read', async () => {
    const { businessHours } = settingsFrom({});
    const berlin = { timeZone: 'Europe/Berlin', businessHours };
    await switchOn({ posts: dayPosts, ownHours: berlin });
    scene.pass(8 * hourMs);
    expect(await post()).toBe(1);
    expect(await posted()).toEqual(['2026-11-20 opening late']);
    await read((trx) =>
      trx
        .updateTable('account_hours')
        .set({ own_hours: JSON.stringify({ ...berlin, timeZone: 'Mars/Olympus' }) })
        .execute(),
    );
    scene.pass(8 * hourMs);
    expect(await post()).toBe(0);
    expect(await outbound()).toEqual([]);
  });

  it('closes a week without nights once, and answers the whole weekend after it', async () => {
    const days = Array.from({ length: 7 }, (_, day): [number, number][] => (day < 5 ? [[0, 1440]] : []));
    const ownHours = { timeZone: 'UTC', businessHours: { week: days, otherDays: [] } };
    await switchOn({ posts: dayPosts, answers: afterHours, ownHours });
    // Midnight after Friday; the hours began on Monday.
    scene.pass(23 * hourMs);
    expect(await work()).toBe(1);
    scene.pass(25 * hourMs);
    await hear(mention('my acme arrived broken, what can I do?'));
    expect(await work()).toBe(1);
    scene.pass(23 * hourMs);
    expect(await work()).toBe(1);
    scene.pass(24 * hourMs);
    expect(await work()).toBe(0);
    expect(await posted()).toEqual(['2026-11-16 closing posted', '2026-11-23 opening posted']);
    expect(await answered()).toEqual(['taro told']);
  });

  it('answers also while opening and closing fail, and says what failed', async () => {
    await switchOn({ posts: dayPosts, answers: afterHours });
    scene.pass(8.1 * hourMs);
    await hear(mention('my acme arrived broken, what can I do?'));
    let asked = 0;
    const manifestOf = () => {
      asked += 1;
      if (asked === 1) throw new Error('There is no such network.');
      return manifest;
    };
    await expect(work({ manifestOf })).rejects.toThrow('opening and closing');
    expect(await answered()).toEqual(['taro told']);
    expect(await posted()).toEqual([]);
    expect(await work()).toBe(1);
  });

  it('checks and measures answers of the account by its own hours', async () => {
    const { businessHours } = settingsFrom({});
    // Two at night there, ten in the morning here.
    await switchOn({ ownHours: { timeZone: 'Europe/Berlin', businessHours } });
    const { caseId, postId } = await speakTo('acme is down');
    const asked = {
      caseId,
      accountId: scene.accountId,
      replyToPostId: postId,
      visibility: 'public' as const,
    };
    const { context } = await readReplyFacts(scene.inWorkspace, scene.actor, asked);
    expect(context).toMatchObject({ isOpen: false });
    expect(context.hoursText).toContain('Friday, 20 November, at 9:00');
    await reply(caseId, postId);
    await sendAll();
    const { case: row } = await readCase(caseId);
    expect(row).toMatchObject({ firstReactionMs: 10_000, firstReactionBusinessMs: 0 });
  });

  it('posts exactly what was shown before', async () => {
    await switchOn({ posts: dayPosts });
    const plan = await scene.inWorkspace(scene.workspaceId, async (tx) =>
      planHours(tx, manifest, await tx.accounts.get(scene.accountId), {
        hours: await tx.workspace.settings(),
        dayPosts,
        afterHours,
      }),
    );
    expect([...plan.dayPostProblems, ...plan.afterHoursProblems]).toEqual([]);
    expect(plan.posts.length).toBeGreaterThan(18);
    const { published, publisher } = network();
    for (const { atMs } of plan.posts) {
      scene.pass(atMs + 5000 - scene.now());
      expect(await post()).toBe(1);
      await sendAll(publisher);
    }
    expect(published).toEqual(plan.posts.map(({ text }) => text));
  });
});
