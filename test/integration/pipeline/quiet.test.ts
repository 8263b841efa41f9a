// The alarm of a source that falls silent, on a real database: raised once, ended, and not raised for a pause that was meant.
import { beforeEach, describe, expect, it } from 'vitest';
import { noticeQuiet } from '../../../src/main/quiet.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { setSourceCondition, type SourceCondition } from '../../../src/storage/source-runtime.ts';
import { sourceRows } from '../../../src/storage/sources.ts';
import { testDatabase } from '../../harness/database.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;

beforeEach(async () => {
  scene = await setScene(database(), { undoPublicSeconds: 10 });
});

describe('a source that falls silent', () => {
  const source = () =>
    inWorkspace(database().db, scene.workspaceId, (trx) => sourceRows(trx, scene.now(), [scene.sourceId]));
  const look = () => noticeQuiet({ db: database().db, now: scene.now }, scene.workspaceId);

  /** Four weeks of ten posts in this hour, and then none: the scene begins on a Friday at ten in Tokyo. */
  async function hearUsually(): Promise<void> {
    for (let day = 1; day <= 30; day += 1) {
      const hour = new Date(scene.now() - day * 24 * 3_600_000).toISOString();
      await inWorkspace(database().db, scene.workspaceId, (trx) =>
        trx
          .insertInto('heard_count')
          .values({ workspace_id: scene.workspaceId, source_id: scene.sourceId, hour, heard: 10 })
          .execute(),
      );
    }
    await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.updateTable('source').set({ created_at: '2026-10-01T00:00:00Z', state: 'listening' }).execute(),
    );
  }

  it('because its budget was spent raises none for that time once it listens again', async () => {
    await hearUsually();
    const { workspaceId, sourceId: id } = scene;
    const say = (condition: Pick<SourceCondition, 'state' | 'errorCode'>) => {
      const at = new Date(scene.now()).toISOString();
      const whole = { error: null, retryAt: null, ...condition };
      return setSourceCondition(database().db, { workspaceId, id }, whole, at);
    };
    await say({ state: 'backing_off', errorCode: 'reads_spent' });
    scene.pass(3_600_000 + 60_000);
    // The first try after it may fail.
    await say({ state: 'backing_off', errorCode: 'network_unavailable' });
    await say({ state: 'listening', errorCode: null });
    await look();
    expect((await source())[0]?.quiet).toBeNull();
    // A break of another kind is one that the alarm is for.
    await inWorkspace(database().db, workspaceId, (trx) =>
      trx.updateTable('source').set({ resumed_at: null }).execute(),
    );
    await say({ state: 'backing_off', errorCode: 'network_unavailable' });
    await say({ state: 'listening', errorCode: null });
    await look();
    expect((await source())[0]?.quiet).toEqual({ hours: 1, heard: 0, usual: 10 });
  });

  it('raises an alarm once, which ends when it brings posts again or is no longer listened to', async () => {
    const { db } = database();
    const set = (values: { state: 'listening' | 'backing_off' }) =>
      inWorkspace(db, scene.workspaceId, (trx) => trx.updateTable('source').set(values).execute());
    await hearUsually();
    await look();
    expect((await source())[0]?.quiet).toBeNull();
    scene.pass(3_600_000 + 60_000);
    await look();
    await look();
    expect((await source())[0]?.quiet).toEqual({ hours: 1, heard: 0, usual: 10 });
    const told = () =>
      inWorkspace(db, scene.workspaceId, (trx) =>
        trx.selectFrom('event').select('type').where('subject', '=', 'source').orderBy('id').execute(),
      );
    expect((await told()).map(({ type }) => type)).toEqual(['source.quiet']);

    await set({ state: 'backing_off' });
    await look();
    expect((await source())[0]?.quiet).toBeNull();
    await set({ state: 'listening' });
    await look();
    await scene.hear(...Array.from({ length: 5 }, () => scene.post('nice weather')));
    await look();
    expect((await source())[0]?.quiet).toBeNull();
    const all = ['source.quiet', 'source.as_usual', 'source.quiet', 'source.as_usual'];
    expect((await told()).map(({ type }) => type)).toEqual(all);
  });
});
