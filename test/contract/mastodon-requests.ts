// Compares the requests that were made with the published description of the Mastodon API.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import type { SeenRequest } from '../servers/faults.ts';
import { readSharedJson } from '../servers/kit/shared.ts';

const CONTRACT = 'contracts/mastodon-4.7.0.json';

const operationSchema = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).nullish(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
    .nullish(),
});
type Operation = z.infer<typeof operationSchema>;
const contractSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const schemaSchema = z.looseObject({
  oneOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

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

/** A body as the object it stands for: JSON, a form, or the names of a multipart form. */
function bodyOf(request: SeenRequest): unknown {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return JSON.parse(request.body);
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(request.body));
  const names = [...request.body.matchAll(/form-data; name="([^"]+)"/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, '']));
}

/** One address is allowed where the description, made by a program, knows only lists; older servers take nothing else. */
function asDescribed(path: string, body: unknown): unknown {
  if (path !== '/api/v1/apps' || typeof body !== 'object' || body === null) return body;
  return { ...body, redirect_uris: 'redirect_uris' in body ? [body.redirect_uris] : [] };
}

/**
 * What in the requests the description does not know, one line each.
 *
 * @returns null without the description; that is recorded as skipped
 */
export function undescribed(requests: readonly SeenRequest[]): string[] | null {
  const read = readSharedJson(CONTRACT, 'Mastodon requests against the published API description');
  if (read === null) return null;
  const contract = contractSchema.parse(read);
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(contract, 'mastodon');
  /** The description says `oneOf` where it means that one at least must fit. */
  const isValid = (pointer: string, schema: unknown, value: unknown): boolean => {
    const { oneOf } = schemaSchema.parse(schema);
    if (oneOf !== undefined) return oneOf.some((_, n) => isValid(`${pointer}/oneOf/${n}`, {}, value));
    return ajv.validate({ $ref: `mastodon#${pointer}` }, value);
  };

  const complaintsOf = (request: SeenRequest): string[] => {
    const url = new URL(request.path, 'http://server');
    const template = templateOf(Object.keys(contract.paths), url.pathname);
    const method = request.method.toLowerCase();
    const found = template === undefined ? undefined : contract.paths[template]?.[method];
    if (template === undefined || found === undefined) return ['no such call'];
    const operation: Operation = operationSchema.parse(found);
    const known = (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
    const complaints = [...url.searchParams.keys()]
      .filter((name) => !known.includes(name))
      .map((name) => `no parameter ${name}`);
    if (request.body === '') return complaints;
    const [described] = Object.entries(operation.requestBody?.content ?? {});
    if (described === undefined) return [...complaints, 'no body is described'];
    const [type, content] = described;
    const body = asDescribed(template, bodyOf(request));
    const escaped = [template, method, 'requestBody', 'content', type, 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    if (!isValid(`/paths/${escaped.join('/')}`, content.schema, body)) {
      complaints.push(`the body does not fit: ${ajv.errorsText()} ${JSON.stringify(body).slice(0, 300)}`);
    }
    const { properties } = schemaSchema.parse(content.schema);
    const strangers = Object.keys(body as object).filter(
      (name) => properties !== undefined && !(name in properties),
    );
    return [...complaints, ...strangers.map((name) => `no field ${name}`)];
  };

  return [
    ...new Set(
      requests.flatMap((request) =>
        complaintsOf(request).map(
          (complaint) => `${request.method} ${request.path.split('?')[0]}: ${complaint}`,
        ),
      ),
    ),
  ];
}
