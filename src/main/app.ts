// The program put together: storage, networks, pipeline, server and workers, started in order and stopped in reverse.
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { compileQuery } from '../domain/listening/matcher.ts';
import type { BlueskyOptions } from '../networks/bluesky/client.ts';
import { CLIENT_METADATA_PATH, clientMetadata } from '../networks/bluesky/oauth.ts';
import { createSafeFetch } from '../networks/kit/safe-fetch.ts';
import { createNetworks } from '../networks/registry.ts';
import { ingest } from '../pipeline/ingest.ts';
import { createMatchStage } from '../pipeline/match.ts';
import { noteDeadToken, runOutbound, type SendDeps } from '../pipeline/send.ts';
import { usualLimits } from '../server/deps.ts';
import { caseRows, noteRows } from '../server/read/cases.ts';
import { ledgerRows } from '../server/read/ledger.ts';
import { outboundRows } from '../server/read/outbound.ts';
import { postRows } from '../server/read/posts.ts';
import { createServer } from '../server/server.ts';
import { createWorkUseCases } from '../server/work.ts';
import { createDiskPictures } from '../storage/picture-store.ts';
import { createPracticeStore } from '../storage/practice/store.ts';
import { createSecretBox } from '../storage/secret-box.ts';
import { setSourceCondition, showSource } from '../storage/source-runtime.ts';
import { createInWorkspace } from '../storage/work/work-tx.ts';
import { startJobs } from '../worker/jobs.ts';
import { createListening } from '../worker/listening.ts';
import { createChores } from './chores.ts';
import type { Config } from './config.ts';
import { readGauges } from './gauges.ts';
import { imagesOf } from './images.ts';
import { detectLanguage } from './language.ts';
import type { createLog } from './log.ts';
import { createNotices } from './mail.ts';
import { createNetworkAccess } from './networks.ts';
import { createPracticeUseCases } from './practice.ts';
import { secretKeys } from './secret-keys.ts';
import { openStorage } from './storage.ts';
import { ensureWebApp } from './web-app.ts';
import { createIds, sleep } from './world.ts';

export interface RunningApp {
  /** Where it answers; null when this process has no web part. */
  url: string | null;
  /** Ends what runs, gives all work in hand the time to finish, and stops the embedded database. */
  stop(): Promise<void>;
}

const packageFile = path.resolve(import.meta.dirname, '../../package.json');

/** The program's version, from its package. */
export async function programVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  return version;
}

/** Starts the program. What cannot start is an AppError that says what was wrong and what to do. */
export async function startApp(config: Config, log: ReturnType<typeof createLog>): Promise<RunningApp> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    const webRoot = config.parts.includes('web') ? await ensureWebApp(log) : null;
    const url = await startParts(config, log, webRoot, stops);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  config: Config,
  log: ReturnType<typeof createLog>,
  webRoot: string | null,
  stops: (() => Promise<void>)[],
): Promise<string | null> {
  const storage = await openStorage(config, log);
  stops.push(() => storage.close());
  const { db } = storage;
  const now = (): number => Date.now();
  const world = { now, newId: createIds(now) };
  const box = createSecretBox(await secretKeys(config), randomBytes);
  const pictures = createDiskPictures(path.join(config.dataDir, 'pictures'));
  const safeFetch = createSafeFetch({ allow: config.allowedAddresses });
  stops.push(() => safeFetch.close());
  const practiceStore = createPracticeStore(db, world);
  const networkDeps = { fetch: safeFetch.fetch, log, now, randomId: world.newId, sleep };
  const bluesky = blueskyOptions(config);
  const networks = createNetworks(networkDeps, { practiceStore, publicUrl: config.publicUrl, bluesky });
  const access = createNetworkAccess({ db, box, networks });
  const inWorkspace = createInWorkspace(db, world);
  const notices = createNotices(db, config, log);
  const send: SendDeps = {
    inWorkspace,
    world,
    log,
    instance: randomUUID(),
    leaseMs: config.sendLeaseMs,
    publisherFor: access.publisherFor,
    imagesFor: (workspaceId, attachments) => imagesOf(db, pictures, workspaceId, attachments),
    tokenDied: notices.tokenDied,
  };
  const matching = createMatchStage();
  const loop = { log, now, random: Math.random, sleep };

  const listening = createListening({
    ...loop,
    sources: access.sources,
    listen: (source, signal, alive) =>
      access.listen(source, signal, alive, async (batch) => {
        await ingest({ inWorkspace, matching, detectLanguage }, source, batch);
        alive();
      }),
    setCondition: (source, condition) =>
      setSourceCondition(db, source, condition, new Date(now()).toISOString()),
    show: (source) => showSource(db, source, new Date(now()).toISOString()),
    async tokenDead(source, error) {
      const account = await inWorkspace(source.workspaceId, (tx) => tx.accounts.get(source.accountId ?? ''));
      await noteDeadToken(send, source.workspaceId, account, error.message);
    },
  });
  const practice = createPracticeUseCases({ db, store: practiceStore, world, box, access, listening });

  let app: FastifyInstance | null = null;
  let url: string | null = null;
  if (config.parts.includes('web')) {
    app = await createServer({
      config: {
        version: await programVersion(),
        publicUrl: config.publicUrl,
        extraOrigins: [],
        trustProxy: config.trustProxy,
        webRoot,
        metricsToken: null,
        checkReplies: false,
        limits: usualLimits,
      },
      log,
      db,
      pool: storage.pool,
      now,
      newId: world.newId,
      randomBytes,
      secretBox: box,
      work: createWorkUseCases({
        db,
        inWorkspace,
        manifestOf: access.manifestOf,
        readerFor: access.readerFor,
        log,
      }),
      practice: practice.useCases,
      rows: { ledgerRows, caseRows, postRows, outboundRows, noteRows },
      networks,
      listening: {
        sourcesChanged: () => {
          listening.poke();
        },
        monitorsChanged: () => undefined,
      },
      compileQuery,
      attachments: pictures,
      readGauges: () => readGauges(db),
      publicDocuments: await publicDocuments(config, bluesky),
    });
    url = await app.listen({ host: config.host, port: config.port });
    stops.push(async () => {
      await app?.close();
    });
  }
  if (config.parts.includes('worker')) {
    const jobs = await startJobs(
      storage.jobsPool,
      { send: (workspaceId, id) => runOutbound(send, workspaceId, id) },
      log,
    );
    stops.push(() => jobs.stop());
    const chores = createChores({
      db,
      inWorkspace,
      networks: access,
      send,
      loop,
      tickPractice: practice.tick,
    });
    for (const chore of chores) chore.start();
    stops.push(async () => {
      await Promise.all(chores.map((chore) => chore.stop()));
    });
  }
  if (config.parts.includes('listener')) {
    listening.start();
    stops.push(() => listening.stop());
  }
  return url;
}

function blueskyOptions(config: Config): BlueskyOptions {
  const { resolverUrl, plcUrl, chatProxy } = config.bluesky;
  return {
    ...(resolverUrl === null ? {} : { handleResolver: resolverUrl }),
    // Only a network of one's own may go without TLS.
    ...(plcUrl === null ? {} : { plcUrl, allowHttp: plcUrl.startsWith('http:') }),
    ...(chatProxy === null ? {} : { chatProxy }),
  };
}

/** What networks fetch from us: our OAuth client's metadata, where we have a public https address. */
async function publicDocuments(
  config: Config,
  bluesky: BlueskyOptions,
): Promise<ReadonlyMap<string, unknown>> {
  if (!config.publicUrl.startsWith('https:')) return new Map();
  const metadata = await clientMetadata(`${config.publicUrl}/oauth/callback`, bluesky.privateJwk);
  return new Map([[CLIENT_METADATA_PATH, metadata]]);
}
