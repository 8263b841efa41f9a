// Runs the real PLC, PDS and AppView of dev-env as one process and tells its addresses in one line of JSON.
//
// Environment: ATPROTO_DATA_DIR, an empty folder that is removed at the end; and for the AppView ATPROTO_DB_URL, an empty
// PostgreSQL database, with ATPROTO_REDIS_HOST ("127.0.0.1:port"). Without these two only PLC and PDS start.
// ATPROTO_RATE_LIMITS=true switches the PDS's own rate limits on. ATPROTO_CHAT_URL names the DM service that the PDS
// reaches under did:web:api.bsky.chat. It ends on SIGTERM, or when the process that forked it is gone.
import { rmSync } from 'node:fs';
import { TestNetwork, TestNetworkNoAppView } from '@atproto/dev-env';

const CHAT_DID = 'did:web:api.bsky.chat';
const { ATPROTO_DATA_DIR: dataDir, ATPROTO_DB_URL: databaseUrl, ATPROTO_REDIS_HOST: redisHost } = process.env;
if (!dataDir) throw new Error('ATPROTO_DATA_DIR is not set: name an existing, empty folder');

// dev-env leaves its files in the temporary folder. It has been imported by now, so its port reservations, which every
// network on a machine must share, stay in the common temporary folder.
process.env.TMPDIR = dataDir;

const pds = {
  hostname: 'localhost',
  enableDidDocWithSession: true,
  rateLimitsEnabled: process.env.ATPROTO_RATE_LIMITS === 'true',
};

/** @returns the started network and the addresses to announce */
async function start() {
  if (!databaseUrl || !redisHost) {
    const network = await TestNetworkNoAppView.create({ pds });
    return { network, urls: { pdsUrl: network.pds.url, plcUrl: network.plc.url, appviewUrl: null } };
  }
  process.env.REDIS_HOST = redisHost;
  const network = await TestNetwork.create({ dbPostgresUrl: databaseUrl, dbPostgresSchema: 'kizuki', pds });
  return {
    network,
    urls: { pdsUrl: network.pds.url, plcUrl: network.plc.url, appviewUrl: network.bsky.url },
  };
}

/** Lets the PDS find the DM service here instead of on the public network; proxying itself stays the PDS's own. */
function serveChatFrom(pdsServer, chatUrl) {
  const resolver = pdsServer.ctx.idResolver.did;
  const resolvePublic = resolver.resolveNoCache.bind(resolver);
  resolver.resolveNoCache = async (did) => {
    if (did !== CHAT_DID) return await resolvePublic(did);
    const service = { id: '#bsky_chat', type: 'BskyChatService', serviceEndpoint: chatUrl };
    return { '@context': ['https://www.w3.org/ns/did/v1'], id: did, service: [service] };
  };
}

const { network, urls } = await start();
if (process.env.ATPROTO_CHAT_URL) serveChatFrom(network.pds, process.env.ATPROTO_CHAT_URL);

let closing = false;
async function close() {
  if (closing) return;
  closing = true;
  // A network that hangs while closing must not keep the test run waiting: everything it holds is thrown away anyway.
  setTimeout(leave, 3_000).unref();
  await network.close().catch(() => undefined);
  leave();
}

function leave() {
  // The caller does this too, but a killed caller cannot.
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
}
process.on('SIGTERM', close);
process.on('disconnect', close);
process.on('message', async (message) => {
  if (message?.command !== 'settle') return;
  const error = await network.processAll().then(
    () => undefined,
    (reason) => String(reason),
  );
  process.send?.({ id: message.id, error });
});

const ready = { ready: true, ...urls };
process.stdout.write(`${JSON.stringify(ready)}\n`);
process.send?.(ready);
