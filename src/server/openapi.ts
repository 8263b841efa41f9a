// OpenAPI 3.1, made from the contract: every operation with its schemas, its permission and how it can fail.
import { z } from 'zod';
import { errorCodes, classOfCode, type ErrorCode } from '../domain/errors.ts';
import { sentenceOf } from '../domain/access/policy.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { endpoints, type EndpointName } from '../contract/endpoints.ts';
import { statusOf } from './problems.ts';

type Json = Record<string, unknown>;

const always: readonly ErrorCode[] = [
  'invalid_input',
  'too_many_requests',
  'internal',
  'database_unavailable',
];

/** What `z` calls the same, OpenAPI describes the same: JSON Schema 2020-12. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
}

/** The document; `publicUrl` is where the API can be reached. */
export function openApiDocument(version: string, publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const definition: Endpoint = endpoints[name];
    const path = definition.path.replace(/:(\w+)/g, '{$1}');
    const item = (paths[path] ??= {});
    item[definition.method.toLowerCase()] = operationOf(definition);
  }
  Object.assign((paths['/live'] ??= {}), { get: liveOperation });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kizuki',
      version,
      description:
        'The API the interface itself uses. Failures are problem+json (RFC 9457) with a stable `code`. ' +
        'Sessions send `X-CSRF-Token` with every change; API tokens do not need it.',
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
    },
    servers: [{ url: `${publicUrl}/api` }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token: `kzk_…`.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-kizuki' },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

function operationOf(definition: Endpoint): Json {
  const parameters = [...parametersOf(definition.params, 'path'), ...parametersOf(definition.query, 'query')];
  if (definition.versioned === 'ifMatch') {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The ETag of the row this change was made against, or `*`.',
      schema: { type: 'string' },
    });
  }
  if (definition.idempotent === true) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'The same key within 24 hours gives the same answer without doing it twice.',
      schema: { type: 'string', maxLength: 200 },
    });
  }
  const body = schemaOf(definition.body, 'input');
  const hasBody = !isEmpty(body);
  return {
    operationId: definition.name,
    summary: definition.summary,
    description: sentenceOf(definition.needs),
    ...(definition.needs === 'anyone' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(hasBody
      ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: responsesOf(definition),
  };
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function responsesOf(definition: Endpoint): Json {
  const responses: Record<string, Json> = {};
  responses[String(definition.status)] =
    definition.status === 204
      ? { description: 'Done.' }
      : {
          description: definition.summary,
          ...(definition.versioned === undefined
            ? {}
            : { headers: { ETag: { description: 'The row’s version.', schema: { type: 'string' } } } }),
          content: { 'application/json': { schema: schemaOf(definition.reply, 'output') } },
        };
  const codes = new Map<number, ErrorCode[]>();
  for (const code of failuresOf(definition)) {
    const status = statusOf(classOfCode(code));
    codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  for (const [status, list] of codes) {
    responses[String(status)] = {
      description: list.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

/** Every code an operation may fail with: what it declares, and what comes before any operation. */
export function failuresOf(definition: Endpoint): ErrorCode[] {
  const codes = new Set<ErrorCode>([...always, ...definition.errors]);
  if (definition.needs !== 'anyone') codes.add('sign_in_required').add('not_allowed');
  if (definition.method !== 'GET') codes.add('csrf_failed').add('payload_too_large');
  if (definition.idempotent === true) codes.add('idempotency_mismatch');
  return [...codes];
}

function isEmpty(schema: Json): boolean {
  const { type, properties } = schema as { type?: string; properties?: object };
  return type === 'object' && Object.keys(properties ?? {}).length === 0 && schema['anyOf'] === undefined;
}

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'code', 'detail', 'reference'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...errorCodes] },
    detail: { type: 'string', description: 'What was wrong and what to do, in English.' },
    where: {
      type: 'string',
      description: 'Where in the request: `body.name`, `query.cursor`, `header.If-Match`.',
    },
    retryAfterMs: { type: 'number', description: 'Wait this long before trying again.' },
    data: { type: 'object', additionalProperties: true },
    reference: { type: 'string', description: 'Names the request in the log.' },
  },
};

const liveOperation: Json = {
  operationId: 'live',
  summary: 'The live stream (server-sent events): hello, then changes as fresh rows, and presence.',
  description: sentenceOf('work.read'),
  parameters: [
    {
      name: 'Last-Event-ID',
      in: 'header',
      required: false,
      description: 'The id of the last event received: the stream resumes after it.',
      schema: { type: 'string' },
    },
  ],
  responses: {
    '200': {
      description: 'Events `hello`, `changes`, `presence` and `reset`.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
  },
};
