// Follows on a real database who is told that nobody is there, how often, and that nothing is closed by it.
import { beforeEach, describe, expect, it } from 'vitest';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import { approveReply } from '../../../src/pipeline/approve.ts';
import { startCrisis } from '../../../src/pipeline/crisis.ts';
import type { Actor } from '../../../src/pipeline/ports.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { createEyes } from './eyes.ts';
import { afterHours, createHoursDesk, hourMs } from './hours-desk.ts';
import { createJudgingDesk } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const options = { database, scene: () => scene };
const desk = createDesk(options);
const { entries, readCase, reply, network, writeDeps } = desk;
const { approve } = createEyes(options, desk);
const { hear } = createJudgingDesk(options);
const { switchOn, answer, read, answered, outbound, sendAll, mention } = createHoursDesk(options);

beforeEach(async () => {
  // Friday, ten in the morning in Tokyo; open until six.
  scene = await setScene(database(), { undoPublicSeconds: 10, undoDmSeconds: 5 });
});

describe('answers after hours', () => {
  beforeEach(async () => {
    await switchOn({ answers: afterHours });
    scene.pass(9 * hourMs);
  });

  it('tells who wrote to us once a closed period, and nobody who only wrote about us', async () => {
    await hear(mention('my acme arrived broken, what can I do?'), scene.post('acme is broken again, help'));
    expect((await Promise.all([answer(), answer()])).toSorted()).toEqual([0, 1]);
    const { published, publisher } = network();
    await sendAll(publisher);
    expect(published).toEqual([
      'This is an automatic answer: nobody is here now. We are back Monday, 23 November, 9:00. https://help.example.jp/ or 0120-000-000',
    ]);
    await hear(mention('where can I send my acme back to?'));
    await answer();
    scene.pass(24 * hourMs);
    await hear(mention('which address do I send my acme to?'));
    await answer();
    expect(await answered()).toEqual(['taro told', 'taro told_before', 'taro told_before']);
    // The next closed period is another one.
    scene.pass(48 * hourMs);
    await hear(mention('my acme broke once more, what can I do?'));
    await answer();
    expect((await answered()).at(-1)).toBe('taro told');
  });

  it('closes and answers nothing: the entry waits, and the first reaction is a person’s', async () => {
    const [postId] = await hear(mention('my acme arrived broken, what can I do?'));
    await answer();
    await sendAll();
    expect((await entries())[0]).toMatchObject({ state: 'waiting' });
    scene.pass(63 * hourMs);
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId ?? '', { choice: 'speak' });
    const opened = await readCase(caseId ?? '');
    expect(opened.posts.map(({ accountId }) => accountId)).toEqual([null, scene.accountId]);
    expect(opened.case).toMatchObject({ state: 'open', firstAnswerAt: null, firstReactionMs: null });
    await reply(caseId ?? '', postId ?? '');
    await sendAll();
    const { case: row } = await readCase(caseId ?? '');
    expect(row.firstReactionMs).toBeGreaterThan(63 * hourMs);
    expect((await entries())[0]).toMatchObject({ state: 'answered' });
  });

  it('stands in a case that is open, and is no reaction there, also when the network is faster than we are', async () => {
    const [postId] = await hear(mention('my acme arrived broken, what can I do?'));
    const { caseId } = await decide(scene.inWorkspace, scene.actor, postId ?? '', { choice: 'speak' });
    await answer();
    const [row] = await outbound();
    expect(row).toMatchObject({ case_id: caseId, automatic: 'after_hours' });
    const { publisher } = network();
    await sendAll({
      ...publisher,
      async publish(request) {
        const sent = await publisher.publish(request);
        const author = { nativeId: 'us', handle: 'acme_help', displayName: '' };
        const replyTo = request.replyTo?.nativeId ?? '';
        await scene.hear(scene.post(request.text, { nativeId: sent.nativeId, author, replyTo }));
        return sent;
      },
    });
    const held = await readCase(caseId ?? '');
    expect(held.posts.map(({ accountId }) => accountId)).toEqual([null, scene.accountId]);
    expect(held.case).toMatchObject({ state: 'open', firstAnswerAt: null, lastOutboundAt: null });
    expect((await entries())[0]).toMatchObject({ state: 'in_case' });
  });

  it('leaves to people what is theirs, and says so', async () => {
    const from = (nativeId: string) => ({ author: { nativeId, handle: nativeId, displayName: '' } });
    const said: [string, string, string][] = [
      ['urgent', 'urgency', '3'],
      ['hateful', 'abuse', 'harassment'],
    ];
    for (const [name, kind, value] of said) {
      await scene.hear(mention('acme', from(name)));
      const entry = (await entries()).at(-1);
      await scene.inWorkspace(scene.workspaceId, (tx) =>
        tx.ledger.judge([
          { postId: entry?.post.id ?? '', judgements: [{ kind, value, probability: 0.9, method: 'model' }] },
        ]),
      );
    }
    await scene.hear(mention('acme?', from('unjudged')));
    const [asked] = await hear(mention('please do not write to me about my acme', from('leave_me')));
    await decide(scene.inWorkspace, scene.actor, asked ?? '', {
      choice: 'silent',
      reason: 'asked_not_to',
      note: '',
    });
    await hear(mention('my acme is broken, what can I do?', from('leave_me')));
    await hear(mention('my acme is broken, what can I do?', from('robot')));
    // It names another account of somebody's: whichever source brought it, it did not come to this one.
    await hear(
      mention('my acme is broken, what can I do?', {
        ...from('elsewhere'),
        mentions: [{ nativeId: 'them', handle: 'other_help' }],
      }),
    );
    await read((trx) =>
      trx.updateTable('identity').set({ is_bot: true }).where('handle', '=', 'robot').execute(),
    );
    await answer();
    expect((await answered()).toSorted()).toEqual([
      'hateful harassment',
      'leave_me opted_out',
      'leave_me opted_out',
      'robot bot',
      'unjudged not_judged',
      'urgent urgent',
    ]);
    expect(await outbound()).toEqual([]);
  });

  it('answers nobody while it is open, nor when it is switched off or forbidden', async () => {
    const closed = { ...manifest, policy: manifest.policy.filter(({ actors }) => actors.includes('person')) };
    await hear(mention('my acme arrived broken, what can I do?'));
    await answer(closed);
    expect(await answered()).toEqual(['taro network_forbids']);
    await switchOn({});
    await hear(mention('my acme arrived broken, what else can I do?'));
    expect(await answer()).toBe(0);
    await switchOn({ answers: afterHours });
    scene.pass(62.5 * hourMs);
    await hear(mention('good morning, my acme is broken'));
    expect(await answer()).toBe(0);
  });

  it('answers a message, and who answers one of our posts only where the network lets a program', async () => {
    const author = { nativeId: 'us', handle: 'acme_help', displayName: '' };
    await scene.hear(scene.post('Good morning!', { nativeId: 'ours', author }));
    const mika = { author: { nativeId: 'mika', handle: 'mika', displayName: '' } };
    await hear(scene.post('what can I do with my broken acme?', { ...mika, replyTo: 'ours' }));
    const dm = { visibility: 'dm' as const, conversation: 'us-taro' };
    await hear(scene.post('what can I do with my broken acme?', dm));
    await answer();
    expect(await answered()).toEqual(['mika network_forbids', 'taro told']);
    expect((await outbound()).map(({ action }) => action)).toEqual(['dm']);
  });

  it('does not speak over a colleague whose answer is on its way', async () => {
    const [first] = await hear(mention('my acme arrived broken, what can I do?'));
    const { caseId } = await decide(scene.inWorkspace, scene.actor, first ?? '', { choice: 'speak' });
    await reply(caseId ?? '', first ?? '');
    await answer();
    expect(await answered()).toEqual(['taro answered']);
    const mika = { author: { nativeId: 'mika', handle: 'mika', displayName: '' } };
    const [second] = await hear(mention('my acme arrived broken, what can I do?', mika));
    await answer();
    expect((await answered()).at(-1)).toBe('mika told');
    const other = await decide(scene.inWorkspace, scene.actor, second ?? '', { choice: 'speak' });
    await reply(other.caseId ?? '', second ?? '', 'We are sorry. Which light is on?');
    const { published, publisher } = network();
    await sendAll(publisher);
    expect(published.toSorted()).toEqual([
      'We are sorry. What do you see?',
      'We are sorry. Which light is on?',
    ]);
    expect((await outbound()).find(({ automatic }) => automatic !== null)).toMatchObject({
      state: 'cancelled',
      error_code: 'answered',
    });
  });

  describe('that wait for approval', () => {
    /** Hears somebody, lets the program answer, and says which row waits. */
    async function waiting(nativeId: string): Promise<{ id: string; postId: string }> {
      const from = { author: { nativeId, handle: nativeId, displayName: '' } };
      const [postId] = await hear(mention('my acme arrived broken, what can I do?', from));
      await answer();
      const row = (await outbound()).at(-1);
      expect(row).toMatchObject({ state: 'awaiting_approval', automatic: 'after_hours' });
      return { id: row?.id ?? '', postId: postId ?? '' };
    }
    /** Who did not write the program’s texts. */
    const other = (): Actor => ({ ...scene.colleague, role: 'supervisor' });
    const stateOf = async (id: string) => (await outbound()).find((row) => row.id === id);

    beforeEach(async () => {
      await startCrisis(scene.inWorkspace, scene.actor, { brandId: null, reason: 'A recall' });
    });

    it('go out when they are approved as they are, in no other words', async () => {
      const { id } = await waiting('taro');
      await expect(approve(other(), id, { text: 'Hello.' })).rejects.toMatchObject({
        code: 'transition_refused',
      });
      await expect(approve(scene.actor, id)).rejects.toThrow(/on their behalf/);
      await approve(other(), id);
      const { published, publisher } = network();
      await sendAll(publisher);
      expect(published).toHaveLength(1);
    });

    it('are given up where they would not be said any more', async () => {
      const gone = await waiting('gone');
      await read((trx) =>
        trx
          .updateTable('post')
          .set({ deleted_at: new Date(scene.now()).toISOString() })
          .where('id', '=', gone.postId)
          .execute(),
      );
      const robot = await waiting('robot');
      await read((trx) =>
        trx.updateTable('identity').set({ is_bot: true }).where('handle', '=', 'robot').execute(),
      );
      const spoken = await waiting('spoken');
      const { caseId } = await decide(scene.inWorkspace, scene.actor, spoken.postId, { choice: 'speak' });
      await reply(caseId ?? '', spoken.postId);
      const forbidden = await waiting('forbidden');
      for (const { id } of [gone, robot, spoken]) await approve(other(), id);
      const policy = manifest.policy.filter(({ actors }) => actors.includes('person'));
      await approveReply({ ...writeDeps(), manifestOf: () => ({ ...manifest, policy }) }, other(), {
        outboundId: forbidden.id,
        version: null,
        seenThreadVersion: null,
      });
      const told = await Promise.all([gone, robot, spoken, forbidden].map(({ id }) => stateOf(id)));
      expect(told.map((row) => `${row?.state ?? ''} ${row?.error_code ?? ''}`)).toEqual([
        'cancelled gone',
        'cancelled bot',
        'cancelled answered',
        'cancelled network_forbids',
      ]);
      const { published, publisher } = network();
      await sendAll(publisher);
      expect(published).toEqual([]);
    });
  });

  it('does not go out any more once somebody is there', async () => {
    scene.pass(61 * hourMs + 29 * 60_000);
    await hear(mention('my acme arrived broken, what can I do?'));
    await answer();
    expect(await answered()).toEqual(['taro told']);
    scene.pass(hourMs);
    const { published, publisher } = network();
    await sendAll(publisher);
    expect(published).toEqual([]);
    expect((await outbound())[0]).toMatchObject({ state: 'cancelled', error_code: 'not_in_time' });
  });
});
