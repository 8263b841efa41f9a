// Pictures that were uploaded and never used are forgotten after a day; all others stay.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseRow } from '../../../src/contract/views.ts';
import { createForgetting } from '../../../src/main/forget.ts';
import { testDatabase } from '../../harness/database.ts';
import { addPerson, setUpOwner, startServer, type Person, type TestServer } from './support.ts';
import { fill, uploadPicture, type Ids } from './filled.ts';

const database = testDatabase();
const hourMs = 60 * 60 * 1000;
let server: TestServer;
let owner: Person;
let ids: Ids;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  ids = await fill(server, owner, await addPerson(owner, 'agent'));
});
afterAll(() => server.close());

/** Lets the chore run through once, `laterMs` from now. */
async function forget(laterMs: number): Promise<void> {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const chore = createForgetting({
    db: database().db,
    box: server.secretBox,
    pictures: {
      put: () => Promise.reject(new Error('nothing is put here')),
      get: () => Promise.resolve(null),
      remove: async (key) => void server.pictures.delete(key),
    },
    loop: {
      log: { warn: (details) => expect(details).toBeNull() },
      now: () => Date.now() + laterMs,
      random: () => 0.5,
      sleep: async (ms, signal) => {
        resolve();
        await sleep(ms, undefined, { signal }).catch(() => undefined);
      },
    },
  });
  chore.start();
  await done;
  await chore.stop();
}

const statusOf = async (id: string): Promise<number> =>
  (await owner.call('GET', `/attachments/${id}`)).status;

test('only pictures that are a day old and stand in no draft and no reply', async () => {
  const reply = { accountId: ids.account, replyToPostId: ids.post, visibility: 'public', text: 'Look' };
  const attached = (id: string) => ({ ...reply, attachments: [{ attachmentId: id, alt: 'a' }] });
  const [sent, drafted] = [await uploadPicture(owner), await uploadPicture(owner)];
  const { case: row } = await owner.do<{ case: CaseRow }>('GET', `/cases/${ids.case}`);
  await owner.do('POST', `/cases/${ids.case}/replies`, {
    body: { ...attached(sent), seenThreadVersion: row.threadVersion },
  });
  await owner.do('PUT', `/cases/${ids.case}/draft`, { body: attached(drafted) });
  const all = [ids.attachment, sent, drafted];
  expect(server.pictures.size).toBe(3);

  await forget(23 * hourMs);
  expect(await Promise.all(all.map(statusOf))).toEqual([200, 200, 200]);
  await forget(25 * hourMs);
  expect(await Promise.all(all.map(statusOf))).toEqual([404, 200, 200]);
  expect(server.pictures.size).toBe(2);
});
