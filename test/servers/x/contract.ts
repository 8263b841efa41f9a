// Holds what is asked of the fake X, and what it answers, against X's own published description, when the shared data has it.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { readSharedJson } from '../kit/shared.ts';

const CONTRACT = 'contracts/x-openapi-2.167.json';

const parameterSchema = z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() });
const refSchema = z.object({ $ref: z.string() });
const operationSchema = z.looseObject({
  parameters: z.array(z.unknown()).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const contractSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ parameters: z.record(z.string(), z.unknown()) }),
});

/** One call as it went. */
export interface Exchange {
  method: string;
  /** With its query. */
  url: URL;
  mimeType: string;
  /** Parsed JSON, or a form's names; undefined where there is none. */
  body: unknown;
  status: number;
  answer: unknown;
}

/** Names what an exchange breaks, or nothing. */
export type ExchangeCheck = (exchange: Exchange) => string[];

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
export function createExchangeCheck(): ExchangeCheck | null {
  const read = readSharedJson(CONTRACT, 'X requests and answers against its published API description');
  if (read === null) return null;
  const contract = contractSchema.parse(read);
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, coerceTypes: false });
  addFormats.default(ajv);
  ajv.addSchema(contract, 'x');

  const complaints = (parts: readonly string[], value: unknown, what: string): string[] => {
    if (ajv.validate({ $ref: `x#/${pointer(parts)}` }, value)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
  };

  function parametersOf(operation: z.infer<typeof operationSchema>, at: readonly string[]) {
    return (operation.parameters ?? []).map((raw, n) => {
      const ref = refSchema.safeParse(raw);
      if (!ref.success) return { ...parameterSchema.parse(raw), at: [...at, 'parameters', String(n)] };
      const name = ref.data.$ref.split('/').at(-1) ?? '';
      const found = parameterSchema.parse(contract.components.parameters[name]);
      return { ...found, at: ['components', 'parameters', name] };
    });
  }

  function queryComplaints(
    url: URL,
    operation: z.infer<typeof operationSchema>,
    at: readonly string[],
  ): string[] {
    const known = parametersOf(operation, at).filter((one) => one.in === 'query');
    const unknown = [...url.searchParams.keys()].filter((name) => !known.some((one) => one.name === name));
    return [
      ...unknown.map((name) => `no parameter ${name}`),
      ...known.flatMap(({ name, required, at: place }) => {
        const text = url.searchParams.get(name);
        if (text === null) return required === true ? [`the parameter ${name} is missing`] : [];
        const schema = [...place, 'schema'];
        const tries: unknown[] = [text, text.split(','), Number(text)];
        const found = tries.map((value) => complaints(schema, value, name));
        return found.some((one) => one.length === 0) ? [] : (found[0] ?? []);
      }),
    ];
  }

  function bodyComplaints(
    { body, mimeType }: Exchange,
    operation: z.infer<typeof operationSchema>,
    at: readonly string[],
  ): string[] {
    if (body === undefined) return operation.requestBody === undefined ? [] : ['a body is missing'];
    if (operation.requestBody === undefined) return ['no body is described'];
    const [type = ''] = mimeType.split(';');
    if (!(type in operation.requestBody.content)) return [`no body of ${type}`];
    return complaints([...at, 'requestBody', 'content', type, 'schema'], body, 'the body');
  }

  return (exchange) => {
    const template = templateOf(Object.keys(contract.paths), exchange.url.pathname);
    const method = exchange.method.toLowerCase();
    const raw = template === undefined ? undefined : contract.paths[template]?.[method];
    const name = `${exchange.method} ${exchange.url.pathname}`;
    if (template === undefined || raw === undefined) return [`${name}: no such call`];
    const operation = operationSchema.parse(raw);
    const at = ['paths', template, method];
    const asked = [
      ...queryComplaints(exchange.url, operation, at),
      ...bodyComplaints(exchange, operation, at),
    ];
    const isDescribed = String(exchange.status) in operation.responses;
    // What is asked wrongly on purpose is answered with 400: then only the answer has to be right.
    const isProblem =
      typeof exchange.answer === 'object' && exchange.answer !== null && 'type' in exchange.answer;
    const [status, type] = isDescribed
      ? [String(exchange.status), 'application/json']
      : ['default', isProblem ? 'application/problem+json' : 'application/json'];
    const answered =
      isDescribed || exchange.status >= 400
        ? complaints(
            [...at, 'responses', status, 'content', type, 'schema'],
            exchange.answer,
            `answer ${status}`,
          )
        : [`answers ${exchange.status}`];
    return [...(exchange.status === 400 ? [] : asked), ...answered].map((one) => `${name}: ${one}`);
  };
}

const eventSchema = z.object({
  data: z.looseObject({
    event_uuid: z.unknown(),
    event_type: z.string(),
    filter: z.unknown(),
    payload: z.unknown(),
  }),
});

/** Names what an event of a call breaks; null without the description, which says of payloads only which there are. */
export function createEventCheck(): ((event: unknown) => string[]) | null {
  const read = readSharedJson(CONTRACT, 'events of X against its published API description');
  if (read === null) return null;
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, coerceTypes: false });
  addFormats.default(ajv);
  ajv.addSchema(contractSchema.parse(read), 'x');
  const complaints = (name: string, value: unknown): string[] =>
    ajv.validate({ $ref: `x#/components/schemas/${name}` }, value)
      ? []
      : (ajv.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
  return (event) => {
    const { event_uuid, event_type: type, filter, payload } = eventSchema.parse(event).data;
    const isPost = type.startsWith('post.') && type !== 'post.delete';
    return [
      ...complaints('ActivityEventId', event_uuid),
      ...complaints('ActivitySubscriptionFilter', filter),
      ...(isPost ? complaints('Post', payload) : []),
      ...(type === 'post.delete' ? complaints('PostDeleteActivityResponsePayload', payload) : []),
    ];
  };
}
