// Drafts of a model that speaks Anthropic's API: written, counted by how they ended, and known again in another case.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readGauges } from '../../../src/main/gauges.ts';
import { testDatabase } from '../../harness/database.ts';
import { startLanguageModel, type LanguageModelServer } from '../../servers/language-model.ts';
import { draftDesk, type DraftDesk } from './draft-desk.ts';
import { fill, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
const key = 'sk-canary-0404';
const said = (draft: string): string => JSON.stringify({ draft });

let model: LanguageModelServer;
let server: TestServer;
let owner: Person;
let agent: Person;
let ids: Ids;
let desk: DraftDesk;

beforeAll(async () => {
  model = await startLanguageModel({ key });
  server = await startServer(database(), {
    otherModel: {
      kind: 'anthropic',
      place: model.url,
      name: 'judge-1',
      key,
      asks: 'none',
      draftsBy: 'writer-1',
      timeoutMs: 20_000,
      limits: [],
      price: null,
    },
  });
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
  desk = draftDesk({ server, owner, agent, ids });
  await owner.do('PATCH', '/workspace', { body: { settings: { modelDrafts: true } }, ifMatch: '*' });
});
beforeEach(() => model.tell(() => ({ status: 500 })));
afterAll(async () => {
  await server.close();
  await model.close();
  expect(model.faults).toEqual([]);
});

/** By outcome, of all drafts so far. */
const counted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await readGauges(database().db)).flatMap(({ labels, value }) => {
      const what = labels?.['what'] ?? '';
      return what.startsWith('draft_') ? [[what, value]] : [];
    }),
  );

it('is asked in its own way, and what becomes of it is counted: written, empty, left by who asked', async () => {
  model.tell(() => said('We are sorry to hear that. Which light is on at the moment?'));
  const { text } = await desk.draftOf(await desk.opened('acme: the lamp of my kettle stays dark'));
  expect(text).toContain('Which light');
  const [call] = model.calls;
  expect([call?.path, call?.headers['x-api-key']]).toEqual(['/v1/messages', key]);
  expect(call?.draft?.conversation[0]?.text).toContain('the lamp of my kettle');

  model.tell(() => said(' \u200B\n'));
  const empty = await desk.ask<{ data: { reason: string } }>(await desk.opened('acme: and the lid?'));
  expect([empty.status, empty.body.data.reason]).toEqual([503, 'empty']);

  model.tell(() => null);
  const at = await desk.opened('acme: and the handle?');
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const before = model.calls.length;
  const gone = new AbortController();
  const asking = fetch(`${url}/api/cases/${at.caseId}/model-drafts`, {
    method: 'POST',
    headers: {
      cookie: agent.cookie,
      'x-csrf-token': agent.csrf,
      origin: 'http://localhost:3000',
      'content-type': 'application/json',
    },
    body: JSON.stringify(desk.bodyOf(at)),
    signal: gone.signal,
  });
  await expect.poll(() => model.calls.length).toBe(before + 1);
  gone.abort();
  await expect(asking).rejects.toThrow();
  await expect.poll(counted).toEqual({ draft_written: 1, draft_empty: 1, draft_stopped: 1 });
});

it('waits for somebody else in another case too, but not for what our snippets say anyway', async () => {
  const written =
    'Sorry about the leaking tank! Please empty it, dry the seal with a cloth and put it back until it clicks. Does it still drip after that?';
  model.tell(() => said(written));
  await desk.draftOf(await desk.opened('acme: the tank of my kettle leaks'));
  const send = async (text: string): Promise<[string, string[] | undefined]> => {
    const { state, approval } = await desk.send(
      agent,
      await desk.opened('acme: my tank leaks as well'),
      text,
    );
    return [state, approval?.reasons];
  };
  const copied = written
    .replace('Sorry about', 'Hello! We are sorry to hear of')
    .replace('with a cloth ', '');
  expect(await send(copied)).toEqual(['awaiting_approval', ['model']]);
  const [state] = await send('Sorry about the tank! Where exactly does the water come out, and since when?');
  expect(state).toBe('queued');
  await owner.do('POST', '/snippets', { body: { name: 'Leaking tank', key: 'leak', text: written } });
  expect((await send(copied))[0]).toBe('queued');
});
