// Another model in the program as an operator configures it: a post comes in, the worker asks, and the entry says by whom it is judged.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../../../src/main/app.ts';
import { readConfig } from '../../../src/main/config.ts';
import { loadJudging } from '../../../src/main/judging.ts';
import { createLog } from '../../../src/main/log.ts';
import { asksOtherOf } from '../../../src/main/other-model.ts';
import { ingest } from '../../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import { testDatabase } from '../../harness/database.ts';
import { startLanguageModel, type LanguageModelServer } from '../../servers/language-model.ts';
import { createDesk } from '../pipeline/desk.ts';
import { setScene, type Scene } from '../pipeline/scene.ts';

const database = testDatabase();
let scene: Scene;
const { entries } = createDesk({ database, scene: () => scene });
const key = 'sk-canary-5150';
let folder = '';
let server: LanguageModelServer;
let app: RunningApp | null = null;
let logged = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-other-'));
  server = await startLanguageModel({ key });
  scene = await setScene(database());
  logged = '';
});
afterEach(async () => {
  await app?.stop();
  app = null;
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const env = (): Record<string, string> => ({
  DATABASE_URL: database().adminUrl,
  KIZUKI_PARTS: 'worker',
  KIZUKI_DATA_DIR: folder,
  KIZUKI_MODEL_KIND: 'anthropic',
  KIZUKI_MODEL_URL: server.url,
  KIZUKI_MODEL_NAME: 'some-model',
  KIZUKI_MODEL_KEY: key,
  KIZUKI_MODEL_ASK: 'all',
  KIZUKI_MODEL_BUDGET: 'requests:2/day',
});

async function start(more: Record<string, string> = {}): Promise<void> {
  const log = createLog('info', { write: (line) => void (logged += line) });
  app = await startApp(readConfig({ ...env(), ...more }), log);
}

async function hear(...texts: string[]): Promise<void> {
  const { workspaceId, sourceId: id, accountId, inWorkspace } = scene;
  const asksOther = asksOtherOf(readConfig(env()).otherModel);
  const deps = {
    inWorkspace,
    matching: createMatchStage(),
    detectLanguage: () => 'en',
    judging: await loadJudging(),
    ...(asksOther === undefined ? {} : { asksOther }),
  };
  const items = texts.map((text) => ({
    raw: {},
    outcome: { heard: { type: 'post' as const, post: scene.post(text) } },
  }));
  await ingest(deps, { workspaceId, id, network: 'practice', accountId }, { cursor: null, items });
}

async function until(is: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 20_000;
  while (!(await is())) {
    if (Date.now() > endMs) throw new Error(`It did not come to that. The log:\n${logged}`);
    await sleep(100);
  }
}
const judgedByOther = async (): Promise<number> =>
  (await entries()).filter(({ judgements }) => judgements.some(({ method }) => method === 'some-model'))
    .length;

test('the worker asks within its budget, and its key is in no line of the log', async () => {
  server.tell(() =>
    JSON.stringify({
      about: true,
      kinds: ['question'],
      sentiment: 0,
      urgency: 1,
      churn: false,
      abuse: 'none',
      speak: 'yes',
    }),
  );
  await start();
  await hear('where is my acme kettle', 'does acme ship to Oki?', 'acme opening hours?');
  await until(async () => (await judgedByOther()) === 2);
  // The third found no budget: it is there all the same, as the built-in model judged it.
  await hear('acme, anybody there?');
  await sleep(1_500);
  expect(await judgedByOther()).toBe(2);
  const rows = await entries();
  expect(rows).toHaveLength(4);
  const methods = rows.map(({ judgements }) => [...new Set(judgements.map(({ method }) => method))].join());
  expect(methods.toSorted()).toEqual(['model', 'model', 'some-model', 'some-model']);
  expect(server.calls).toHaveLength(2);
  expect(server.faults).toEqual([]);
  expect(logged).not.toContain(key);
});

test('questions that were queued are dropped where no other model is configured any more', async () => {
  await hear('where is my acme kettle');
  await start({ KIZUKI_MODEL_KIND: '', KIZUKI_MODEL_URL: '', KIZUKI_MODEL_NAME: '', ...unset });
  await sleep(1_500);
  expect(server.calls).toEqual([]);
  expect(await judgedByOther()).toBe(0);
  expect(logged).not.toMatch(/ask-other-model/u);
});

const unset = { KIZUKI_MODEL_KEY: '', KIZUKI_MODEL_ASK: '', KIZUKI_MODEL_BUDGET: '' };

test('an encoder that cannot be used stops the start, and says what to do', async () => {
  const wrong = start({ KIZUKI_MODEL_KIND: 'onnx', KIZUKI_MODEL_URL: `file://${folder}`, ...unset });
  await expect(wrong).rejects.toMatchObject({
    code: 'invalid_configuration',
    message: expect.stringContaining('config.json') as string,
  });
});
