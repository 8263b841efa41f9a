// What a fake of the Graph API answers with, whatever it is a fake of, and how its questions are held to the documents.
import type { IncomingMessage } from 'node:http';
import { graphError, type GraphError } from './meta.ts';

export interface Answer {
  /** As operations.ts writes it; empty where nobody is asked such a thing. */
  path: string;
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}
export interface Question {
  method: string;
  /** After the version. */
  path: string;
  query: URLSearchParams;
  body: Readonly<Record<string, unknown>>;
}
export interface Refusal extends GraphError {
  status: number;
  headers?: Record<string, string>;
}

export const refuse = (code: number, message: string, subcode?: number): Refusal => ({
  status: 400,
  code,
  message,
  ...(subcode === undefined ? {} : { subcode }),
});
export const missing = (id: string): Refusal =>
  refuse(100, `Unsupported request. Object with ID '${id}' does not exist`, 33);
export const deadToken: Refusal = {
  status: 401,
  code: 190,
  message: 'Error validating access token: the session has been invalidated',
};

/** As Graph writes times. */
export const graphTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+0000');
export const ok = (path: string, body: unknown): Answer => ({ path, status: 200, body });
export const refused = (path: string, { status, headers, ...error }: Refusal): Answer => ({
  path,
  status,
  ...(headers === undefined ? {} : { headers }),
  body: graphError(error),
});
export const gone = (path: string): Answer =>
  refused(path, {
    status: 400,
    code: 100,
    subcode: 33,
    message: 'Unsupported get request. Object does not exist, or cannot be loaded due to missing permissions',
  });
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const inner = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Only what was asked for, as Graph does it. */
export const picked = (all: Record<string, unknown>, fields: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => name === 'id' || new RegExp(`(?:^|[,{])${name}(?:[,{]|$)`).test(fields),
    ),
  );

/** One page of a list. */
export function page(all: readonly Record<string, unknown>[], query: URLSearchParams, most = 50) {
  const limit = Math.min(Number(query.get('limit') ?? 25), most);
  const from = query.get('after') === null ? 0 : Number(query.get('after'));
  const data = all.slice(from, from + limit);
  const after = String(from + data.length);
  const next = from + limit < all.length ? { next: 'https://graph.example/next' } : {};
  return { data, paging: { cursors: { before: String(from), after }, ...next } };
}
export const newestFirst = <T extends { atMs: number }>(list: readonly T[]): T[] =>
  list.toReversed().toSorted((a, b) => b.atMs - a.atMs);

export function bodyIn(request: IncomingMessage, bytes: Buffer): Record<string, unknown> {
  const type = request.headers['content-type'] ?? '';
  if (bytes.byteLength === 0) return {};
  if (type.startsWith('application/json'))
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}

/** A question that the documents describe. */
export interface Operation {
  method: 'GET' | 'POST' | 'DELETE';
  /** After the version. `{…}` stands for an id. */
  path: string;
  /** Parameters of the address. */
  query: readonly string[];
  /** What `fields` may name, braces and all that is in them apart. */
  fields?: readonly string[];
  /** Parameters of the body, by the names of its first level. */
  body?: readonly string[];
  /** Which document describes it. */
  document: string;
}

/** What is asked of the first level of `fields`. */
function fieldsIn(fields: string): string[] {
  let depth = 0;
  let flat = '';
  for (const char of fields) {
    if (char === '{' || char === '(') depth += 1;
    else if (char === '}' || char === ')') depth -= 1;
    else if (depth === 0) flat += char;
  }
  return flat.split(',').filter((field) => field !== '');
}

/** What is not described of a question: nothing, where it is as the documents have it. */
export function complaints(
  operations: readonly Operation[],
  { method, path }: { method: string; path: string },
  asked: { query: URLSearchParams; body: readonly string[] },
): string[] {
  const found = operations.find((one) => one.method === method && one.path === path);
  if (found === undefined) return [`${method} ${path}: no such question`];
  const { query, body } = asked;
  const of = (kind: string, names: readonly string[], known: readonly string[]) =>
    names.filter((name) => !known.includes(name)).map((name) => `${method} ${path}: ${kind} ${name}`);
  return [
    ...of('the parameter', [...query.keys()], found.query),
    ...of('the field', fieldsIn(query.get('fields') ?? ''), found.fields ?? []),
    ...of('in the body', body, found.body ?? []),
  ];
}
