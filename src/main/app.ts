// The program put together: storage, networks, pipeline, server and workers, started in order and stopped in reverse.
import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../domain/errors.ts';
import { compileQuery } from '../domain/listening/matcher.ts';
import { createSafeFetch } from '../networks/kit/safe-fetch.ts';
import { createNetworks } from '../networks/registry.ts';
import { backfill, type Gap } from '../pipeline/backfill.ts';
import { ingest, type IngestDeps, type IngestSource } from '../pipeline/ingest.ts';
import { judgeWaiting } from '../pipeline/judge-again.ts';
import { adviseDecided } from '../pipeline/advise.ts';
import { learn } from '../pipeline/learn.ts';
import { createMatchStage } from '../pipeline/match.ts';
import type { HeardBatch } from '../pipeline/ports.ts';
import { noteDeadToken, runOutbound, type SendDeps } from '../pipeline/send.ts';
import { shareOut } from '../pipeline/share-out.ts';
import { usualLimits } from '../server/deps.ts';
import { caseRows, noteRows } from '../server/read/cases.ts';
import { ledgerRows } from '../server/read/ledger.ts';
import { outboundRows } from '../server/read/outbound.ts';
import { postRows } from '../server/read/posts.ts';
import { createPassing } from '../server/media/passing.ts';
import { createServer } from '../server/create-server.ts';
import { createDecidingUseCases } from '../server/deciding.ts';
import { createJudgingUseCases } from '../server/judging.ts';
import { createWorkUseCases } from '../server/work.ts';
import { createDiskPictures } from '../storage/picture-store.ts';
import { createFormStore } from '../storage/webform-words.ts';
import { createWebhookInbox } from '../storage/webhook-inbox.ts';
import { createPracticeStore } from '../storage/practice/store.ts';
import { createSecretBox } from '../storage/secret-box.ts';
import { setSourceCondition, showSource } from '../storage/source-runtime.ts';
import { createInWorkspace } from '../storage/work/work-tx.ts';
import { startJobs, type JobDeps } from '../worker/jobs.ts';
import { createListening, type Listening } from '../worker/listening.ts';
import { announceMonitors, busGauges, openBus, startTaking } from './bus.ts';
import { createChores } from './chores.ts';
import { withPresentToken } from './accounts.ts';
import { blueskyOptions, publicDocuments } from './bluesky.ts';
import { createHostCheck } from './check-host.ts';
import type { Config } from './config.ts';
import { createForgetting } from './forget.ts';
import { readGauges } from './gauges.ts';
import { imagesOf } from './images.ts';
import { inChild } from './in-child.ts';
import { loadJudging, makeModel } from './judging.ts';
import { loadDetector } from './language.ts';
import type { createLog } from './log.ts';
import { createNotices } from './mail.ts';
import { createNetworkAccess } from './networks.ts';
import { asksOtherOf, createAsking, createDrafting } from './other-model.ts';
import { createPractice, practiceImage, type Practice } from './practice.ts';
import { secretKeys } from './secret-keys.ts';
import { profileLook } from './profile-look.ts';
import { openStorage } from './storage.ts';
import { programVersion } from './version.ts';
import { ensureWebApp } from './web-app.ts';
import { createIds, sleep } from './world.ts';

type ProgramLog = ReturnType<typeof createLog>;
/** What was started, in order. */
type Stops = (() => Promise<void>)[];

export interface RunningApp {
  /** Where it answers; null when this process has no web part. */
  url: string | null;
  /** Ends what runs, gives all work in hand the time to finish, and stops the embedded database. */
  stop(): Promise<void>;
}

/** Starts the program. What cannot start is an AppError that says what was wrong and what to do. */
export async function startApp(config: Config, log: ProgramLog): Promise<RunningApp> {
  const stops: Stops = [];
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

/** What all parts stand on. */
async function openCore(config: Config, log: ProgramLog, stops: Stops) {
  const storage = await openStorage(config, log);
  stops.push(() => storage.close());
  const bus = await openBus(config, log);
  if (bus !== null) stops.push(() => bus.close());
  const now = (): number => Date.now();
  const world = { now, newId: createIds(now) };
  const { db } = storage;
  const box = createSecretBox(await secretKeys(config), randomBytes);
  const safeFetch = createSafeFetch({ allow: config.allowedAddresses });
  stops.push(() => safeFetch.close());
  const networkDeps = {
    fetch: safeFetch.fetch,
    socketGuard: safeFetch,
    log,
    now,
    randomId: world.newId,
    sleep,
  };
  const bluesky = await blueskyOptions(config);
  const practiceStore = createPracticeStore(db, world);
  const networks = createNetworks(networkDeps, {
    webhookInbox: createWebhookInbox(db, now),
    formStore: createFormStore(db, world),
    practiceStore,
    publicUrl: config.publicUrl,
    bluesky,
    facebook: config.facebook,
    googleplay: config.googleplay,
    instagram: config.instagram,
    line: config.line,
    slack: config.slack,
    x: config.x,
  });
  const inWorkspace = createInWorkspace(db, world);
  return {
    config,
    log,
    storage,
    bus,
    matching: createMatchStage(),
    db,
    world,
    box,
    safeFetch,
    bluesky,
    practiceStore,
    networks,
    access: createNetworkAccess({ db, box, now, networks, inWorkspace }),
    inWorkspace,
    pictures: createDiskPictures(path.join(config.dataDir, 'pictures')),
    loop: { log, now, random: Math.random, sleep },
  };
}

type Core = Awaited<ReturnType<typeof openCore>>;

function sendDepsOf(core: Core): SendDeps {
  const { db, inWorkspace, world, log, config, access, pictures } = core;
  return {
    inWorkspace,
    world,
    log,
    instance: randomUUID(),
    leaseMs: config.sendLeaseMs,
    manifestOf: access.manifestOf,
    publisherFor: access.publisherFor,
    imagesFor: (workspaceId, attachments) => imagesOf(db, pictures, workspaceId, attachments),
    tokenDied: createNotices(db, config, log).tokenDied,
  };
}

/** What taking posts in needs; the models are loaded when the first one comes. */
async function ingestDepsOf({ inWorkspace, matching, config }: Core): Promise<IngestDeps> {
  const asksOther = asksOtherOf(config.otherModel);
  return {
    ...(asksOther === undefined ? {} : { asksOther }),
    inWorkspace,
    matching,
    detectLanguage: await loadDetector(),
    judging: await loadJudging(),
  };
}

function listeningOf(core: Core, send: SendDeps): Listening {
  const { db, inWorkspace, access, loop, bus, world } = core;
  const at = (): string => new Date(loop.now()).toISOString();
  const hand = async (source: IngestSource, batch: HeardBatch): Promise<void> => {
    if (bus === null) await ingest(await ingestDepsOf(core), source, batch);
    else await shareOut({ inWorkspace, bus, newId: world.newId }, source, batch);
  };
  return createListening({
    ...loop,
    sources: access.sources,
    listen: (source, signal, { alive, unheard }) =>
      withPresentToken(db, source, () =>
        access.listen(source, signal, {
          alive,
          unheard,
          async deliver(batch) {
            await hand(source, batch);
            alive();
          },
          gap: (missed) => {
            void ingestDepsOf(core).then((deps) => fillGap(core, { ...deps, now: loop.now }, source, missed));
          },
        }),
      ),
    setCondition: (source, condition) => setSourceCondition(db, source, condition, at()),
    show: (source) => showSource(db, source, at()),
    async tokenDead(source, error) {
      const account = await inWorkspace(source.workspaceId, (tx) => tx.accounts.get(source.accountId ?? ''));
      const { connection } = source;
      await noteDeadToken(send, source.workspaceId, { ...account, connection }, error.message);
    },
  });
}

/** Beside the stream, which goes on meanwhile. A gap that cannot be filled is said, not hidden. */
async function fillGap(
  { access, log }: Core,
  deps: Parameters<typeof backfill>[0],
  source: IngestSource,
  missed: Gap,
): Promise<void> {
  const about = { source: source.id, network: source.network, ...missed };
  try {
    const reader = await access.readerFor(source.workspaceId, source.network, {
      ...source,
      reads: 'listening',
    });
    const result = await backfill(deps, source, reader, missed);
    log.warn(
      { ...about, ...result },
      result === null ? 'a gap cannot be filled: no search' : 'a gap was filled by search',
    );
  } catch (error) {
    const problem = error instanceof AppError ? { code: error.code, problem: error.message } : { err: error };
    log.warn({ ...about, ...problem }, 'a gap could not be filled; an account of the network may be needed');
  }
}

function practiceOf(core: Core, listening: Listening): Practice {
  const { db, practiceStore: store, networks, world, box, config } = core;
  const network = networks.get('practice');
  if (network === undefined) throw new Error('The practice network is not registered.');
  return createPractice({
    db,
    store,
    network,
    world,
    box,
    baseUrl: config.publicUrl,
    poke: () => listening.poke(),
  });
}

async function startWeb(core: Core, webRoot: string, parts: { listening: Listening; practice: Practice }) {
  const { config, log, db, inWorkspace, access, networks, world, bluesky } = core;
  const { listening, practice } = parts;
  const passing = createPassing(core.box, world.now);
  const app = await createServer({
    config: {
      version: await programVersion(),
      publicUrl: config.publicUrl,
      extraOrigins: [],
      // The one proxy in front: what stands further left in X-Forwarded-For was written by whoever sent it.
      trustProxy: config.trustProxy ? (_address, hop) => hop === 0 : false,
      webRoot,
      metricsToken: config.metricsToken,
      checkReplies: false,
      limits: usualLimits,
    },
    log,
    db,
    pool: core.storage.pool,
    now: world.now,
    newId: world.newId,
    randomBytes,
    secretBox: core.box,
    work: createWorkUseCases({ db, inWorkspace, ...access, now: world.now, log, passing }),
    deciding: createDecidingUseCases({ db, inWorkspace, ...access, now: world.now }),
    judging: createJudgingUseCases({ db, inWorkspace, loadJudging, now: world.now }),
    practice: practice.useCases,
    // The address is the operator's own: whatever stands there is meant.
    drafting: await createDrafting(config.otherModel, {
      ...core.loop,
      db,
      inWorkspace,
      fetch,
      manifestOf: access.manifestOf,
    }),
    practiceImage: (workspaceId, id) => practiceImage(practice, workspaceId, id),
    lookAtProfile: profileLook(core),
    rows: { ledgerRows, caseRows, postRows, outboundRows, noteRows },
    networks,
    listening: {
      sourcesChanged: () => {
        listening.poke();
      },
      // Each batch asks for the newest set itself; workers elsewhere are told, so that they have it by then.
      monitorsChanged: (workspaceId) => {
        if (core.bus !== null) void announceMonitors(core.bus, core, workspaceId);
      },
    },
    checkHost: createHostCheck(core.safeFetch),
    fetch: core.safeFetch.fetch,
    passing,
    compileQuery,
    inChild,
    attachments: core.pictures,
    readGauges: async () => [
      ...(await readGauges(db)),
      ...(core.bus === null ? [] : await busGauges(core.bus)),
    ],
    publicDocuments: await publicDocuments(config, bluesky),
  });
  try {
    const url = await app.listen({ host: config.host, port: config.port });
    return { url, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw explainPort(error, config);
  }
}

/** A taken or forbidden port is the operator's to change, not a bug. */
function explainPort(error: unknown, { host, port }: Config): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return error;
  const fault = {
    EADDRINUSE: 'is already in use',
    EACCES: 'may not be opened by this user',
    EADDRNOTAVAIL: 'is not an address of this machine',
  }[code];
  return new AppError(
    'invalid_configuration',
    `${host}:${String(port)} ${fault}. Choose another with PORT and HOST. Example: PORT=8080`,
    { where: code === 'EADDRNOTAVAIL' ? 'HOST' : 'PORT' },
  );
}

async function startParts(
  config: Config,
  log: ProgramLog,
  webRoot: string | null,
  stops: Stops,
): Promise<string | null> {
  const core = await openCore(config, log, stops);
  const send = sendDepsOf(core);
  const listening = listeningOf(core, send);
  const practice = practiceOf(core, listening);
  let url: string | null = null;
  if (webRoot !== null) {
    const web = await startWeb(core, webRoot, { listening, practice });
    stops.push(web.close);
    ({ url } = web);
  }
  if (config.parts.includes('worker')) {
    const jobs = await startJobs(core.storage.jobsPool, await jobDepsOf(core, send), log);
    stops.push(() => jobs.stop());
    const chores = [
      ...createChores({
        ...core,
        networks: core.access,
        fetch: core.safeFetch.fetch,
        ingestDeps: () => ingestDepsOf(core),
        send,
        manifestOf: core.access.manifestOf,
        steady: () => performance.now(),
        newId: core.world.newId,
        tickPractice: practice.tick,
      }),
      createForgetting(core),
    ];
    for (const chore of chores) chore.start();
    stops.push(async () => {
      await Promise.all(chores.map((chore) => chore.stop()));
    });
  }
  if (config.parts.includes('worker') && core.bus !== null) {
    const taking = await startTaking(core.bus, { ...core, asksOther: asksOtherOf(config.otherModel) });
    stops.push(() => taking.stop());
  }
  if (config.parts.includes('listener')) {
    listening.start();
    stops.push(() => listening.stop());
  }
  return url;
}

async function jobDepsOf(
  { inWorkspace, log, db, config, loop, access }: Core,
  send: SendDeps,
): Promise<JobDeps> {
  const { now, sleep: wait } = loop;
  return {
    adviseDecided: (workspaceId, ids) => adviseDecided({ inWorkspace, ...access }, workspaceId, ids),
    // The address is the operator's own: whatever stands there is meant.
    askOther: await createAsking(config.otherModel, { db, inWorkspace, fetch, now, sleep: wait, log }),
    send: (workspaceId, id) => runOutbound(send, workspaceId, id),
    async learn(workspaceId, request) {
      await learn({ inWorkspace, judging: await loadJudging(), makeModel, log }, workspaceId, request);
    },
    async judgeAgain(workspaceId, batch) {
      await judgeWaiting({ inWorkspace, judging: await loadJudging() }, workspaceId, batch);
    },
  };
}
