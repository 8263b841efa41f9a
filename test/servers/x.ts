// A fake X, since none can be run: it keeps state, holds to X's rules, and every exchange is checked against X's description.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { startFaultProxy, type FaultProxy } from './faults.ts';
import { closeServer, listen, onRequest, readBody, sendJson, trackSockets, urlOf } from './kit/http.ts';
import { Access } from './x/access.ts';
import { Jobs } from './x/compliance.ts';
import { createExchangeCheck } from './x/contract.ts';
import { answerMessages } from './x/messages.ts';
import { answer, refused, type Answer, type World } from './x/routes.ts';
import { Store } from './x/store.ts';
import { Streams } from './x/stream.ts';

export interface FakeX {
  /** Its address, behind switches for faults. */
  url: string;
  faults: FaultProxy;
  store: Store;
  access: Access;
  world: World;
  streams: Streams;
  jobs: Jobs;
  /** What was not as X describes it; null without the description. */
  violations: string[] | null;
  /** How long tokens that are given from now on hold, in seconds. */
  tokenLifeSeconds: number;
  close(): Promise<void>;
}

/** A body as what it stands for: JSON, or the fields of a form. */
function parse(body: Buffer, mimeType: string): unknown {
  if (body.length === 0) return undefined;
  if (mimeType.startsWith('application/json')) return JSON.parse(body.toString('utf8'));
  const parts = body.toString('latin1').split(/\r\n--|^--/u);
  return Object.fromEntries(
    parts.flatMap((part) => {
      const [, name] = /name="([^"]+)"/u.exec(part) ?? [];
      return name === undefined ? [] : [[name, part.slice(part.indexOf('\r\n\r\n') + 4)]];
    }),
  );
}

const unauthorised: Answer = { status: 401, body: { code: 32, message: 'Unauthorized' } };
const unknownCall: Answer = { status: 404, body: { code: 34, message: 'No such call' } };

/** What X says to an account without the right to messages. */
const closed = refused(
  'Your client app is not configured with the appropriate permissions for this endpoint.',
);

/** What X says of the limit: 300 calls in 15 minutes. */
function rateHeaders(): Record<string, string> {
  const reset = Math.ceil(Date.now() / 900_000) * 900;
  return {
    'x-rate-limit-limit': '3000',
    'x-rate-limit-remaining': '2900',
    'x-rate-limit-reset': String(reset),
  };
}

export async function startX(): Promise<FakeX> {
  const store = new Store();
  const access = new Access();
  const jobs = new Jobs(store);
  const world: World = { store, indexDelayMs: 0, broken: [] };
  const check = createExchangeCheck();
  const violations: string[] | null = check === null ? null : [];
  const server = createServer();
  const sockets = trackSockets(server);
  let publicUrl = '';
  const streams = new Streams(store, (exchange) => violations?.push(...(check?.(exchange) ?? [])));

  async function serve(request: IncomingMessage): Promise<Answer> {
    const url = new URL(urlOf(request).href.replace(/^http:\/\/[^/]+/u, publicUrl));
    const body = await readBody(request);
    if (url.pathname === '/oauth2/token') {
      const token = access.signAppIn(request, new URLSearchParams(body.toString('utf8')));
      return token === null ? unauthorised : { status: 200, body: token };
    }
    if (url.pathname === '/2/oauth2/token') {
      const form = new URLSearchParams(body.toString('utf8'));
      const tokens = access.trade(request, form, fake.tokenLifeSeconds);
      if (tokens !== null) return { status: 200, body: tokens };
      return {
        status: 400,
        body: { error: 'invalid_request', error_description: 'Value passed was invalid.' },
      };
    }
    const method = request.method ?? 'GET';
    const mimeType = request.headers['content-type'] ?? '';
    const callerId = access.isApp(request) ? '' : access.callerOf(request, url);
    const isBroken = world.broken.length > 0;
    const asked = { method, url, body: parse(body, mimeType), callerId: callerId ?? '' };
    const isOfMessages = url.pathname.startsWith('/2/dm_');
    const right = method === 'GET' ? 'dm.read' : 'dm.write';
    const webhooks = access.isApp(request) && `${method} ${url.pathname}` === 'GET /2/webhooks';
    const known = (): Answer =>
      (access.isApp(request) ? jobs.answer(asked) : null) ??
      (webhooks ? { status: 200, body: { data: access.webhooks } } : null) ??
      (isOfMessages && !access.mayUse(request, right, callerId) ? closed : null) ??
      answerMessages(world, asked) ??
      streams.answer(asked, access.isApp(request)) ??
      answer(world, asked) ??
      unknownCall;
    const said = callerId === null ? unauthorised : known();
    const exchange = { method, url, mimeType, body: asked.body, status: said.status, answer: said.body };
    if (!isBroken || world.broken.length > 0) violations?.push(...(check?.(exchange) ?? []));
    return said;
  }

  onRequest(server, async (request, response) => {
    const url = new URL(request.url ?? '/', publicUrl);
    if (access.isApp(request) && streams.open(url, response)) return;
    if (url.pathname.startsWith('/signed/')) {
      const sent = (await readBody(request)).toString('utf8');
      const given = { body: sent, mimeType: request.headers['content-type'] ?? '' };
      if (url.pathname.endsWith('/upload') && jobs.lostUploads > 0) {
        jobs.lostUploads -= 1;
        response.writeHead(503).end();
        return;
      }
      const said = access.isApp(request) ? jobs.signed(request.method ?? '', url, given) : null;
      response.writeHead(said === null ? 403 : 200, { 'content-type': 'application/x-ndjson' });
      if (url.pathname.endsWith('/result') && said !== null && jobs.cuts > 0) {
        jobs.cuts -= 1;
        response.write(said.slice(0, 20), () => response.destroy());
        return;
      }
      response.end(said ?? '');
      return;
    }
    const { status, body } = await serve(request);
    sendJson(response, status, body, rateHeaders());
  });
  const port = await listen(server);
  const faults = await startFaultProxy(`http://127.0.0.1:${port}`);
  publicUrl = faults.url;
  const fake: FakeX = {
    url: faults.url,
    faults,
    store,
    access,
    world,
    streams,
    jobs,
    violations,
    tokenLifeSeconds: 7200,
    async close() {
      await faults.close();
      await closeServer(server, sockets);
    },
  };
  return fake;
}
