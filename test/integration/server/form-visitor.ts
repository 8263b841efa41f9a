// A contact form of a server of its own, and a visitor who fills it in over HTTP; each test's comes from another address.
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { setUpOwner, startServer, type Person, type TestServer } from './support.ts';

export const database = testDatabase();
export let server: TestServer;
export let owner: Person;
export let accountId = '';
export let path = '';
export let clockMs = Date.now();
let address = 0;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  const fields = { company: 'Minamo <b>&"', name: 'contact' };
  const body = { network: 'webform', fields, brandId: null };
  accountId = (await owner.do<{ id: string }>('POST', '/accounts', { body })).id;
  const { form } = await owner.do<{ form: { address: string } }>('GET', `/accounts/${accountId}/form`);
  path = new URL(form.address).pathname;
});
afterAll(() => server.close());
/** From now on the visitor is somebody else. */
export const fromElsewhere = (): void => {
  address += 1;
};
beforeEach(fromElsewhere);

export type Fields = Record<string, string>;
export const get = (url: string, headers: Fields = {}): Promise<LightMyRequestResponse> =>
  server.app.inject({ method: 'GET', url, headers });
export const post = (
  url: string,
  fields: Fields,
  remoteAddress = `10.0.0.${address}`,
): Promise<LightMyRequestResponse> =>
  server.app.inject({
    method: 'POST',
    url,
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
export const later = (seconds: number): void => {
  clockMs = Math.max(clockMs, Date.now()) + seconds * 1000;
  server.clock.nowMs = clockMs;
};
/** The program's clock is the machine's again. */
export const resetClock = (): void => {
  clockMs = 0;
  server.clock.nowMs = null;
};
export const stampIn = ({ body }: LightMyRequestResponse): string =>
  /name="stamp" value="([^"]+)"/.exec(body)?.[1] ?? '';
export const kept = (): Promise<number> =>
  inWorkspace(database().db, owner.workspaceId, async (trx) => {
    const rows = await trx.selectFrom('form_word').select('id').execute();
    return rows.length;
  });

/** Fills the form in as a person does, and answers the conversation's address. */
export async function write(fields: Fields, url = path): Promise<string> {
  const stamp = stampIn(await get(url));
  later(10);
  const answer = await post(url, { stamp, lang: 'ja', ...fields });
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location).split('?')[0] ?? '';
}
