// Practice sessions at their edges: replies after a time in which nothing ran, and while the session ends.
import { sql } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PracticeSessionView } from '../../../src/contract/practice-session-view.ts';
import { elapsedMaxMs } from '../../../src/domain/practice/engine.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { fill, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let ids: Ids;
/** What somebody of the story wrote, and whoever practises would answer. */
let asked: { network: string; nativeId: string };

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  ids = await fill(server, owner, await addPerson(owner, 'agent'));
  await owner.do('POST', `/practice/sessions/${ids.practiceSession}/skip`);
  const said = await inWorkspace(server.db, owner.workspaceId, (trx) =>
    trx
      .selectFrom('practice_post')
      .innerJoin('practice_session_run as played', 'played.run_id', 'practice_post.run_id')
      .select('practice_post.id')
      .where('played.session_id', '=', ids.practiceSession)
      .executeTakeFirstOrThrow(),
  );
  asked = { network: 'practice', nativeId: said.id };
});
afterAll(() => server.close());

/** The pipeline’s transactions, at a time from now. */
const pipelineIn = (afterMs: number) =>
  createInWorkspace(server.db, { now: () => Date.now() + afterMs, newId });

it('no more time has passed in a story than the network lets pass, however long nothing ran', async () => {
  const storyMs = (afterMs: number): Promise<number> =>
    pipelineIn(afterMs)(owner.workspaceId, async (tx) => {
      const story = await tx.practising.storyOf(owner.userId, asked);
      if (story === null) throw new Error('the post is of no story');
      return story.storyMs;
    });
  const soonMs = await storyMs(0);
  const lateMs = await storyMs(3 * 3_600_000);
  expect(lateMs).toBeGreaterThan(soonMs);
  expect(lateMs - soonMs).toBeLessThanOrEqual(elapsedMaxMs);
});

it('a reply that is being written while the session ends is part of it', async () => {
  let ended: Promise<PracticeSessionView> | undefined;
  let isOver = false;
  await pipelineIn(0)(owner.workspaceId, async (tx) => {
    const story = await tx.practising.storyOf(owner.userId, asked);
    if (story === null) throw new Error('the post is of no story');
    ended = owner.do<PracticeSessionView>('POST', `/practice/sessions/${ids.practiceSession}/end`);
    const note = (): void => {
      isOver = true;
    };
    void ended.then(note, note);
    while (!isOver && !(await isSomebodyWaiting())) await wait(10);
    await tx.practising.keep({ ...story, outboundId: ids.outbound, text: 'Which app?', findings: [] });
  });
  const view = await ended;
  expect(view?.endedAt).not.toBeNull();
  expect(view?.stories.flatMap(({ replies }) => replies.map(({ text }) => text))).toEqual(['Which app?']);
  const later = await pipelineIn(0)(owner.workspaceId, (tx) => tx.practising.storyOf(owner.userId, asked));
  expect(later).toBeNull();
});

async function isSomebodyWaiting(): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock') as waits`.execute(server.db);
  return rows[0]?.waits === true;
}
