// A server over a test's database, driven without a socket or with one, and people to drive it as.
import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { compileQuery } from '../../../src/domain/listening/matcher.ts';
import { inChild } from '../../../src/main/in-child.ts';
import type { Role } from '../../../src/domain/access/policy.ts';
import type { SessionView } from '../../../src/contract/views.ts';
import { createPassing } from '../../../src/server/media/passing.ts';
import { createServer } from '../../../src/server/create-server.ts';
import { usualLimits, type ServerConfig, type ServerDeps } from '../../../src/server/deps.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { createHostCheck } from '../../../src/main/check-host.ts';
import type { OtherModelSettings } from '../../../src/main/config-model.ts';
import { loadJudging } from '../../../src/main/judging.ts';
import { loadDetector } from '../../../src/main/language.ts';
import { createNetworkAccess } from '../../../src/main/networks.ts';
import { createDrafting } from '../../../src/main/other-model.ts';
import { createPractice, practiceImage } from '../../../src/main/practice.ts';
import { profileLook } from '../../../src/main/profile-look.ts';
import { createSafeFetch } from '../../../src/networks/kit/safe-fetch.ts';
import { createNetworks } from '../../../src/networks/registry.ts';
import { ingest } from '../../../src/pipeline/ingest.ts';
import { createMatchStage } from '../../../src/pipeline/match.ts';
import { caseRows, noteRows } from '../../../src/server/read/cases.ts';
import { ledgerRows } from '../../../src/server/read/ledger.ts';
import { outboundRows } from '../../../src/server/read/outbound.ts';
import { postRows } from '../../../src/server/read/posts.ts';
import { createDecidingUseCases } from '../../../src/server/deciding.ts';
import { createJudgingUseCases } from '../../../src/server/judging.ts';
import { createWorkUseCases } from '../../../src/server/work.ts';
import { createPracticeStore } from '../../../src/storage/practice/store.ts';
import { createFormStore } from '../../../src/storage/webform-words.ts';
import { createWebhookInbox } from '../../../src/storage/webhook-inbox.ts';
import { createInWorkspace } from '../../../src/storage/work/work-tx.ts';
import { createSecretBox } from '../../../src/storage/secret-box.ts';
import type { TestDatabase } from '../../harness/database.ts';

const detectLanguage = await loadDetector();

export const newId = (): string => randomUUIDv7();
export const origin = 'http://localhost:3000';

export interface TestServerOptions {
  config?: Partial<ServerConfig>;
  deps?: Partial<Omit<ServerDeps, 'config'>>;
  /** Where it writes drafts, it is asked over the real network. */
  otherModel?: OtherModelSettings;
}

export interface LogLine {
  level: string;
  details: Record<string, unknown>;
  message: string;
}

export interface TestServer {
  app: FastifyInstance;
  db: ServerDeps['db'];
  /** Epoch milliseconds; move it to let time pass for the server. */
  clock: { nowMs: number | null };
  log: LogLine[];
  pictures: Map<string, Uint8Array>;
  notices: { sources: string[]; monitors: string[] };
  secretBox: ServerDeps['secretBox'];
  /** Delivers posts as a source's listener would; answers how many entered the ledger. */
  hear(source: HeardSource, posts: readonly HeardPost[]): Promise<number>;
  close(): Promise<void>;
}

export interface HeardSource {
  workspaceId: string;
  id: string;
  network: string;
  accountId: string | null;
}

export interface HeardPost {
  post: Post;
  inbound?: 'mention' | 'reply' | 'dm';
}

export async function startServer(
  database: Pick<TestDatabase, 'db' | 'pool'>,
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
  const now = (): number => clock.nowMs ?? Date.now();
  const world = { now, newId };
  const { db } = database;
  const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const store = createPracticeStore(db, world);
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    wait(ms, undefined, signal === undefined ? {} : { signal });
  const networks = createNetworks(
    { fetch: noNetwork, log: logger, now, randomId: newId, sleep },
    {
      practiceStore: store,
      webhookInbox: createWebhookInbox(db, now),
      formStore: createFormStore(db, world),
      publicUrl: origin,
      bluesky: {},
    },
  );
  const practiceNetwork = networks.get('practice');
  if (practiceNetwork === undefined) throw new Error('there is no practice network');
  const box = secretBox;
  const practice = createPractice({
    db,
    store,
    network: practiceNetwork,
    world,
    box,
    baseUrl: origin,
    poke: () => undefined,
  });
  const inWorkspace = createInWorkspace(db, world);
  const access = createNetworkAccess({ db, box, now, networks, inWorkspace });
  const matching = createMatchStage();

  const passing = createPassing(box, now);
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
    log: logger,
    db,
    pool: database.pool,
    ...world,
    randomBytes,
    secretBox,
    work: createWorkUseCases({ db, inWorkspace, ...access, now, log: logger, passing }),
    deciding: createDecidingUseCases({ db, inWorkspace, ...access, now }),
    judging: createJudgingUseCases({ db, inWorkspace, loadJudging, now }),
    practice: practice.useCases,
    drafting: await createDrafting(options.otherModel ?? null, {
      db,
      inWorkspace,
      fetch,
      now,
      sleep,
      log: logger,
      manifestOf: access.manifestOf,
    }),
    practiceImage: (workspaceId, id) => practiceImage(practice, workspaceId, id),
    lookAtProfile: profileLook({ db, access, world }),
    rows: { ledgerRows, caseRows, postRows, outboundRows, noteRows },
    networks,
    listening: {
      sourcesChanged: (workspaceId) => notices.sources.push(workspaceId),
      monitorsChanged: (workspaceId) => notices.monitors.push(workspaceId),
    },
    checkHost: createHostCheck(guard),
    fetch: noNetwork,
    passing,
    compileQuery,
    inChild,
    attachments: {
      put: async (key, bytes) => void pictures.set(key, bytes),
      get: async (key) => pictures.get(key) ?? null,
      remove: async (key) => void pictures.delete(key),
    },
    readGauges: async () => [],
    publicDocuments: new Map(),
    ...options.deps,
  };
  const app = await createServer(deps);
  await app.ready();
  return {
    app,
    db,
    clock,
    log,
    pictures,
    notices,
    secretBox,
    async hear(source, posts) {
      const items = posts.map(({ post, inbound }) => ({
        raw: post,
        outcome: { heard: { type: 'post' as const, post } },
        ...(inbound === undefined ? {} : { inbound }),
      }));
      const batch = { items, cursor: newId() };
      return (await ingest({ inWorkspace, matching, detectLanguage }, source, batch)).entered;
    },
    close: () => app.close(),
  };
}

/** Names are not looked up: all of them lead to a public address. */
const guard = createSafeFetch({
  allow: [],
  resolve: async () => [{ address: '93.184.215.14', family: 4 }],
});

/** These tests talk to no network but the practice one, which is inside. */
const noNetwork: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));

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
