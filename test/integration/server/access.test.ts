// Who may do what: every role at every operation, other tenants' ids, foreign pages, and fields nobody asked for.
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints, type EndpointName } from '../../../src/contract/endpoints.ts';
import type { Endpoint } from '../../../src/contract/endpoint.ts';
import { may, roles, type Role } from '../../../src/domain/access/policy.ts';
import { memberHandlers, openHandlers, userHandlers } from '../../../src/server/handlers.ts';
import { accept } from '../../../src/server/validate.ts';
import { withClient } from '../../../src/storage/client.ts';
import type { OtherModelSettings } from '../../../src/main/config-model.ts';
import { testDatabase } from '../../harness/database.ts';
import { addressOf, allEndpoints, examplesOf, fill, send, type Example, type Ids } from './filled.ts';
import {
  addPerson,
  otherOwner,
  Person,
  setUpOwner,
  startServer,
  type Answer,
  type TestServer,
} from './support.ts';

/** Set up, so that ids are looked at; nothing answers there. */
const nobodyThere: OtherModelSettings = {
  kind: 'openai',
  place: 'http://127.0.0.1:9/v1',
  name: 'nobody',
  key: null,
  asks: 'none',
  draftsBy: 'nobody',
  timeoutMs: 1_000,
  limits: [],
  price: null,
};
const database = testDatabase();
let server: TestServer;
let owner: Person;
let ours: Ids;
/** Another workspace, filled like ours, with nobody in common. */
let stranger: Person;
let theirs: Ids;

beforeAll(async () => {
  server = await startServer(database(), { otherModel: nobodyThere });
  owner = await setUpOwner(server.app);
  const member = await addPerson(owner, 'agent');
  ours = await fill(server, owner, member);
  stranger = await otherOwner(owner);
  theirs = await fill(server, stranger, await addPerson(stranger, 'agent'));
});
afterAll(() => server.close());

const codeOf = (answer: Answer): string => (answer.body as { code?: string } | undefined)?.code ?? '';
/** A query that no endpoint knows: permission is decided before anything is read, so nothing happens. */
const unknownField = { query: { unknownField: '1' } };

describe('every operation', () => {
  test('has one file, one handler, and a permission that its kind of handler fits', () => {
    const files = readdirSync(new URL('../../../src/server/endpoints', import.meta.url)).map((name) =>
      name.replace(/\.ts$/, ''),
    );
    expect(files.toSorted()).toEqual([...allEndpoints].toSorted());
    const registered = [openHandlers, userHandlers, memberHandlers].flatMap((group) => Object.keys(group));
    expect(registered.toSorted()).toEqual([...allEndpoints].toSorted());
    for (const name of allEndpoints) {
      const { needs }: Endpoint = endpoints[name];
      expect(name in openHandlers, name).toBe(needs === 'anyone');
      expect(name in userHandlers, name).toBe(needs === 'signed_in');
    }
  });

  test('is allowed to exactly the roles of the policy', async () => {
    const people = new Map<string, Person>([['owner', owner]]);
    for (const role of roles) if (role !== 'owner') people.set(role, await addPerson(owner, role));
    people.set('nobody', new Person(server.app));
    for (const role of ['admin', 'viewer'] as const) {
      const { secret } = await owner.do<{ secret: string }>('POST', '/tokens', {
        body: { name: role, role },
      });
      people.set(`token:${role}`, new Person(server.app));
      tokens.set(`token:${role}`, secret);
    }
    const table: string[] = [];
    for (const name of allEndpoints) {
      const allowed: string[] = [];
      for (const [who, person] of people) {
        const answer = await ask(person, name, tokens.get(who));
        if (answer.status === 400) allowed.push(who);
        else expect([401, 403], `${name} as ${who}: ${answer.text}`).toContain(answer.status);
      }
      expect(allowed.filter(isRole), name).toEqual(expectedRoles(name));
      table.push(`${name.padEnd(22)} ${allowed.join(' ')}`);
    }
    expect(table.join('\n')).toMatchSnapshot();
  });

  const tokens = new Map<string, string>();
  const isRole = (who: string): who is Role => (roles as readonly string[]).includes(who);

  function expectedRoles(name: EndpointName): Role[] {
    const { needs }: Endpoint = endpoints[name];
    return roles.filter((role) => may(role, needs));
  }

  function ask(person: Person, name: EndpointName, token: string | undefined): Promise<Answer> {
    const { method }: Endpoint = endpoints[name];
    const path = addressOf(name, { ...examplesOf(ours)[name], ...unknownField });
    return person.call(
      method,
      path,
      token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    );
  }
});

describe('fields nobody asked for', () => {
  test('are refused by every operation: each column of the database, at the top and inside', async () => {
    const columns = await withClient(database().adminUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select distinct column_name as name from information_schema.columns where table_schema = 'public'`,
      );
      return rows.map((row) => row.name);
    });
    expect(columns.length).toBeGreaterThan(100);
    const camel = (name: string): string =>
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const names = [...new Set(columns.flatMap((name) => [name, camel(name)]))];
    const examples = examplesOf(ours);
    for (const name of allEndpoints) {
      // A GET has no body; its query is tried with every role above.
      if (endpoints[name].method === 'GET') continue;
      const { body = {} } = examples[name];
      const extra = names.filter((field) => !(field in body) && !knownTo(name, field));
      expect(extra.length, name).toBeGreaterThan(100);
      // Taking in is what the server does with every request; one goes all the way for each operation.
      for (const field of extra) {
        expect(
          () => accept(endpoints[name].body, { ...body, [field]: 'x' }, 'body'),
          `${name} ${field}`,
        ).toThrow(`body.${field}`);
      }
      const answer = await send(owner, name, { ...examples[name], body: { ...body, workspace_id: 'x' } });
      expect(answer.body, name).toMatchObject({ status: 400, code: 'invalid_input' });
    }
  });

  test('are refused inside settings, preferences and attachments too, and the answer says where', async () => {
    const deep: [EndpointName, Record<string, unknown>, string][] = [
      ['changeWorkspace', { settings: { timeZone: 'UTC', workspaceId: 'x' } }, 'body.settings.workspaceId'],
      ['changeMe', { preferences: { theme: 'dark', role: 'owner' } }, 'body.preferences.role'],
      ['changeMe', { password: { current: 'a', next: 'long enough one', hash: 'x' } }, 'body.password.hash'],
      [
        'sendReply',
        {
          ...examplesOf(ours).sendReply.body,
          attachments: [{ attachmentId: ours.attachment, alt: '', storageKey: 'x' }],
        },
        'body.attachments.0.storageKey',
      ],
    ];
    for (const [name, body, where] of deep) {
      const answer = await send(owner, name, { ...examplesOf(ours)[name], body });
      expect(answer.body).toMatchObject({ status: 400, code: 'invalid_input', where });
    }
  });

  test('characters that the database cannot hold are refused, with the place', async () => {
    for (const text of ['a\u0000b', 'a\ud800b']) {
      const answer = await send(owner, 'addNote', { ...examplesOf(ours).addNote, body: { text } });
      expect(answer.body).toMatchObject({ code: 'invalid_input', where: 'body.text' });
    }
  });

  /** Optional fields that the example leaves out. */
  function knownTo(name: EndpointName, field: string): boolean {
    const parsed = endpoints[name].body.safeParse({ ...examplesOf(ours)[name].body, [field]: 'x' });
    if (parsed.success) return field in (parsed.data as object);
    const unknown = parsed.error.issues.some(
      (issue) => issue.code === 'unrecognized_keys' || issue.code === 'invalid_union',
    );
    return !unknown;
  }
});

describe('another workspace', () => {
  type Swap = { name: EndpointName; place: string; example: Example };

  /** Every id of ours in every request, each replaced alone by the stranger's id of the same kind. */
  function swaps(): Swap[] {
    const kindOf = new Map(Object.entries(ours).map(([kind, id]) => [id as string, kind as keyof Ids]));
    const found: Swap[] = [];
    for (const name of allEndpoints) {
      const example = examplesOf(ours)[name];
      for (const part of ['params', 'query', 'body'] as const) {
        visit(example[part], [], (path, value) => {
          const kind = kindOf.get(value);
          if (kind === undefined) return;
          found.push({
            name,
            place: [part, ...path].join('.'),
            example: { ...example, [part]: replaced(example[part], path, theirs[kind]) },
          });
        });
      }
    }
    return found;
  }

  test('stays untouched and unseen whatever id of it is put into whatever request of ours', async () => {
    const before = await fingerprint();
    const all = swaps();
    expect(all.length).toBeGreaterThan(50);
    const answers: string[] = [];
    for (const { name, place, example } of all) {
      const answer = await send(owner, name, example);
      answers.push(`${name.padEnd(22)} ${place.padEnd(34)} ${answer.status} ${codeOf(answer)}`);
      const list = place.startsWith('query.');
      // A filter by somebody else's id finds nothing, decideMany answers which it refused, a draft leaves it out.
      const leftOut = name === 'saveDraft' && answer.status === 200 && !holdsTheirs(answer.text);
      const harmless =
        (list && rowsOf(answer) === 0) ||
        refusedAll(answer) ||
        leftOut ||
        codeOf(answer) === 'attachment_invalid';
      expect(answer.status === 404 || harmless, `${name} ${place}: ${answer.status} ${answer.text}`).toBe(
        true,
      );
      for (const [kind, id] of Object.entries(theirs)) {
        if (example.body !== undefined && JSON.stringify(example).includes(id as string)) continue;
        expect(answer.text, `${name} showed their ${kind}`).not.toContain(`"${id as string}"`);
      }
    }
    expect(await fingerprint()).toEqual(before);
    expect(answers.join('\n')).toMatchSnapshot();
  });

  test('cannot be entered with an API token, nor its pictures seen', async () => {
    const picture = await owner.call('GET', `/attachments/${theirs.attachment}`);
    expect(picture.status).toBe(404);
    expect((await stranger.call('GET', `/attachments/${theirs.attachment}`)).status).toBe(200);
    const { secret } = await stranger.do<{ secret: string }>('POST', '/tokens', {
      body: { name: 't', role: 'admin' },
    });
    const forged = secret.replace(theirs.workspace, ours.workspace);
    const answer = await new Person(server.app).call('GET', '/workspace', {
      headers: { authorization: `Bearer ${forged}` },
    });
    expect(answer.status).toBe(401);
  });

  function visit(value: unknown, path: string[], found: (path: string[], value: string) => void): void {
    if (typeof value === 'string') found(path, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key], found);
    }
  }

  function replaced(value: unknown, path: readonly string[], by: string): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return by;
    if (Array.isArray(value))
      return (value as unknown[]).map((item, index) =>
        String(index) === key ? replaced(item, rest, by) : item,
      );
    const record = value as Record<string, unknown>;
    return { ...record, [key]: replaced(record[key], rest, by) };
  }

  const holdsTheirs = (text: string): boolean =>
    Object.values(theirs).some((id: string) => text.includes(id));
  const rowsOf = (answer: Answer): number | undefined =>
    (answer.body as { rows?: unknown[] } | undefined)?.rows?.length;
  const refusedAll = (answer: Answer): boolean =>
    (answer.body as { moved?: unknown[]; refused?: unknown[] } | undefined)?.moved?.length === 0;

  /** A hash of every row of theirs, in every table. */
  async function fingerprint(): Promise<Record<string, string>> {
    return withClient(database().adminUrl, async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(
        `select c.table_name as name from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE'
           and c.table_name not in ('session')`,
      );
      const hashes: Record<string, string> = {};
      await client.query(`select set_config('kizuki.workspace_id', $1, false)`, [theirs.workspace]);
      for (const { name } of tables) {
        const { rows } = await client.query<{ hash: string; n: string }>(
          `select count(*) as n, coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as hash
           from ${name} t where workspace_id = $1`,
          [theirs.workspace],
        );
        hashes[name] = `${rows[0]?.n ?? ''} ${rows[0]?.hash ?? ''}`;
      }
      expect(Object.values(hashes).filter((hash) => !hash.startsWith('0 ')).length).toBeGreaterThan(15);
      return hashes;
    });
  }
});

describe('foreign pages', () => {
  test('change nothing by any operation, signed in or not', async () => {
    for (const name of allEndpoints) {
      const { method }: Endpoint = endpoints[name];
      if (method === 'GET') continue;
      const example = examplesOf(ours)[name];
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: 'http://localhost:3001' },
      ]) {
        const answer = await owner.call(method, addressOf(name, example), {
          ...(example.body === undefined ? {} : { body: example.body }),
          headers,
        });
        expect([answer.status, codeOf(answer)], name).toEqual([403, 'csrf_failed']);
      }
    }
  });

  test('and a session without its CSRF token changes nothing either', async () => {
    for (const name of allEndpoints) {
      const { method, needs }: Endpoint = endpoints[name];
      if (method === 'GET' || needs === 'anyone') continue;
      const example = examplesOf(ours)[name];
      const answer = await owner.call(method, addressOf(name, example), {
        ...(example.body === undefined ? {} : { body: example.body }),
        headers: { 'x-csrf-token': 'made up' },
      });
      expect([answer.status, codeOf(answer)], name).toEqual([403, 'csrf_failed']);
    }
  });

  test('read nothing: no answer allows another origin', async () => {
    const answer = await owner.call('GET', '/session', { headers: { origin: 'https://evil.example' } });
    expect(Object.keys(answer.headers).filter((header) => header.startsWith('access-control'))).toEqual([]);
    const preflight = await owner.call('OPTIONS', '/session', {
      headers: { origin: 'https://evil.example' },
    });
    expect(preflight.status).toBeGreaterThanOrEqual(400);
  });
});
