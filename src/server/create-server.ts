// Puts the server together: security headers, sessions, the contract's endpoints, the live stream, the web app.
import { finished } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.ts';
import { registerAttachments } from './attachments.ts';
import { createAuthenticator } from './auth/authenticate.ts';
import { createPasswords } from './auth/passwords.ts';
import { createStrangers, networkOf } from './auth/strangers.ts';
import { registerCalendar } from './calendar.ts';
import type { Services } from './context.ts';
import type { ServerDeps } from './deps.ts';
import { registerHealth } from './health.ts';
import { LiveHub } from './live/hub.ts';
import { createFittingArticles } from './fitting-articles.ts';
import { createSimilarCases } from './similar-cases.ts';
import { createPresence } from './live/presence.ts';
import { registerLiveStream } from './live/stream.ts';
import { registerMedia } from './media/serve.ts';
import { createMetrics } from './metrics.ts';
import { registerOAuthCallback } from './oauth.ts';
import { openApiDocument } from './openapi.ts';
import { answerUnreadable, answerUnroutable, asAppError, sendProblem } from './problems.ts';
import { registerPracticeImages } from './practice-images.ts';
import { registerEndpoints } from './router.ts';
import { registerSource } from './source.ts';
import { createSlowRequests } from './slow-requests.ts';
import { registerWeb } from './web.ts';
import { registerForms } from './webform/serve.ts';
import { registerWebhooks } from './webhooks.ts';

const bodyLimitBytes = 1024 * 1024;
/** A request must have come in whole by then, a large picture over a slow line too: who sends a byte a minute holds a socket for nothing. */
const requestTimeoutMs = 120_000;
/** Requests in hand get this long when the server ends. */
const drainMs = 5_000;

/** Makes the server; call `listen` on it, and `close` to end it with its live streams. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { config, log } = deps;
  const app = Fastify({
    logger: false,
    trustProxy: config.trustProxy,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: () => deps.newId(),
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerUnreadable(() => deps.newId()),
    // What is being answered gets its time in `preClose`; sockets that browsers only hold open do not.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  const authenticator = createAuthenticator(deps);
  const presence = createPresence(() => deps.now());
  const hub = new LiveHub({ ...deps, presence, revoked: (revocation) => authenticator.forget(revocation) });
  const services: Services = {
    ...deps,
    passwords: createPasswords(),
    authenticator,
    strangers: createStrangers(config.limits.perAddress, () => deps.now()),
    presence,
    similarCases: createSimilarCases(deps),
    fittingArticles: createFittingArticles(),
    secureCookies: new URL(config.publicUrl).protocol === 'https:',
    applyRevocation: (revocation) => hub.revoke(revocation),
  };
  const metrics = createMetrics(deps.readGauges, deps.now());
  const noteTime = createSlowRequests(log, () => deps.now());

  app.decorateRequest('caller', null);
  app.addHook('onResponse', async (request, reply) => {
    const { elapsedTime: ms } = reply;
    const operation = request.routeOptions.config.operation ?? 'other';
    metrics.observe(operation, reply.statusCode, ms);
    if (operation !== 'live') noteTime({ operation, ms, reference: request.id });
  });
  const drained = countInFlight(app);
  answerProblems(app, services);
  acceptEmptyBodies(app);
  await app.register(cookie);
  await secureHeaders(app, services);
  registerHealth(app, services, hub, metrics);
  registerOAuthCallback(app, services);
  registerDocuments(app, services);
  await registerApi(app, services, hub);
  await registerForms(app, services);
  if (config.webRoot !== null) await registerWeb(app, services, config.webRoot);
  app.addHook('onReady', () => hub.start());
  app.addHook('preClose', async () => {
    metrics.stop();
    await hub.stop();
    await drained(drainMs);
  });
  return app;
}

/** Answers a function that waits until no request is in hand, or until its time is over. */
function countInFlight(app: FastifyInstance): (withinMs: number) => Promise<void> {
  let inFlight = 0;
  app.addHook('onRequest', async (_request, reply) => {
    inFlight += 1;
    // Answered, or given up by whoever asked: no `onResponse` comes for a tab that was closed.
    finished(reply.raw, () => (inFlight -= 1));
  });
  return async (withinMs) => {
    const deadline = performance.now() + withinMs;
    while (inFlight > 0 && performance.now() < deadline) await sleep(10);
  };
}

/** The API in a scope of its own: its limits are not the web app's. */
async function registerApi(app: FastifyInstance, services: Services, hub: LiveHub): Promise<void> {
  const { limits } = services.config;
  await app.register(async (api) => {
    await api.register(rateLimit, {
      // After the caller is known: a member is counted as themselves, wherever they come from.
      hook: 'preValidation',
      timeWindow: 60_000,
      max: (request) => (isKnown(request) ? limits.perActor : limits.perAddress),
      keyGenerator: (request) => actorKey(request),
      errorResponseBuilder: (_request, context) =>
        new AppError('too_many_requests', 'Too many requests. Slow down.', { retryAfterMs: context.ttl }),
    });
    registerEndpoints(api, services);
    registerLiveStream(api, services, hub);
    await registerAttachments(api, services);
    registerPracticeImages(api, services);
    registerMedia(api, services);
    registerCalendar(api, services);
    await registerWebhooks(api, services);
    registerSource(api, services);
    const document = JSON.stringify(openApiDocument(services.config.version, services.config.publicUrl));
    api.get('/api/openapi.json', { config: { operation: 'openapi' } }, async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(document),
    );
    api.all('/api/*', { config: { operation: 'unknown' } }, async () => {
      throw new AppError('not_found', 'There is no such operation. See /api/openapi.json.');
    });
  });
}

function isKnown({ caller }: FastifyRequest): boolean {
  return caller !== null && caller.kind !== 'nobody';
}

function actorKey({ caller, ip }: FastifyRequest): string {
  if (caller?.kind === 'session') return `user ${caller.userId}`;
  return caller?.kind === 'token' ? `token ${caller.tokenId}` : `address ${networkOf(ip)}`;
}

async function secureHeaders(app: FastifyInstance, { secureCookies }: Services): Promise<void> {
  await app.register(helmet, {
    // Set by the page itself, with its nonce; everything else may load nothing.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: secureCookies ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    // Needs every answer to opt in, for isolation that nothing here uses.
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
  });
}

/** A change without a body is one with an empty body, whatever content type came with it. */
function acceptEmptyBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}

function registerDocuments(app: FastifyInstance, { publicDocuments }: Services): void {
  for (const [path, document] of publicDocuments) {
    app.get(path, { config: { operation: 'document' } }, async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify(document)),
    );
  }
}

function answerProblems(app: FastifyInstance, { log }: Services): void {
  app.setErrorHandler((error, request, reply) => {
    const failure = asAppError(error);
    const operation = request.routeOptions.config.operation;
    if (failure.class === 'bug') {
      log.error({ err: error, operation, reference: request.id }, 'a request failed');
    } else if (failure.class === 'unavailable') {
      log.warn({ error: failure.message, operation, reference: request.id }, 'a request could not be served');
    }
    return sendProblem(failure, request, reply);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(new AppError('not_found', 'There is nothing at this address.'), request, reply),
  );
}
