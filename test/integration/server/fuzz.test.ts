// Requests nobody would send: whatever comes, no operation answers with a failure of ours, and every answer fits its schema.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../../src/contract/endpoints.ts';
import { testDatabase } from '../../harness/database.ts';
import { allEndpoints, examplesOf, fill, send, type Example, type Ids } from './filled.ts';
import { addPerson, newId, Person, setUpOwner, startServer, type TestServer } from './support.ts';

/** In CI few for each operation; for a night, FUZZ_RUNS=200. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 15);

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

/** Values that have broken servers before. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    0,
    -1,
    1e308,
    2 ** 53,
    true,
    [],
    {},
    '\u0000',
    '\ud800',
    '%00',
    "'; drop table event; --",
    '"}',
    '../../etc/passwd',
    '{{7*7}}',
    'x'.repeat(70_000),
    '9999-12-31T23:59:59.999Z',
    '0000-00-00',
    newId(),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

type Mutation = { part: 'params' | 'query' | 'body'; at: number; value: unknown; remove: boolean };
const mutation: fc.Arbitrary<Mutation> = fc.record({
  part: fc.constantFrom('params' as const, 'query' as const, 'body' as const),
  at: fc.nat(20),
  value: odd,
  remove: fc.boolean(),
});

function mutate(example: Example, { part, at, value, remove }: Mutation): Example {
  const current: Record<string, unknown> = { ...example[part] };
  const names = Object.keys(current);
  const name = names[at % Math.max(1, names.length)] ?? 'limit';
  if (part === 'body') {
    if (remove) delete current[name];
    else current[name] = value;
    return { ...example, body: current };
  }
  // Places of an address are text.
  const text = typeof value === 'string' ? value.toWellFormed().slice(0, 400) : JSON.stringify(value);
  return { ...example, [part]: { ...current, [name]: text } };
}

test.each(allEndpoints)('%s answers whatever comes', { timeout: 180_000 }, async (name) => {
  // Signing out would end the test's own session; setting up is refused before anything is read.
  const person = endpoints[name].needs === 'anyone' ? new Person(server.app) : owner;
  if (name === 'signOut' || name === 'switchWorkspace') return;
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      const example = mutations.reduce(mutate, examplesOf(ids)[name]);
      const answer = await send(person, name, example);
      // The server checks its own replies and failures here: what does not fit the contract is a 500.
      const why = String(server.log.findLast(({ level }) => level === 'error')?.details['err']);
      expect(answer.status, `${JSON.stringify(example).slice(0, 500)}\n${why}`).not.toBe(500);
      expect([502, 503].includes(answer.status) && !answer.text.includes('network_unavailable')).toBe(false);
      await keepSignedIn(name, answer.status);
    }),
    { numRuns: runs },
  );
});

/** Some requests are understood after all: a changed password or a new workspace must not end the test. */
async function keepSignedIn(name: string, status: number): Promise<void> {
  if (status >= 300 || !['createWorkspace', 'changeMe'].includes(name)) return;
  const view = await owner.do<{ csrfToken: string; workspace: { id: string } | null }>('GET', '/session');
  owner.csrf = view.csrfToken;
  if (view.workspace?.id === owner.workspaceId) return;
  await owner.do('POST', '/session/workspace', { body: { workspaceId: owner.workspaceId } });
}
