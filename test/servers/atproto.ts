// The real Bluesky servers on loopback (PLC, PDS, AppView), with accounts that act as customers do.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { childEnvironment } from '../harness/child-environment.ts';
import { recordSkip } from '../harness/skips.ts';
import { createAccount } from './atproto-account.ts';
import type { AtprotoAccount } from './atproto-account.ts';
import { installAtproto } from './atproto/install.ts';
import { collectOutput, freePort, isListening, startChild } from './kit/child.ts';
import { findProgram } from './kit/program.ts';

export type Atproto = {
  pdsUrl: string;
  plcUrl: string;
  /** The AppView's own address; null when only PLC and PDS could start. Accounts reach it through the PDS. */
  appviewUrl: string | null;
  /** A new account; `taro` becomes `taro.test`. Some names are reserved, see atproto/README.md. */
  createAccount: (handle: string) => Promise<AtprotoAccount>;
  /** Resolves when the AppView has indexed everything that the PDS has accepted so far. */
  settle: () => Promise<void>;
  close: () => Promise<void>;
};

export type AtprotoOptions = {
  /** A PostgreSQL server whose role may create databases; each network makes and drops one of its own. */
  databaseUrl?: string;
  /** The PDS enforces its own limits and sends `ratelimit-*` headers. */
  rateLimits?: boolean;
  /** Where the PDS finds the DM service, see bluesky-chat.ts. */
  chatUrl?: string;
};

const START_TIMEOUT_MS = 60_000;
const SETTLE_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 6_000;

const readyMessage = z.object({
  ready: z.literal(true),
  pdsUrl: z.string(),
  plcUrl: z.string(),
  appviewUrl: z.string().nullable(),
});

const settledMessage = z.object({ id: z.number(), error: z.string().optional() });

/** What has to be undone, newest first, whether the start succeeds or not. */
type Undo = Array<() => Promise<unknown>>;

const undoAll = async (undo: Undo): Promise<void> => {
  for (const step of undo.toReversed()) await step();
};

async function query(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database for one network; its schemas go with it. */
async function createDatabase(databaseUrl: string, undo: Undo): Promise<string> {
  const name = `atproto_${process.pid}_${Date.now().toString(36)}`;
  await query(databaseUrl, `create database ${name}`);
  undo.push(() => query(databaseUrl, `drop database if exists ${name} with (force)`));
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function startRedis(dataDir: string, undo: Undo): Promise<string | undefined> {
  const found = await findProgram({ program: 'redis-server', packages: ['redis-server'] });
  if ('missing' in found) {
    recordSkip('Bluesky AppView (notifications, threads, search)', found.missing);
    return undefined;
  }
  const port = await freePort();
  const redis = await startChild({
    command: found.path,
    args: [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      dataDir,
    ],
    isReady: () => isListening(port),
    timeoutMs: 30_000,
  });
  undo.push(redis.stop);
  return `127.0.0.1:${port}`;
}

async function appviewEnvironment(
  options: AtprotoOptions,
  dataDir: string,
  undo: Undo,
): Promise<NodeJS.ProcessEnv> {
  if (options.databaseUrl === undefined) return {};
  const redisHost = await startRedis(dataDir, undo);
  if (redisHost === undefined) return {};
  return { ATPROTO_REDIS_HOST: redisHost, ATPROTO_DB_URL: await createDatabase(options.databaseUrl, undo) };
}

async function stopNetwork(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(kill);
}

/** The first message of the child that fits, or an error with what the child printed. */
async function messageOf<Message>(
  child: ChildProcess,
  schema: z.ZodType<Message>,
  fits: (message: Message) => boolean,
  timeoutMs: number,
  output: () => string,
): Promise<Message> {
  return await new Promise((resolve, reject) => {
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      act();
    };
    const onMessage = (raw: unknown): void => {
      const parsed = schema.safeParse(raw);
      if (parsed.success && fits(parsed.data)) finish(() => resolve(parsed.data));
    };
    const fail = (what: string): void =>
      finish(() => reject(new Error(`The Bluesky servers ${what}. They printed:\n${output()}`)));
    const onExit = (): void => fail('ended unexpectedly');
    const timer = setTimeout(() => fail(`did not answer within ${timeoutMs} ms`), timeoutMs);
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

function settleWith(child: ChildProcess, output: () => string): () => Promise<void> {
  let lastId = 0;
  return async () => {
    lastId += 1;
    const id = lastId;
    const settled = messageOf(
      child,
      settledMessage,
      (message) => message.id === id,
      SETTLE_TIMEOUT_MS,
      output,
    );
    child.send({ command: 'settle', id });
    const { error } = await settled;
    if (error !== undefined) throw new Error(`The AppView did not catch up with the PDS: ${error}`);
  };
}

/**
 * Starts a network of its own: PLC and PDS always, the AppView when a database is given and Redis can be had.
 *
 * @returns null when the servers cannot be installed here; that is recorded as skipped
 * @throws Error with the servers' output when they are installed but do not start
 */
export async function startAtproto(options: AtprotoOptions = {}): Promise<Atproto | null> {
  try {
    await installAtproto();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    recordSkip(
      'Bluesky against the real PLC, PDS and AppView',
      `npm ci in test/servers/atproto failed: ${why}`,
    );
    return null;
  }
  const undo: Undo = [];
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'kizuki-atproto-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }));
    const appview = await appviewEnvironment(options, dataDir, undo);
    const child = fork(join(import.meta.dirname, 'atproto/run.mjs'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--no-deprecation'],
      env: {
        ...childEnvironment({}),
        NODE_ENV: 'test',
        LOG_ENABLED: 'false',
        ATPROTO_DATA_DIR: dataDir,
        ATPROTO_RATE_LIMITS: String(options.rateLimits ?? false),
        ATPROTO_CHAT_URL: options.chatUrl ?? '',
        ...appview,
      },
    });
    undo.push(() => stopNetwork(child));
    const output = collectOutput(child);
    const urls = await messageOf(child, readyMessage, () => true, START_TIMEOUT_MS, output);
    return {
      pdsUrl: urls.pdsUrl,
      plcUrl: urls.plcUrl,
      appviewUrl: urls.appviewUrl,
      createAccount: (handle) => createAccount(urls.pdsUrl, handle),
      settle: settleWith(child, output),
      close: () => undoAll(undo.splice(0)),
    };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}
