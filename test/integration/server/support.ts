// A server over a test's database, driven without a socket or with one, and people to drive it as.
import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { compileQuery } from '../../../src/domain/listening/matcher.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { Role } from '../../../src/domain/access/policy.ts';
import type { SessionView } from '../../../src/contract/views.ts';
import { createServer } from '../../../src/server/create-server.ts';
import { usualLimits, type ServerConfig, type ServerDeps } from '../../../src/server/deps.ts';
import type { NetworkPort, PracticeUseCases, WorkRows, WorkUseCases } from '../../../src/server/ports.ts';
import { createSecretBox } from '../../../src/storage/secret-box.ts';
import type { TestDatabase } from '../../harness/database.ts';

export const newId = (): string => randomUUIDv7();
export const origin = 'http://localhost:3000';

/** Use cases of a program in which no work has come in yet: whatever is asked about is not there. */
function nothingThere<T extends object>(): T {
  return new Proxy({} as T, {
    get: () => () => Promise.reject(new AppError('not_found', 'There is no such thing in this workspace.')),
  });
}

const noRows: WorkRows = {
  ledgerRows: async () => [],
  caseRows: async () => [],
  postRows: async () => [],
  outboundRows: async () => [],
  noteRows: async () => [],
};

export interface TestServerOptions {
  config?: Partial<ServerConfig>;
  deps?: Partial<Omit<ServerDeps, 'config'>>;
}

export interface LogLine {
  level: string;
  details: Record<string, unknown>;
  message: string;
}

export interface TestServer {
  app: FastifyInstance;
  /** Epoch milliseconds; move it to let time pass for the server. */
  clock: { nowMs: number | null };
  log: LogLine[];
  pictures: Map<string, Uint8Array>;
  notices: { sources: string[]; monitors: string[] };
  secretBox: ServerDeps['secretBox'];
  close(): Promise<void>;
}

export async function startServer(
  database: TestDatabase,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const clock: TestServer['clock'] = { nowMs: null };
  const log: LogLine[] = [];
  const write =
    (level: string) =>
    (details: Record<string, unknown>, message: string): void => {
      log.push({ level, details, message });
    };
  const pictures = new Map<string, Uint8Array>();
  const notices: TestServer['notices'] = { sources: [], monitors: [] };
  const secretBox = createSecretBox(
    { currentId: 'test', keys: new Map([['test', new Uint8Array(32).fill(7)]]) },
    randomBytes,
  );
  const deps: ServerDeps = {
    config: {
      version: '0.0.0-test',
      publicUrl: origin,
      extraOrigins: [],
      trustProxy: false,
      webRoot: null,
      metricsToken: null,
      checkReplies: true,
      limits: { perActor: 1_000_000, perAddress: 1_000_000 },
      ...options.config,
    },
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    db: database.db,
    pool: database.pool,
    now: () => clock.nowMs ?? Date.now(),
    newId,
    randomBytes,
    secretBox,
    work: nothingThere<WorkUseCases>(),
    practice: nothingThere<PracticeUseCases>(),
    rows: noRows,
    networks: new Map<string, NetworkPort>(),
    listening: {
      sourcesChanged: (workspaceId) => notices.sources.push(workspaceId),
      monitorsChanged: (workspaceId) => notices.monitors.push(workspaceId),
    },
    compileQuery,
    attachments: {
      put: async (key, bytes) => void pictures.set(key, bytes),
      get: async (key) => pictures.get(key) ?? null,
      remove: async (key) => void pictures.delete(key),
    },
    readGauges: async () => [],
    practiceImage: () => Promise.reject(new AppError('not_found', 'There is no such picture.')),
    publicDocuments: new Map(),
    ...options.deps,
  };
  const app = await createServer(deps);
  await app.ready();
  return { app, clock, log, pictures, notices, secretBox, close: () => app.close() };
}

export { usualLimits };

export interface Answer<T = unknown> {
  status: number;
  body: T;
  headers: LightMyRequestResponse['headers'];
  etag: string | undefined;
  text: string;
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  ifMatch?: string | number;
  key?: string;
}

/** Somebody with a browser: a cookie, a CSRF token, and the manners of our own page. */
export class Person {
  readonly app: FastifyInstance;
  cookie = '';
  csrf = '';
  userId = '';
  workspaceId = '';

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  async call<T = unknown>(
    method: NonNullable<InjectOptions['method']>,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = { host: 'localhost:3000', ...options.headers };
    if (this.cookie !== '' && headers['cookie'] === undefined) headers['cookie'] = this.cookie;
    if (method !== 'GET') {
      headers['origin'] ??= origin;
      if (this.csrf !== '') headers['x-csrf-token'] ??= this.csrf;
    }
    if (options.ifMatch !== undefined) {
      headers['if-match'] = typeof options.ifMatch === 'number' ? `"${options.ifMatch}"` : options.ifMatch;
    }
    if (options.key !== undefined) headers['idempotency-key'] = options.key;
    const response = await this.app.inject({
      method,
      url: `/api${path}`,
      headers,
      ...(options.body === undefined ? {} : { payload: options.body as object }),
    });
    const json = response.headers['content-type']?.includes('json') === true;
    const etag = response.headers['etag'];
    return {
      status: response.statusCode,
      body: (json ? response.json() : undefined) as T,
      headers: response.headers,
      etag: typeof etag === 'string' ? etag : undefined,
      text: response.body,
    };
  }

  /** Calls that must succeed. */
  async do<T = unknown>(
    method: NonNullable<InjectOptions['method']>,
    path: string,
    options: CallOptions = {},
  ): Promise<T> {
    const answer = await this.call<T>(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** Keeps what a sign-in answered. */
  take(answer: Answer<SessionView>): this {
    if (answer.status >= 300) throw new Error(`signing in answered ${answer.status}: ${answer.text}`);
    const set = answer.headers['set-cookie'];
    const first = Array.isArray(set) ? set.at(-1) : set;
    if (first !== undefined) this.cookie = first.split(';')[0] ?? '';
    this.csrf = answer.body.csrfToken;
    this.userId = answer.body.user.id;
    this.workspaceId = answer.body.workspace?.id ?? '';
    return this;
  }
}

export const password = 'correct horse battery';

let people = 0;

/** The first owner, on an empty database. */
export async function setUpOwner(app: FastifyInstance, email = 'owner@acme.example'): Promise<Person> {
  const person = new Person(app);
  const body = {
    email,
    password,
    name: 'Olga Owner',
    workspaceName: 'Acme',
    locale: 'en',
    timeZone: 'Asia/Tokyo',
  };
  return person.take(await person.call<SessionView>('POST', '/setup', { body }));
}

/** A new member of the owner's workspace, by an invite taken up. */
export async function addPerson(owner: Person, role: Exclude<Role, 'owner'>): Promise<Person> {
  people += 1;
  const invite = await owner.do<{ url: string }>('POST', '/invites', { body: { email: '', role } });
  const token = invite.url.split('/').at(-1) ?? '';
  const person = new Person(owner.app);
  const body = { email: `${role}${people}@acme.example`, password, name: `${role} ${people}`, locale: 'ja' };
  return person.take(await person.call<SessionView>('POST', `/invites/${token}`, { body }));
}

/** A further owner: an admin whom the owner makes one. */
export async function addOwner(owner: Person): Promise<Person> {
  const person = await addPerson(owner, 'admin');
  await owner.do('PATCH', `/members/${person.userId}`, { body: { role: 'owner' }, ifMatch: '*' });
  return person;
}

/** Somebody with a workspace of their own beside the owner's. */
export async function otherOwner(owner: Person, name = 'Other'): Promise<Person> {
  const person = await addPerson(owner, 'viewer');
  const view = await person.call<SessionView>('POST', '/workspaces', { body: { name, timeZone: 'UTC' } });
  person.take(view);
  await owner.do('DELETE', `/members/${person.userId}`);
  return person;
}

/** Statuses in order of size: requests made at once are answered in any order. */
export function statusesOf(answers: readonly Answer[]): number[] {
  return answers.map((answer) => answer.status).toSorted((a, b) => a - b);
}
