// A version that a person chose judges until a person chooses again, whatever is learnt meanwhile.
import { beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../harness/database.ts';
import { createJudgingDesk, expectFits, nothing, wish } from './judging-desk.ts';
import { setScene, type Scene } from './scene.ts';

const database = testDatabase();
let scene: Scene;
const { hear, fillInBoth, says, learnNow, readJudging, served } = createJudgingDesk({
  database,
  scene: () => scene,
});

beforeEach(async () => {
  scene = await setScene(database());
  await fillInBoth();
  await learnNow();
});

const states = async (): Promise<string[]> =>
  (await readJudging()).models.flatMap(({ lang, version, state }) =>
    lang === 'en' ? [`${version} ${state}`] : [],
  );
async function activate(version: number | null): Promise<void> {
  const answer = await served().activateTeamModel(scene.actor, {
    ...nothing,
    params: { lang: 'en' },
    body: { version },
  });
  expectFits('activateTeamModel', answer);
}
const chosen = async () => (await readJudging()).training.find(({ lang }) => lang === 'en')?.chosen;
let number = 50;
const isWishAnIdea = async (): Promise<string | null> => {
  const [id = ''] = await hear(scene.post(wish((number += 1))));
  return says(id, 'idea');
};

it('the built-in one stays where somebody went back to it, and a newer one is offered', async () => {
  expect([await states(), await chosen()]).toEqual([['1 active', '0 kept'], null]);
  await activate(0);
  expect(await chosen()).toEqual({
    version: 0,
    by: { id: scene.actor.userId, name: 'Aoi' },
    at: new Date(scene.now()).toISOString(),
  });
  await learnNow(scene.actor.userId);
  expect(await states()).toEqual(['2 offered', '1 kept', '0 active']);
  expect(await isWishAnIdea()).toBe('no');

  // Taken by one click, which is a choice as well.
  await activate(2);
  expect(await states()).toEqual(['2 active', '1 kept', '0 kept']);
  expect(await chosen()).toMatchObject({ version: 2 });
  expect(await isWishAnIdea()).toBe('yes');
});

it('an earlier one stays until the newest may judge by itself again, which it then does at once', async () => {
  await learnNow(scene.actor.userId);
  expect(await states()).toEqual(['2 active', '1 kept', '0 kept']);
  await activate(1);
  await learnNow(scene.actor.userId);
  await learnNow(scene.actor.userId);
  expect(await states()).toEqual(['4 offered', '3 offered', '2 kept', '1 active', '0 kept']);
  await activate(null);
  expect([await states(), await chosen()]).toEqual([
    ['4 active', '3 kept', '2 kept', '1 kept', '0 kept'],
    null,
  ]);
  await learnNow(scene.actor.userId);
  expect((await states())[0]).toBe('5 active');
});
