// What a team says of judgements on a real database: it stands at once, is learnt from in a thread, judges what comes, and is taken back.
import { beforeEach, describe, expect, it } from 'vitest';
import { valueIn, type JudgementKind } from '../../../src/domain/judgement/correction.ts';
import { isHeldBack } from '../../../src/domain/judgement/team/make.ts';
import { buryPosts } from '../../../src/pipeline/changes.ts';
import { decide } from '../../../src/pipeline/decide.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { createJudgingDesk, expectFits, nothing, talk, wish } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const desk = createJudgingDesk({ database, scene: () => scene });
const { entries, served, hear, correct, readJudging, says, learnNow, judgeAllWaiting, jobs, teach } = desk;

beforeEach(async () => {
  scene = await setScene(database());
});

async function weightsOf(version: number): Promise<Buffer | undefined> {
  const row = await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.selectFrom('team_model').select('weights').where('version', '=', version).executeTakeFirst(),
  );
  return row?.weights;
}

describe('correcting a judgement', () => {
  it('stands at once, moves the entry, is kept with who and when, and is taken back', async () => {
    const [id = ''] = await hear(scene.post('my acme kettle leaks, can anybody help me please'));
    const before = (await entries())[0];
    const answer = await correct(id, 'urgency', '3');
    expectFits('correctJudgement', answer);
    expect(answer.entry.priority).toBe(4);
    expect(answer.entry.version).toBe((before?.version ?? 0) + 1);
    expect(answer.entry.judgements).toContainEqual({
      kind: 'urgency',
      value: '3',
      probability: null,
      method: 'person',
    });
    const said = valueIn(before?.judgements ?? [], 'urgency');
    const at = new Date(scene.now()).toISOString();
    expect(answer.corrections).toEqual([
      {
        kind: 'urgency',
        value: '3',
        said,
        by: { id: scene.actor.userId, name: 'Aoi' },
        at,
        outdatedAt: null,
      },
    ]);

    scene.pass(60_000);
    const again = await correct(id, 'urgency', '2', scene.colleague);
    expect(again.corrections).toMatchObject([{ value: '2', said, by: { name: 'Ben' } }]);
    const back = await correct(id, 'urgency', null);
    expect(back.corrections).toEqual([]);
    expect(back.entry.judgements).toEqual(before?.judgements);
    expect(back.entry.priority).toBe(before?.priority);
  });

  it('lets what follows from it follow', async () => {
    const [id = ''] = await hear(scene.post('my acme kettle leaks, can anybody help me please'));
    await correct(id, 'about', 'no');
    expect([await says(id, 'help'), await says(id, 'speak')]).toEqual(['no', 'no']);
    expect((await entries())[0]?.priority).toBe(0);
  });

  it('refuses what is no value, no entry, and what was deleted', async () => {
    const [id = ''] = await hear(scene.post('my acme kettle leaks'));
    await expect(correct(id, 'help', 'perhaps')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(correct(scene.newId(), 'help', 'yes')).rejects.toMatchObject({ code: 'not_found' });
    await scene.inWorkspace(scene.workspaceId, (tx) => buryPosts(tx, 'practice', ['p1'], tx.at));
    await expect(correct(id, 'help', 'yes')).rejects.toMatchObject({ code: 'network_post_gone' });
  });

  it('keeps every one of many at the same time', async () => {
    const [id = ''] = await hear(scene.post('my acme kettle leaks'));
    const kinds = ['help', 'complaint', 'question', 'praise', 'idea', 'churn'] as const;
    await Promise.all(
      kinds.flatMap((kind) => [correct(id, kind, 'yes'), correct(id, kind, 'yes', scene.colleague)]),
    );
    const { corrections } = await served().readCorrections(scene.actor, { ...nothing, params: { id } });
    expect(corrections.map(({ kind }) => kind)).toEqual(kinds);
    const shown = (await entries())[0]?.judgements.filter(({ method }) => method === 'person');
    expect(shown?.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
  });
});

describe('learning', () => {
  it('makes a version that judges what comes and what waits, can be taken back, and comes back the same', async () => {
    await teach();
    expect(await jobs('learn')).toHaveLength(1);
    const [fresh = ''] = await hear(scene.post(wish(47)));
    const [own = ''] = await hear(scene.post(`${wish(48)} too`));
    await correct(own, 'idea', 'no');
    expect(await says(fresh, 'idea')).toBe('no');

    await learnNow(scene.actor.userId);
    const { models, training } = await readJudging();
    const [made, ...rest] = models.filter(({ lang }) => lang === 'en');
    expect(made).toMatchObject({ version: 1, state: 'active', madeBy: { name: 'Aoi' } });
    expect((made?.learntFrom ?? 0) + (made?.heldBack ?? 0)).toBe(161);
    expect(made?.figures.map(({ kind }) => kind)).toEqual(['about', 'idea']);
    expect(made?.figures[1]?.after.count).toBeGreaterThan(made?.figures[1]?.before.count ?? 0);
    expect(made?.bytes).toBeLessThan(150_000);
    expect(rest).toMatchObject([{ version: 0, state: 'kept' }]);
    expect(training[0]).toMatchObject({ lang: 'en', corrections: 161, fresh: 0, active: 1 });

    const [late = ''] = await hear(scene.post(wish(50)));
    expect(await says(late, 'idea')).toBe('yes');
    expect(await says(fresh, 'idea')).toBe('no');
    expect(await jobs('judge-again')).toHaveLength(1);
    await judgeAllWaiting();
    expect([await says(fresh, 'idea'), await says(own, 'idea')]).toEqual(['yes', 'no']);

    const bytes = await weightsOf(1);
    const activate = (version: number) =>
      served().activateTeamModel(scene.actor, { ...nothing, params: { lang: 'en' }, body: { version } });
    expectFits('activateTeamModel', await activate(0));
    const [early = ''] = await hear(scene.post(wish(53)));
    expect(await says(early, 'idea')).toBe('no');
    await activate(1);
    expect(await weightsOf(1)).toEqual(bytes);
    const [last = ''] = await hear(scene.post(wish(54)));
    expect(await says(last, 'idea')).toBe('yes');
    await expect(activate(7)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps a version that is worse as a candidate', async () => {
    await teach();
    for (const { post } of await entries()) {
      // Who now says the opposite of everything is learnt from as well; what was held back is not turned. There nothing is said
      // of whom it is about: that gets better, and which ids are held back is chance.
      if (isHeldBack(post.id)) await correct(post.id, 'about', null);
      else await correct(post.id, 'idea', post.text.includes('zorble') ? 'no' : 'yes');
    }
    await learnNow();
    const { models } = await readJudging();
    expect(models.find(({ version }) => version === 1)).toMatchObject({ state: 'candidate', madeBy: null });
    expect(models.find(({ lang, version }) => lang === 'en' && version === 0)?.state).toBe('active');
  });

  it('learns nothing of deleted posts, of networks that forbid it, or from too little', async () => {
    await teach();
    const { workspaceId } = scene;
    const natives = Array.from({ length: 30 }, (_, n) => `p${String(n + 1)}`);
    await scene.inWorkspace(workspaceId, (tx) => buryPosts(tx, 'practice', natives, tx.at));
    expect((await readJudging()).training[0]?.corrections).toBe(100);
    const learnt = await scene.inWorkspace(workspaceId, (tx) => tx.judging.toLearn('en', 1_000));
    expect(learnt.filter(({ text }) => text === '')).toEqual([]);
    await inWorkspace(database().db, workspaceId, (trx) =>
      trx.updateTable('post').set({ network: 'x' }).where('native_id', 'in', ['p31', 'p32']).execute(),
    );
    expect((await readJudging()).training[0]?.corrections).toBe(96);
    await inWorkspace(database().db, workspaceId, (trx) =>
      trx.updateTable('post').set({ network: 'x' }).execute(),
    );
    await learnNow();
    expect((await readJudging()).models.filter(({ version }) => version > 0)).toEqual([]);
    const asked = served().trainTeamModel(scene.actor, { ...nothing, body: { lang: 'en' } });
    await expect(asked).rejects.toMatchObject({ code: 'too_few_corrections' });
    const unknown = served().trainTeamModel(scene.actor, { ...nothing, body: { lang: 'th' } });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });

  it('shows and teaches nothing of another workspace', async () => {
    await teach();
    await learnNow();
    const first = scene;
    const taught = (await entries())[0]?.post.id ?? '';
    scene = await setScene(database());
    const [id = ''] = await hear(scene.post(wish(60)));
    expect(await says(id, 'idea')).toBe('no');
    const { models, training, judgements } = await readJudging();
    expect(models.filter(({ version }) => version > 0)).toEqual([]);
    expect(training.every(({ corrections }) => corrections === 0)).toBe(true);
    expect(judgements.every(({ agreement }) => agreement === null)).toBe(true);
    await expect(correct(taught, 'help', 'yes')).rejects.toMatchObject({ code: 'not_found' });
    const rows = await inWorkspace(database().db, scene.workspaceId, (trx) =>
      trx.selectFrom('team_model').select('version').where('workspace_id', '=', first.workspaceId).execute(),
    );
    expect(rows).toEqual([]);
  });
});

describe('how good the judgements are', () => {
  it('counts what was confirmed and corrected by week, and decisions against what was advised', async () => {
    const ids = await hear(
      scene.post('my acme kettle leaks, can anybody help me please'),
      scene.post('where can I buy the acme kettle? please help, it does not work'),
    );
    for (const id of ids) await correct(id, 'help', (await says(id, 'help')) ?? '');
    const [first = '', second = ''] = ids;
    scene.pass(8 * 24 * 60 * 60 * 1000);
    await correct(second, 'complaint', (await says(second, 'complaint')) === 'yes' ? 'no' : 'yes');
    await decide(scene.inWorkspace, scene.actor, first, { choice: 'speak' });
    await decide(scene.inWorkspace, scene.actor, second, {
      choice: 'silent',
      reason: 'other',
      note: 'known',
    });
    const { judgements, decisions } = await readJudging();
    const of = (kind: JudgementKind) => judgements.find((one) => one.kind === kind);
    expect(of('help')?.agreement).toMatchObject({ count: 2, of: 2 });
    expect(of('help')?.weeks).toMatchObject([{ week: '2026-11-16', agreement: { count: 2, of: 2 } }]);
    expect(of('complaint')?.weeks).toMatchObject([{ week: '2026-11-23', agreement: { count: 0, of: 1 } }]);
    expect(of('complaint')?.confusion).toHaveLength(1);
    const points = of('help')?.calibration[0]?.points ?? [];
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    const advised = [await says(first, 'speak'), await says(second, 'speak')];
    const right = Number(advised[0] !== 'no') + Number(advised[1] === 'no');
    expect(decisions.agreement).toMatchObject({ count: right, of: 2 });
    expect(decisions.confusion.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it('offers the least certain first, no copies, and nothing that was answered', async () => {
    const copies = Array.from({ length: 5 }, (_, n) =>
      scene.post(`is the acme kettle any good or is it not ${n}`),
    );
    await hear(...copies, ...Array.from({ length: 10 }, (_, n) => scene.post(talk(n))), scene.post(wish(1)));
    const ask = (kind?: JudgementKind) =>
      served().listUncertain(scene.actor, {
        ...nothing,
        query: { limit: 20, ...(kind === undefined ? {} : { kind }) },
      });
    const { looked, langs, rows } = await ask();
    expectFits('listUncertain', { looked, langs, rows });
    expect([looked, langs]).toEqual([16, ['en']]);
    expect(rows.filter(({ entry }) => entry.post.text.includes('any good')).length).toBeLessThanOrEqual(1);
    const doubts = rows.map((row) => row.doubts[0]?.doubt ?? 0);
    expect(doubts).toEqual(doubts.toSorted((a, b) => b - a));
    const [top] = rows;
    const [doubt] = top?.doubts ?? [];
    if (top === undefined || doubt === undefined) throw new Error('nothing is in doubt');
    await correct(top.entry.post.id, doubt.kind, doubt.value);
    const left = (await ask(doubt.kind)).rows.map(({ entry }) => entry.post.id);
    expect(left).not.toContain(top.entry.post.id);
  });

  it('offers posts of one language to whoever asks for it, and says which there are', async () => {
    await hear(...Array.from({ length: 6 }, (_, n) => scene.post(`${wish(n)}, is it any good ${n}`)));
    const german = await hear(scene.post('mein acme geht nicht mehr, oder doch, keine Ahnung was los ist'));
    const thai = await hear(scene.post('acme ใช้ไม่ได้'));
    const setLang = (lang: string, ids: readonly string[]) =>
      inWorkspace(database().db, scene.workspaceId, (trx) =>
        trx
          .updateTable('inbound_ledger')
          .set({ lang })
          .where('post_id', 'in', [...ids])
          .execute(),
      );
    await setLang('de', german);
    await setLang('th', thai);
    const ask = (lang: string) =>
      served().listUncertain(scene.actor, { ...nothing, query: { limit: 20, lang } });
    const { rows, langs, looked } = await ask('de');
    // Posts in Thai are not judged: there is nothing to be in doubt about.
    expect([langs, looked]).toEqual([['en', 'de'], 1]);
    expect(rows.map(({ entry }) => entry.post.id)).toEqual(german);
    expect((await ask('en')).rows.every(({ entry }) => entry.post.lang === 'en')).toBe(true);
  });
});
