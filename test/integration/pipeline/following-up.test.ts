// Follows cases on a real database to the time at which we ask how it went.
import { beforeEach, expect, it } from 'vitest';
import { closeCase } from '../../../src/pipeline/close-case.ts';
import { planFollowUp, wakeFollowUps } from '../../../src/pipeline/follow-up.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { testDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { readCase, speakTo, reply, network, sendDeps } = createDesk({ database, scene: () => scene });
const dayMs = 86_400_000;

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 0 });
});

async function answered(): Promise<string> {
  const { caseId, postId } = await speakTo('my acme fell apart');
  const outboundId = await reply(caseId, postId, 'A new one is on its way. Please tell us how it fits.');
  await runOutbound(sendDeps(network().publisher), scene.workspaceId, outboundId);
  return caseId;
}

const wake = (): Promise<number> => wakeFollowUps(scene.inWorkspace, scene.workspaceId);
const plan = (caseId: string, inMs: number | null): Promise<void> =>
  planFollowUp(
    scene.inWorkspace,
    scene.actor,
    caseId,
    inMs === null ? null : new Date(scene.now() + inMs).toISOString(),
  );

it('is our turn again at the time that was chosen, once, and not before', async () => {
  const caseId = await answered();
  await plan(caseId, 3 * dayMs);
  expect(await wake()).toBe(0);
  scene.pass(3 * dayMs);
  expect((await Promise.all([wake(), wake()])).toSorted()).toEqual([0, 1]);
  const { case: row } = await readCase(caseId);
  expect(row).toMatchObject({ state: 'open', followUpAt: new Date(scene.now()).toISOString() });
  expect(await wake()).toBe(0);
});

it('has nothing to ask when the customer wrote, when it was dropped, or when the case was closed', async () => {
  const [wrote, dropped, closed] = [await answered(), await answered(), await answered()];
  for (const caseId of [wrote, dropped, closed]) await plan(caseId, dayMs);
  const { posts } = await readCase(wrote);
  await scene.hear(scene.post('it fits!', { replyTo: posts.at(-1)?.nativeId ?? '' }));
  await plan(dropped, null);
  await closeCase(scene.inWorkspace, scene.actor, closed, 'solved');
  scene.pass(2 * dayMs);
  expect(await wake()).toBe(0);
  expect((await readCase(wrote)).case).toMatchObject({ state: 'open', followUpAt: null });
  expect((await readCase(dropped)).case).toMatchObject({ state: 'waiting_customer', followUpAt: null });
});

it('refuses a time that is over or years away, and a case that is closed', async () => {
  const caseId = await answered();
  await expect(plan(caseId, -1)).rejects.toMatchObject({ code: 'invalid_input', where: 'body.at' });
  await expect(plan(caseId, 400 * dayMs)).rejects.toMatchObject({ code: 'invalid_input' });
  await closeCase(scene.inWorkspace, scene.actor, caseId, 'solved');
  await expect(plan(caseId, dayMs)).rejects.toMatchObject({ code: 'case_closed' });
});
