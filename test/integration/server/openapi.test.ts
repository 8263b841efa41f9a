// OpenAPI: every operation described, schemas a validator takes, and replies that fit them.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../../src/contract/endpoints.ts';
import type { Endpoint } from '../../../src/contract/endpoint.ts';
import { errorCodes } from '../../../src/domain/errors.ts';
import { testDatabase } from '../../harness/database.ts';
import { allEndpoints, examplesOf, fill, send, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

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

describe('OpenAPI', () => {
  interface Operation {
    operationId: string;
    parameters?: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { content: Record<string, { schema: object }> };
    responses: Record<string, { content?: Record<string, { schema: object }> }>;
  }
  interface Document {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object> };
  }

  async function read(): Promise<Document> {
    const answer = await owner.call<Document>('GET', '/openapi.json');
    expect(answer.status).toBe(200);
    return answer.body;
  }

  test('describes every endpoint, with every path parameter and every failure it declares', async () => {
    const document = await read();
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );
    const names = operations.map(({ operation }) => operation.operationId);
    expect(names.toSorted()).toEqual([...allEndpoints, 'live'].toSorted());
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? []).filter((it) => it.in === 'path').map((it) => it.name);
      expect(declared, operation.operationId).toEqual(inPath);
      if (operation.operationId === 'live') continue;
      const { errors, status }: Endpoint = endpoints[operation.operationId as keyof typeof endpoints];
      expect(Object.keys(operation.responses)).toContain(String(status));
      const told = JSON.stringify(operation.responses);
      for (const code of errors) expect(told, operation.operationId).toContain(`\`${code}\``);
    }
  });

  test('has schemas that a JSON Schema 2020-12 validator takes, and that the examples fit', async () => {
    const document = await read();
    const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
    ajv.addSchema({ $id: 'api', components: document.components });
    const rooted = (schema: object): object =>
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as object;
    let compiled = 0;
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item)) {
        const { content } = operation.requestBody ?? {};
        for (const parameter of operation.parameters ?? []) ajv.compile(rooted(parameter.schema));
        for (const response of Object.values(operation.responses)) {
          for (const { schema } of Object.values(response.content ?? {})) {
            ajv.compile(rooted(schema));
            compiled += 1;
          }
        }
        if (content === undefined) continue;
        const valid = ajv.compile(rooted(content['application/json']?.schema ?? {}));
        const example = examplesOf(ids)[operation.operationId as keyof typeof endpoints].body;
        expect(valid(example), `${operation.operationId}: ${ajv.errorsText(valid.errors)}`).toBe(true);
        expect(valid('not an object')).toBe(false);
      }
    }
    expect(compiled).toBeGreaterThan(200);
  });

  test('its problem fits every problem', async () => {
    const document = await read();
    const ajv = formats.default(new Ajv2020({ strict: false }));
    const valid = ajv.compile(document.components.schemas['Problem'] ?? {});
    const answer = await owner.call('PATCH', '/workspace', { body: {} });
    expect(valid(answer.body)).toBe(true);
    expect(valid({ ...(answer.body as object), code: 'no_such' })).toBe(false);
    expect(errorCodes.length).toBeGreaterThan(30);
  });
});

test('every read of the API fits its schema, with a workspace that has one of everything', async () => {
  // The server is told to check its replies: one that does not fit is a 500.
  for (const name of allEndpoints) {
    if (endpoints[name].method !== 'GET' || name === 'readInvite') continue;
    const answer = await send(owner, name, examplesOf(ids)[name]);
    expect(answer.status, `${name}: ${answer.text}`).toBe(200);
  }
});
