// Calls of the API as the one who is signed in at a desk: for what a test prepares, not for what it is about.
import type { z } from 'zod';
import { endpoints, type EndpointName } from '../../../src/contract/endpoints.ts';
import type { SessionView } from '../../../src/contract/views.ts';
import { changesAnswered } from './settled.ts';
import type { Desk } from './stage.ts';

type Table = typeof endpoints;
type Input<N extends EndpointName, K extends 'params' | 'query' | 'body'> = z.input<Table[N][K]>;

export interface CallInput<N extends EndpointName> {
  params?: Input<N, 'params'>;
  query?: Input<N, 'query'>;
  body?: Input<N, 'body'>;
}

/** The token that proves a change comes from our own pages; null while nobody is signed in. */
async function csrfToken({ context }: Desk): Promise<string | null> {
  const response = await context.request.get('/api/session');
  if (!response.ok()) return null;
  return ((await response.json()) as SessionView).csrfToken;
}

/** Calls an endpoint with the cookies of the desk, after what its page is changing. Throws with the server's own words when it refuses. */
export async function call<N extends EndpointName>(
  desk: Desk,
  name: N,
  input: CallInput<N> = {},
): Promise<z.output<Table[N]['reply']>> {
  const { method, path } = endpoints[name];
  await changesAnswered(desk.page);
  const params = (input.params ?? {}) as Record<string, string>;
  const filled = path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const query = Object.entries((input.query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, String(value)] as [string, string]);
  const token = method === 'GET' ? null : await csrfToken(desk);
  const search = new URLSearchParams(query).toString();
  const response = await desk.context.request.fetch(`/api${filled}?${search}`, {
    method,
    headers: { ...(token === null ? {} : { 'x-csrf-token': token }), 'if-match': '*' },
    ...(input.body === undefined ? {} : { data: input.body }),
  });
  if (!response.ok()) throw new Error(`${name} answered ${response.status()}: ${await response.text()}`);
  return (response.status() === 204 ? {} : await response.json()) as z.output<Table[N]['reply']>;
}

export const password = 'a long phrase for tests';

export interface Company {
  owner?: string;
  company?: string;
  products?: readonly { name: string; aliases?: string[]; lookalikes?: string[] }[];
  undoSeconds?: number;
  email?: string;
  timeZone?: string;
}

/** Does the first run through the API, for tests of what comes after it. Answers the brand's id. */
export async function setUpCompany(desk: Desk, about: Company = {}): Promise<{ brandId: string }> {
  const { owner = 'Olga Owner', company = 'Acme', products = [], undoSeconds = 1 } = about;
  const { email = 'owner@acme.example', timeZone = 'Asia/Tokyo' } = about;
  await call(desk, 'setUp', {
    body: {
      email,
      password,
      name: owner,
      workspaceName: company,
      locale: desk.locale,
      timeZone,
    },
  });
  await call(desk, 'changeWorkspace', {
    body: { settings: { undoPublicSeconds: undoSeconds, undoDmSeconds: undoSeconds } },
  });
  const brand = await call(desk, 'createBrand', { body: { name: company } });
  for (const product of products) {
    await call(desk, 'createProduct', { body: { brandId: brand.id, ...product, monitor: true } });
  }
  return { brandId: brand.id };
}

/** Adds a member by an invite and signs them in at a desk of their own. */
export async function joinTeam(
  owner: Desk,
  desk: Desk,
  member: { name: string; role: 'admin' | 'supervisor' | 'agent' | 'viewer'; email?: string },
): Promise<SessionView> {
  const { url } = await call(owner, 'createInvite', { body: { email: '', role: member.role } });
  const token = url.split('/').at(-1) ?? '';
  const email = member.email ?? `${member.name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@acme.example`;
  return call(desk, 'acceptInvite', {
    params: { token },
    body: { email, password, name: member.name, locale: desk.locale },
  });
}
