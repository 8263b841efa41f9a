// Holds what is asked of the fake Discord, and what it answers, against Discord's own published description.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { readSharedJson } from '../kit/shared.ts';

const CONTRACT = 'contracts/discord-openapi.json';

const parameterSchema = z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() });
const operationSchema = z.looseObject({
  parameters: z.array(parameterSchema).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const contractSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** One call as it went. */
export interface Exchange {
  method: string;
  /** After `/api/v10`, with its query. */
  url: URL;
  mimeType: string;
  /** Parsed JSON; of a form with files its `payload_json`. Undefined where there is none. */
  body: unknown;
  status: number;
  answer: unknown;
}

/** Names what an exchange breaks, or nothing. */
export type ExchangeCheck = (exchange: Exchange) => string[];

const pointer = (parts: readonly string[]): string =>
  parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

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

/** Of each field that is wrong the description gives a number; the documents, and Discord, a word. */
function withoutFields(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'errors'));
}

/** Null without the description; that is recorded as skipped. */
export function createExchangeCheck(): ExchangeCheck | null {
  const read = readSharedJson(CONTRACT, 'Discord requests and answers against its published API description');
  if (read === null) return null;
  const contract = contractSchema.parse(read);
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, coerceTypes: false });
  addFormats.default(ajv);
  ajv.addSchema(contract, 'discord');
  const paths = Object.keys(contract.paths);

  const complaints = (parts: readonly string[], value: unknown, what: string): string[] => {
    if (ajv.validate({ $ref: `discord#/${pointer(parts)}` }, value)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
  };

  function queryComplaints(
    url: URL,
    operation: z.infer<typeof operationSchema>,
    at: readonly string[],
  ): string[] {
    const known = (operation.parameters ?? []).map((one, n) => ({
      ...one,
      at: [...at, 'parameters', String(n)],
    }));
    const asked = [...url.searchParams.entries()];
    return asked.flatMap(([name, text]) => {
      const found = known.find((one) => one.in === 'query' && one.name === name);
      if (found === undefined) return [`no parameter ${name}`];
      const tries = [text, Number(text), [text]].map((value) =>
        complaints([...found.at, 'schema'], value, name),
      );
      return tries.some((one) => one.length === 0) ? [] : (tries[0] ?? []);
    });
  }

  /** What is not described is most often a slip of the pen: Discord passes over it without a word. */
  function unknownNames(body: unknown): string[] {
    const known = [
      'content',
      'nonce',
      'enforce_nonce',
      'allowed_mentions',
      'message_reference',
      'attachments',
    ];
    const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
    return names
      .filter((name) => ![...known, 'recipient_id'].includes(name))
      .map((name) => `the body has ${name}`);
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
    // What a form with files tells of the message is described like any other message.
    const schema = [...at, 'requestBody', 'content', 'application/json', 'schema'];
    return [...complaints(schema, body, 'the body'), ...unknownNames(body)];
  }

  function answerComplaints(
    { status, answer }: Exchange,
    responses: Record<string, unknown>,
    at: readonly string[],
  ) {
    if (status >= 400) {
      const named = status === 429 ? 'ClientRatelimitedResponse' : 'ClientErrorResponse';
      const schema = ['components', 'responses', named, 'content', 'application/json', 'schema'];
      return complaints(schema, withoutFields(answer), `answer ${String(status)}`);
    }
    if (!(String(status) in responses)) return [`answers ${String(status)}`];
    if (status === 204) return answer === undefined ? [] : ['204 has a body'];
    const schema = [...at, 'responses', String(status), 'content', 'application/json', 'schema'];
    return complaints(schema, answer, `answer ${String(status)}`);
  }

  return (exchange) => {
    const { method, url, status } = exchange;
    const template = templateOf(paths, url.pathname);
    const verb = method.toLowerCase();
    const raw = template === undefined ? undefined : contract.paths[template]?.[verb];
    const name = `${method} ${url.pathname}`;
    if (template === undefined || raw === undefined) return [`${name}: no such call`];
    const operation = operationSchema.parse(raw);
    const at = ['paths', template, verb];
    const asked = [...queryComplaints(url, operation, at), ...bodyComplaints(exchange, operation, at)];
    // What was refused as wrong may be wrong.
    const wrong = status === 400 ? [] : asked;
    return [...wrong, ...answerComplaints(exchange, operation.responses, at)].map((one) => `${name}: ${one}`);
  };
}
