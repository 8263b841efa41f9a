// Kills the sender again and again while it answers 300 posts on a real server: nothing doubled, nothing lost.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { childEnvironment } from '../harness/child-environment.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { createWorkTx } from '../../src/storage/work/work-tx.ts';
import { testDatabase } from '../harness/database.ts';
import { recordSkip } from '../harness/skips.ts';
import { startSnac, type Snac } from '../servers/snac.ts';
import { startMastodon, type MastodonServer } from '../servers/mastodon-streaming.ts';
import { setScene, type Scene } from '../integration/pipeline/scene.ts';

const sends = 300;
const kills = 20;
const threads = 10;
const database = testDatabase();
const key = randomBytes(32);

interface Stage {
  scene: Scene;
  server: MastodonServer;
  snac: Snac;
  token: string;
  customer: string;
}

/** Two users on a real server, one of them ours; ten posts of theirs, and thirty answers of ours to each, queued. */
async function setStage(snac: Snac, server: MastodonServer): Promise<Stage> {
  await snac.addUser('acme');
  await snac.addUser('taro');
  const [token, customer] = [await snac.token('acme'), await snac.token('taro')];
  const scene = await setScene(database());
  const me = await ask<{ id: string; acct: string }>(
    server.url,
    token,
    '/api/v1/accounts/verify_credentials',
  );
  const box = createSecretBox(
    { currentId: 'test', keys: new Map([['test', new Uint8Array(key)]]) },
    randomBytes,
  );
  const sealed = box.seal(
    { accessToken: token },
    { workspaceId: scene.workspaceId, table: 'account', rowId: scene.accountId },
  );
  const { host } = new URL(server.url);
  await inWorkspace(database().db, scene.workspaceId, async (trx) => {
    await trx
      .updateTable('account')
      .set({
        network: 'mastodon',
        server: server.url,
        native_id: `${host}/${me.id}`,
        handle: me.acct,
        secrets: sealed.bytes,
        secrets_key_id: sealed.keyId,
      })
      .where('id', '=', scene.accountId)
      .execute();
  });
  return { scene, server, snac, token, customer };
}

async function ask<T>(server: string, token: string, place: string, body?: unknown): Promise<T> {
  const response = await fetch(server + place, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${place}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

async function queueAnswers({ scene, server, customer }: Stage): Promise<void> {
  const { host } = new URL(server.url);
  for (let thread = 0; thread < threads; thread += 1) {
    const status = await ask<{ id: string; created_at: string; account: { id: string; acct: string } }>(
      server.url,
      customer,
      '/api/v1/statuses',
      { status: `acme is down ${String(thread)}`, visibility: 'public' },
    );
    const post = scene.post('acme is down', {
      network: 'mastodon',
      nativeId: `${host}/${status.id}`,
      author: { nativeId: `${host}/${status.account.id}`, handle: status.account.acct, displayName: '' },
      createdAt: new Date(status.created_at).toISOString(),
    });
    await inWorkspace(database().db, scene.workspaceId, async (trx) => {
      const now = (): number => Date.now();
      const tx = createWorkTx(trx, { workspaceId: scene.workspaceId, now, newId: scene.newId });
      const identities = await tx.posts.saveIdentities('mastodon', [post.author], tx.at);
      const id = scene.newId();
      const identityId = identities.get(post.author.nativeId) ?? '';
      const kept = { accountId: null, sourceId: null, lang: 'en', raw: null };
      await tx.posts.insert([{ id, post, identityId, ...kept }], tx.at);
      for (let n = 0; n < sends / threads; n += 1) {
        const outboundId = scene.newId();
        await tx.outbox.insert({
          id: outboundId,
          caseId: null,
          accountId: scene.accountId,
          action: 'reply',
          state: 'queued',
          visibility: 'public',
          text: `answer ${String(thread)}-${String(n)}.`,
          lang: null,
          attachments: [],
          targetPostId: id,
          idempotencyKey: outboundId,
          notBefore: tx.at,
          attempts: 0,
          claimedAt: null,
          claimedBy: null,
          errorCode: null,
          error: null,
          nativeId: null,
          postId: null,
          onBehalfOf: null,
          createdBy: scene.actor.userId,
          createdAt: tx.at,
          sentAt: null,
          automatic: null,
          notAfter: null,
          byModel: false,
          needsApproval: false,
          approvedBy: null,
          byHand: false,
          version: 1,
        });
        await tx.enqueue({ task: 'send', payload: { outboundId }, key: `send:${outboundId}` });
      }
    });
  }
}

function startSender(dataDir: string): ChildProcess {
  return spawn(process.execPath, [path.join(import.meta.dirname, 'sender.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment({
      DATABASE_URL: database().adminUrl,
      KIZUKI_DATA_DIR: dataDir,
      KIZUKI_PARTS: 'worker',
      KIZUKI_SECRET_KEYS: `test:${key.toString('base64')}`,
      KIZUKI_ALLOW_ADDRESSES: 'localhost,127.0.0.0/8,::1/128',
      KIZUKI_SEND_LEASE_MS: '1500',
      KIZUKI_LOG_LEVEL: 'error',
    }),
  });
}

async function states(scene: Scene): Promise<Record<string, number>> {
  const rows = await inWorkspace(database().db, scene.workspaceId, (trx) =>
    trx.selectFrom('outbound').select('state').execute(),
  );
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** What customers see on the server, by text. */
async function published({ server, token, customer }: Stage): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const threadsOf = await ask<{ id: string }>(server.url, customer, '/api/v1/accounts/verify_credentials');
  const roots = await ask<{ id: string; content: string }[]>(
    server.url,
    token,
    `/api/v1/accounts/${threadsOf.id}/statuses?limit=40`,
  );
  for (const root of roots) {
    const { descendants } = await ask<{ descendants: { content: string }[] }>(
      server.url,
      token,
      `/api/v1/statuses/${root.id}/context`,
    );
    for (const { content } of descendants) {
      const text = /answer \d+-\d+\./u.exec(content)?.[0];
      if (text !== undefined) seen.set(text, (seen.get(text) ?? 0) + 1);
    }
  }
  return seen;
}

/** Until the server was asked to post once more, however slow the machine; a sender that has nothing left never asks. */
async function untilPosting({ faults }: MastodonServer, longestMs = 5000): Promise<void> {
  const posts = (): number => faults.seen.filter(({ method }) => method === 'POST').length;
  const before = posts();
  for (const end = Date.now() + longestMs; Date.now() < end && posts() === before;) await sleep(10);
}

it(`doubles none and loses none of ${String(sends)} sends through ${String(kills)} kills`, async () => {
  const snac = await startSnac();
  if (snac === null) {
    recordSkip('faults: sending through kills', 'the snac server could not be started');
    return;
  }
  // The server forgets keys: only looking first can keep a second try from doubling.
  const server = await startMastodon(snac, { forgetKeys: true, limit: 100_000 });
  const dataDir = path.join(import.meta.dirname, `../../.cache/faults-${randomBytes(4).toString('hex')}`);
  let sender: ChildProcess | null = null;
  try {
    const stage = await setStage(snac, server);
    await queueAnswers(stage);
    for (let kill = 0; kill < kills; kill += 1) {
      sender = startSender(dataDir);
      await once(sender.stdout ?? sender, 'data');
      await untilPosting(server);
      await sleep(Math.random() * 400);
      sender.kill('SIGKILL');
      await once(sender, 'exit');
    }
    const atKills = await states(stage.scene);
    sender = startSender(dataDir);
    await expect
      .poll(() => states(stage.scene), { timeout: 300_000, interval: 1000 })
      .toEqual({ sent: sends });
    const seen = await published(stage);
    expect([...seen.values()].filter((count) => count > 1)).toEqual([]);
    expect(seen.size).toBe(sends);
    // The kills must have hit the sender at work, or this proves nothing.
    expect(atKills['sent'] ?? 0).toBeGreaterThan(0);
  } finally {
    sender?.kill('SIGKILL');
    await server.close();
    await snac.close();
  }
}, 600_000);
