// What a person's word does beside what another model said, and after an edit of the post that it was said of.
import { beforeEach, describe, expect, it } from 'vitest';
import type { JudgementKind } from '../../../src/domain/judgement/correction.ts';
import type { JudgementRow } from '../../../src/domain/judgement/rows.ts';
import { testDatabase } from '../../harness/database.ts';
import { createJudgingDesk, nothing } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { entries, served, hear, correct, edit, says, judgeAllWaiting } = createJudgingDesk({
  database,
  scene: () => scene,
});

beforeEach(async () => {
  scene = await setScene(database());
});

const rowsOf = async (id: string): Promise<JudgementRow[]> =>
  (await entries()).find(({ post }) => post.id === id)?.judgements ?? [];

describe('beside what another model said', () => {
  const other = (kind: string, value: string): JudgementRow => ({
    kind,
    value,
    probability: null,
    method: 'other-1',
  });
  const person = (kind: JudgementKind, value: string): JudgementRow => ({
    kind,
    value,
    probability: null,
    method: 'person',
  });
  const byRule: JudgementRow = { kind: 'speak', value: 'no', probability: null, method: 'model' };

  /** A post whose judgements are all another model's, and none of them what the built-in one says. */
  async function judgedBy(...judgements: JudgementRow[]): Promise<string> {
    const [id = ''] = await hear(
      scene.post('my acme kettle leaks, what can I do? can anybody help me please'),
    );
    await scene.inWorkspace(scene.workspaceId, (tx) => tx.ledger.judge([{ postId: id, judgements }]));
    return id;
  }
  const praised = [
    other('praise', 'yes'),
    other('sentiment', 'positive'),
    other('urgency', '1'),
    other('churn', 'yes'),
    other('speak', 'private'),
  ];

  it('stands what it said, and is there again when the word is taken back', async () => {
    const id = await judgedBy(...praised);
    const { entry } = await correct(id, 'idea', 'yes');
    expect(entry.judgements).toEqual([...praised, person('idea', 'yes')]);
    expect((await correct(id, 'idea', null)).entry.judgements).toEqual(praised);
  });

  it('what follows from a word follows from it, and nothing is said anew', async () => {
    const id = await judgedBy(...praised);
    const { entry } = await correct(id, 'about', 'no');
    expect(entry.judgements).toEqual([other('sentiment', 'positive'), byRule, person('about', 'no')]);
    expect(entry.priority).toBe(0);
    expect((await correct(id, 'about', null)).entry.judgements).toEqual(praised);

    const spam = (await correct(id, 'spam', 'yes')).entry;
    expect(spam.judgements).toEqual([
      other('praise', 'yes'),
      other('sentiment', 'positive'),
      byRule,
      person('spam', 'yes'),
    ]);
    expect(spam.priority).toBe(0);
    await correct(id, 'urgency', '2');
    expect((await correct(id, 'spam', null)).entry.judgements).toEqual([
      ...praised.filter(({ kind }) => kind !== 'urgency'),
      person('urgency', '2'),
    ]);
    await correct(id, 'urgency', null);
    expect((await correct(id, 'abuse', 'harassment')).entry.judgements).toEqual([
      ...praised.slice(0, 4),
      byRule,
      person('abuse', 'harassment'),
    ]);
    expect((await correct(id, 'abuse', null)).entry.judgements).toEqual(praised);
  });

  it('asks the models here only what the other could not say', async () => {
    const away = [other('about', 'no'), other('sentiment', 'positive'), other('speak', 'no')];
    const id = await judgedBy(...away);
    const { entry } = await correct(id, 'about', 'yes');
    expect(entry.judgements).toEqual(
      expect.arrayContaining([other('sentiment', 'positive'), person('about', 'yes')]),
    );
    expect(entry.judgements.filter(({ method }) => method === 'model').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['question', 'speak']),
    );
    expect(entry.judgements).not.toContainEqual(other('speak', 'no'));
    expect((await correct(id, 'about', null)).entry.judgements).toEqual(away);
  });

  it('is not judged anew by the models here when all that waits is', async () => {
    const id = await judgedBy(...praised);
    await correct(id, 'about', 'no');
    const before = await rowsOf(id);
    await judgeAllWaiting();
    expect(await rowsOf(id)).toEqual(before);
  });
});

describe('after an edit of the post', () => {
  const lovely = 'my acme kettle arrived today, what a lovely colour, I love it';
  const worst =
    'my acme kettle stopped working again, this is terrible, the worst service ever, I want my money back';
  const corrections = async (id: string) =>
    (await served().readCorrections(scene.actor, { ...nothing, params: { id } })).corrections;
  const learnt = () => scene.inWorkspace(scene.workspaceId, (tx) => tx.judging.toLearn('en', 100));

  it('of signs and spaces a word stands, and the text as it is now is learnt from', async () => {
    const post = scene.post(lovely);
    const [id = ''] = await hear(post);
    await correct(id, 'idea', 'yes');
    await edit(post, `${lovely.replace('today,', 'today –')}!!`);
    expect(await says(id, 'idea')).toBe('yes');
    expect(await corrections(id)).toMatchObject([{ kind: 'idea', outdatedAt: null }]);
    expect(await learnt()).toHaveLength(1);
  });

  it('that says something else, a word is kept but does not stand, and the new text is not learnt from', async () => {
    const post = scene.post(lovely);
    const [id = ''] = await hear(post);
    await correct(id, 'spam', 'yes');
    expect((await entries())[0]?.priority).toBe(0);
    // Who now needs us must not stay folded away by what was said of another text. The network's clock may be behind ours.
    await edit(post, worst, new Date(scene.now() - 3_600_000).toISOString());
    expect([await says(id, 'complaint'), await says(id, 'spam')]).toEqual(['yes', 'no']);
    expect((await entries())[0]?.priority).toBeGreaterThan(0);
    const at = new Date(scene.now()).toISOString();
    expect(await corrections(id)).toMatchObject([{ kind: 'spam', value: 'yes', outdatedAt: at }]);
    expect(await learnt()).toEqual([]);
    // Said of the new text, it stands again, beside what is said of that text.
    const complaint = await correct(id, 'complaint', 'no');
    expect(complaint.corrections).toMatchObject([
      { kind: 'complaint', said: 'yes', outdatedAt: null },
      { kind: 'spam', outdatedAt: at },
    ]);
    expect((await correct(id, 'spam', 'yes')).corrections[1]).toMatchObject({
      value: 'yes',
      outdatedAt: null,
    });
    expect((await learnt()).map(({ kind, text }) => [kind, text])).toEqual([
      ['complaint', worst],
      ['spam', worst],
    ]);
  });

  it('a word on its way about the text before does not stand, nor is it learnt from; one about the same text does', async () => {
    const post = scene.post(lovely);
    const [id = ''] = await hear(post);
    const sayOf = (editedAt: string | null | undefined, kind: 'spam' | 'idea', value = 'yes') =>
      served().correctJudgement(scene.actor, { ...nothing, params: { id, kind }, body: { value, editedAt } });
    const first = '2026-11-21T00:00:00.123456Z';
    await edit(post, `${lovely}!`, first);
    expect((await sayOf(null, 'idea')).corrections).toMatchObject([{ kind: 'idea', outdatedAt: null }]);
    const second = '2026-11-21T01:00:00Z';
    await edit(post, worst, second);
    const { version } = (await entries())[0] ?? { version: 0 };
    const late = await sayOf(first.replace('456Z', 'Z'), 'spam');
    const at = new Date(scene.now()).toISOString();
    expect(late.corrections).toMatchObject([
      { kind: 'idea', outdatedAt: at },
      { kind: 'spam', value: 'yes', outdatedAt: at },
    ]);
    expect(late.entry.version).toBe(version + 1);
    expect(late.entry.priority).toBeGreaterThan(0);
    expect(late.entry.judgements.map(({ method }) => method)).not.toContain('person');
    expect(await learnt()).toEqual([]);
    // Of the text as it is it stands, and what is late changes nothing of that.
    for (const editedAt of [second, undefined]) {
      await sayOf(editedAt, 'spam', 'no');
      expect((await sayOf(null, 'spam')).corrections[1]).toMatchObject({ value: 'no', outdatedAt: null });
    }
    expect((await learnt()).map(({ kind, value }) => [kind, value])).toEqual([['spam', 'no']]);
  });

  it('what another model said of the earlier text is gone with it', async () => {
    const post = scene.post(lovely);
    const [id = ''] = await hear(post);
    const judgements = [{ kind: 'churn', value: 'yes', probability: null, method: 'other-1' }];
    await scene.inWorkspace(scene.workspaceId, (tx) => tx.ledger.judge([{ postId: id, judgements }]));
    await correct(id, 'idea', 'yes');
    await edit(post, worst);
    await correct(id, 'praise', 'yes');
    expect((await rowsOf(id)).map(({ method }) => method)).not.toContain('other-1');
    expect((await correct(id, 'praise', null)).entry.judgements.map(({ method }) => method)).not.toContain(
      'other-1',
    );
  });
});
