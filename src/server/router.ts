// Registers every endpoint of the contract: who may ask, what is taken in, what goes out, in the same order for all.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { may, sentenceOf, type Role } from '../domain/access/policy.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { endpoints, type EndpointName } from '../contract/endpoints.ts';
import { AppError } from '../domain/errors.ts';
import type { Caller } from './auth/authenticate.ts';
import { cookieName } from './auth/cookies.ts';
import { refuseForeignOrigin, requireCsrfToken } from './auth/origin.ts';
import {
  memberContext,
  type MemberContext,
  type OpenContext,
  type Services,
  type UserContext,
} from './context.ts';
import { cookieOptions } from './auth/cookies.ts';
import { etagOf, readIfMatch, versionOf } from './etag.ts';
import { memberHandlers, openHandlers, userHandlers } from './handlers.ts';
import { answerOnce } from './once.ts';
import { failuresOf } from './openapi.ts';
import { asAppError } from './problems.ts';
import { accept, firstDropped } from './validate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before a request's body is read. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** For metrics: the operation's name instead of an address with ids in it. */
    operation?: string;
  }
}

interface LooseInput {
  params: unknown;
  query: unknown;
  body: unknown;
  ifMatch: number | null;
  idempotencyKey: string | null;
}
type LooseHandler<C> = (ctx: C, input: LooseInput) => Promise<unknown>;

const mutating = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const keyPattern = /^[\x21-\x7e]{1,200}$/;

/** Registers all endpoints below /api. */
export function registerEndpoints(app: FastifyInstance, services: Services): void {
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const definition: Endpoint = endpoints[name];
    app.route({
      method: definition.method,
      url: `/api${definition.path}`,
      config: { operation: name },
      ...(definition.mostBytes === undefined ? {} : { bodyLimit: definition.mostBytes }),
      onRequest: async (request) => {
        request.caller = await admit(services, request, definition.needs);
      },
      handler: (request, reply) => serve(services, name, definition, request, reply),
    });
  }
}

/**
 * Lets a request in: no foreign page's mutation, a caller that is known, with a role that may, and a session's mutation
 * with its token. Errors: `csrf_failed`, `sign_in_required`, `not_allowed`.
 */
export async function admit(
  services: Services,
  request: FastifyRequest,
  needs: Endpoint['needs'],
): Promise<Caller> {
  const mutation = mutating.has(request.method);
  if (mutation) refuseForeignOrigin(request.headers, services.config);
  const caller = await identify(services, request, needs);
  if (needs === 'anyone') return caller;
  if (caller.kind === 'nobody') {
    throw new AppError('sign_in_required', 'Sign in first, or send an API token as a bearer token.');
  }
  if (mutation && caller.kind === 'session') {
    requireCsrfToken(request.headers['x-csrf-token'], caller.csrfToken);
  }
  if (needs === 'signed_in') {
    if (caller.kind === 'session') return caller;
    throw new AppError('not_allowed', 'This is for people who are signed in; an API token is not one.');
  }
  roleOf(caller, needs);
  return caller;
}

/** Finds the caller, unless too many of this address were turned away: then nothing is looked up any more. */
async function identify(
  { authenticator, strangers, secureCookies }: Services,
  request: FastifyRequest,
  needs: Endpoint['needs'],
): Promise<Caller> {
  const cookie = request.cookies[cookieName(secureCookies)];
  const { authorization } = request.headers;
  const credentials = { cookie, authorization };
  const isOpen = needs === 'anyone' && cookie === undefined && authorization === undefined;
  if (!isOpen && !authenticator.wereGood(credentials)) strangers.refuse(request.ip);
  try {
    const caller = await authenticator.identify(credentials);
    if (caller.kind === 'nobody' && !isOpen) strangers.turnedAway(request.ip);
    return caller;
  } catch (error) {
    if (asAppError(error).class === 'unauthenticated') strangers.turnedAway(request.ip);
    throw error;
  }
}

function roleOf(caller: Exclude<Caller, { kind: 'nobody' }>, needs: Endpoint['needs']): Role {
  if (caller.role === null) {
    throw new AppError('not_allowed', 'You are in no workspace. Choose or make one first.');
  }
  if (!may(caller.role, needs)) {
    throw new AppError('not_allowed', `Your role (${caller.role}) may not do this: ${sentenceOf(needs)}`);
  }
  return caller.role;
}

async function serve(
  services: Services,
  name: EndpointName,
  definition: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { caller } = request;
  if (caller === null) throw new AppError('internal', `${name} was reached without its caller.`);
  const input: LooseInput = {
    params: accept(definition.params, request.params, 'path'),
    query: accept(definition.query, request.query, 'query'),
    body: accept(definition.body, request.body ?? {}, 'body'),
    ifMatch: definition.versioned === 'ifMatch' ? readIfMatch(request.headers['if-match']) : null,
    idempotencyKey: definition.idempotent === true ? readKey(request.headers['idempotency-key']) : null,
  };
  const run = (): Promise<unknown> =>
    callHandler(services, name, definition, { caller, request, reply, input }).catch((error: unknown) => {
      if (services.config.checkReplies) checkFailure(name, definition, error);
      throw error;
    });
  const answer =
    input.idempotencyKey === null || caller.kind === 'nobody' || caller.workspaceId === null
      ? await run()
      : await answerOnce(services, {
          workspaceId: caller.workspaceId,
          actor: caller.kind === 'session' ? `user:${caller.userId}` : `token:${caller.tokenId}`,
          key: input.idempotencyKey,
          request: { name, params: input.params, query: input.query, body: input.body },
          status: definition.status,
          run,
        });
  return finish(services, name, definition, reply, answer);
}

interface Call {
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
  input: LooseInput;
}

function callHandler(
  services: Services,
  name: EndpointName,
  definition: Endpoint,
  { caller, request, reply, input }: Call,
): Promise<unknown> {
  const base = baseContext(services, request, reply);
  if (name in openHandlers) {
    const handle = openHandlers[name as keyof typeof openHandlers] as LooseHandler<OpenContext>;
    return handle({ ...base, caller }, input);
  }
  if (name in userHandlers) {
    if (caller.kind !== 'session') throw new AppError('sign_in_required', 'Sign in first.');
    const handle = userHandlers[name as keyof typeof userHandlers] as LooseHandler<UserContext>;
    return handle({ ...base, caller }, input);
  }
  if (caller.kind === 'nobody' || caller.workspaceId === null) {
    throw new AppError('sign_in_required', 'Sign in first.');
  }
  const actor = {
    workspaceId: caller.workspaceId,
    userId: caller.kind === 'session' ? caller.userId : null,
    onBehalfOf: caller.kind === 'token' ? caller.madeBy : null,
    role: roleOf(caller, definition.needs),
    name: caller.name,
  };
  const handle = memberHandlers[name as keyof typeof memberHandlers] as LooseHandler<MemberContext>;
  return handle(memberContext(base, caller, caller.workspaceId, actor), input);
}

/** What every context has. */
export function baseContext(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const nowMs = services.now();
  return {
    services,
    nowMs,
    now: new Date(nowMs).toISOString(),
    address: request.ip,
    signal: signalOf(reply),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 400),
    reply: {
      setCookie(cookie: string, value: string, maxAgeSeconds: number) {
        void reply.setCookie(cookie, value, cookieOptions(services.secureCookies, maxAgeSeconds));
      },
      clearCookie(cookie: string) {
        void reply.clearCookie(cookie, cookieOptions(services.secureCookies, 0));
      },
    },
  };
}

/** Who closes the connection before the answer does not want it any more. */
function signalOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

function readKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && keyPattern.test(header)) return header;
  throw new AppError('invalid_input', 'Idempotency-Key must be 1 to 200 visible ASCII characters.', {
    where: 'header.Idempotency-Key',
  });
}

function finish(
  services: Services,
  name: EndpointName,
  definition: Endpoint,
  reply: FastifyReply,
  answer: unknown,
): FastifyReply {
  if (definition.status === 204) return reply.code(204).send();
  if (services.config.checkReplies) checkReply(name, definition, answer);
  const version = definition.versioned === undefined ? null : versionOf(answer);
  if (version !== null) void reply.header('etag', etagOf(version));
  return reply.code(definition.status).type('application/json; charset=utf-8').send(JSON.stringify(answer));
}

/** A reply must fit its schema and hold nothing besides: a column that leaks is a bug. */
function checkReply(name: EndpointName, definition: Endpoint, answer: unknown): void {
  const parsed = definition.reply.safeParse(answer);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'internal',
      `The reply of ${name} is wrong at ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }
  const extra = firstDropped(answer, parsed.data);
  if (extra !== null)
    throw new AppError('internal', `The reply of ${name} has a field too many: ${extra.join('.')}`);
}

/** A failure must be one that the operation declares: clients are written against those. */
function checkFailure(name: EndpointName, definition: Endpoint, error: unknown): void {
  const { code } = asAppError(error);
  if (failuresOf(definition).includes(code)) return;
  throw new AppError('internal', `${name} failed with ${code}, which it does not declare.`, { cause: error });
}
