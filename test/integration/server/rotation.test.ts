// A key is replaced while the program runs: accounts sealed with the old one are sealed again and still open.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAccountToSpeak } from '../../../src/storage/accounts.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { sealAgain } from '../../../src/storage/rotate-secrets.ts';
import { createSecretBox } from '../../../src/storage/secret-box.ts';
import { testDatabase } from '../../harness/database.ts';
import { addPerson, setUpOwner, startServer, type Person, type TestServer } from './support.ts';
import { fill, type Ids } from './filled.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let ids: Ids;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  ids = await fill(server, owner, await addPerson(owner, 'agent'));
});
afterAll(() => server.close());

test('secrets move to the newest key, a bounded number at a time, and the old key can go', async () => {
  const { db } = database();
  const { workspaceId } = owner;
  const place = { workspaceId, table: 'account', rowId: ids.account };
  const before = await inWorkspace(db, workspaceId, (trx) => readAccountToSpeak(trx, ids.account));
  if (before.secrets === null) throw new Error('the account has no secrets');
  expect(before.secrets.keyId).toBe('test');
  const plain = server.secretBox.open(before.secrets, place);

  const old = new Uint8Array(32).fill(7);
  const next = randomBytes(32);
  const both = createSecretBox(
    {
      currentId: 'next',
      keys: new Map([
        ['test', old],
        ['next', next],
      ]),
    },
    randomBytes,
  );
  expect(await inWorkspace(db, workspaceId, (trx) => sealAgain(trx, both, workspaceId, 0))).toBe(0);
  expect(await inWorkspace(db, workspaceId, (trx) => sealAgain(trx, both, workspaceId, 10))).toBe(1);
  expect(await inWorkspace(db, workspaceId, (trx) => sealAgain(trx, both, workspaceId, 10))).toBe(0);

  const after = await inWorkspace(db, workspaceId, (trx) => readAccountToSpeak(trx, ids.account));
  if (after.secrets === null) throw new Error('the account lost its secrets');
  const alone = createSecretBox({ currentId: 'next', keys: new Map([['next', next]]) }, randomBytes);
  expect(alone.open(after.secrets, place)).toEqual(plain);
});
