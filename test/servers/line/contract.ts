// Holds what is asked of the fake LINE, what it answers and what it tells against LINE's own published description.
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { readSharedText } from '../kit/shared.ts';
import { parseYaml } from '../kit/yaml.ts';

const WHAT = 'LINE requests, answers and webhooks against its published API description';

const contractSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});
type Contract = z.infer<typeof contractSchema>;
const operationSchema = z.looseObject({
  requestBody: z.looseObject({}).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const kindsSchema = z.looseObject({
  discriminator: z.object({ propertyName: z.string(), mapping: z.record(z.string(), z.string()) }),
});

/** One call as it went; `body` and `answer` are parsed JSON, undefined where there is none. */
export interface Exchange {
  method: string;
  path: string;
  headers: Readonly<Record<string, unknown>>;
  body: unknown;
  status: number;
  answer: unknown;
}

export interface LineCheck {
  /** Each names what is broken, or nothing. */
  exchange(exchange: Exchange): string[];
  webhook(body: unknown): string[];
}

/** LINE's own kinds of a thing are found by its `discriminator`, which plain JSON Schema does not follow. */
function withKinds(contract: Contract): object {
  const { schemas } = contract.components;
  const anyOf = (name: string): string => `${name}.any`;
  const kinds = Object.entries(schemas).flatMap(([name, schema]) => {
    const parsed = kindsSchema.safeParse(schema);
    return parsed.success ? [[name, parsed.data.discriminator] as const] : [];
  });
  const named = new Set(kinds.map(([name]) => `#/components/schemas/${name}`));
  /** Where a thing of any kind may stand, it has to be of one; a kind's own base (in `allOf`) stays what it is. */
  const pointed = (value: unknown, isBase: boolean): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => pointed(one, isBase));
    if (typeof value !== 'object' || value === null) return value;
    const ref: unknown = Reflect.get(value, '$ref');
    if (typeof ref === 'string') return { $ref: named.has(ref) && !isBase ? anyOf(ref) : ref };
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, pointed(inner, key === 'allOf')]),
    );
  };
  const chosen = kinds.map(([name, { propertyName, mapping }]): [string, object] => [
    anyOf(name),
    {
      type: 'object',
      required: [propertyName],
      properties: { [propertyName]: { enum: Object.keys(mapping) } },
      allOf: Object.entries(mapping).map(([kind, $ref]) => ({
        anyOf: [{ not: { properties: { [propertyName]: { const: kind } } } }, { $ref }],
      })),
    },
  ]);
  const own = contractSchema.parse(pointed(contract, false));
  const all: Record<string, object> = { ...own.components.schemas };
  for (const [name, schema] of chosen) all[name] = schema;
  return { ...own, components: { ...own.components, schemas: all } };
}

/** The path of the description that a request's path fits; the one with the fewest parameters where several do. */
function templateOf(paths: readonly string[], path: string): string | undefined {
  const parts = path.split('/');
  const fits = (template: string): boolean => {
    const wanted = template.split('/');
    return (
      wanted.length === parts.length && wanted.every((part, n) => part.startsWith('{') || part === parts[n])
    );
  };
  return paths.filter(fits).toSorted((a, b) => a.split('{').length - b.split('{').length)[0];
}

const pointer = (parts: readonly string[]): string =>
  parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

/** Null without the description; that is recorded as skipped. */
export function createLineCheck(): LineCheck | null {
  const texts = ['line-messaging-api.yml', 'line-webhook.yml'].map((name) =>
    readSharedText(`contracts/${name}`, WHAT),
  );
  const [api, hook] = texts;
  if (api == null || hook == null) return null;
  const contract = contractSchema.parse(parseYaml(api));
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(withKinds(contract), 'line');
  ajv.addSchema(withKinds(contractSchema.parse(parseYaml(hook))), 'hook');

  const complaints = (ref: string, value: unknown, what: string): string[] => {
    if (ajv.validate({ $ref: ref }, value)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message ?? ''}`);
  };
  const json = ['content', 'application/json', 'schema'];

  return {
    webhook: (body) => complaints('hook#/components/schemas/CallbackRequest', body, 'webhook'),
    exchange({ method, path, headers, body, status, answer }) {
      const template = templateOf(Object.keys(contract.paths), path);
      const verb = method.toLowerCase();
      const raw = template === undefined ? undefined : contract.paths[template]?.[verb];
      const name = `${method} ${path}`;
      if (template === undefined || raw === undefined) return [`${name}: no such call`];
      const operation = operationSchema.parse(raw);
      const at = ['paths', template, verb];
      const ref = (...parts: string[]): string => `line#/${pointer([...at, ...parts, ...json])}`;
      const asked =
        operation.requestBody === undefined
          ? body === undefined
            ? []
            : ['no body is described']
          : complaints(ref('requestBody'), body, 'the body');
      const key = headers['x-line-retry-key'];
      const isUuid = typeof key === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(key);
      if (key !== undefined && !isUuid) asked.push('x-line-retry-key is no UUID');
      const isDescribed = String(status) in operation.responses;
      // Refusals that every call knows are described in one place of the reference, not here.
      const answered = isDescribed
        ? complaints(ref('responses', String(status)), answer, `answer ${String(status)}`)
        : complaints('line#/components/schemas/ErrorResponse', answer, `answer ${String(status)}`);
      return [...(status === 400 ? [] : asked), ...answered].map((one) => `${name}: ${one}`);
    },
  };
}
