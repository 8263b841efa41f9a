// The world of the Instagram tests: our server, an account connected to a fake Instagram that calls it, and a customer.
import { createInstagram } from '../../src/networks/instagram/network.ts';
import type { InstagramOptions } from '../../src/networks/instagram/client.ts';
import type { Network, NetworkDeps, PublishRequest } from '../../src/networks/kit/network.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import type { TestDatabase } from '../harness/database.ts';
import { startInstagram, type FakeInstagram } from '../servers/instagram.ts';
import type { InstagramPerson, StoredComment, StoredMedia } from '../servers/instagram/store.ts';
import { connectCalled, type CalledAccount } from './called-account.ts';
import { deps } from './deps.ts';
import { failAtMeta } from './meta-faults.ts';
import { requestOf, type Bench } from './network-bench.ts';
import { withRequests } from './world.ts';

const EVERY_MS = 30;

export interface InstagramWorld extends CalledAccount {
  instagram: FakeInstagram;
  network: Network;
  customer: InstagramPerson;
  /** A post of ours, and one of the customer’s. */
  ours: StoredMedia;
  theirs: StoredMedia;
  close(): Promise<void>;
}

export const fieldsOf = ({ store }: FakeInstagram): Record<string, string> => ({
  access_token: store.accessToken,
  app_secret: store.appSecret,
});

/** A network that asks the fake; a new one knows nothing of what others sent. */
export const networkOf = (
  instagram: FakeInstagram,
  database: TestDatabase,
  {
    now = deps.now,
    log = deps.log,
    ...more
  }: InstagramOptions & Partial<Pick<NetworkDeps, 'now' | 'log'>> = {},
): Network =>
  createInstagram({ ...deps, now, log }, createWebhookInbox(database.db, now), {
    apiUrl: instagram.url,
    everyMs: EVERY_MS,
    paceMs: 1,
    ...more,
  });

export async function startInstagramWorld(database: TestDatabase): Promise<InstagramWorld> {
  const instagram = await startInstagram();
  const network = networkOf(instagram, database);
  const called = await connectCalled(database, instagram, {
    name: 'instagram',
    network,
    fields: fieldsOf(instagram),
  });
  const { store } = instagram;
  const customer = store.addPerson('taro.yamada', 'たろう');
  const ours = store.post(null, '新しい予約ページができました');
  const theirs = store.post(customer, `旅の写真 @${store.account.username}`);
  // Only who wrote lately is answered.
  store.write(customer, 'こんにちは');
  return {
    instagram,
    ...called,
    network,
    customer,
    ours,
    theirs,
    async close() {
      await instagram.close();
      await called.server.close();
    },
  };
}

export const inboundOf = ({ owner }: InstagramWorld) => ({
  kind: 'inbound',
  config: { workspaceId: owner.workspaceId },
  needsAccount: true,
});

/** An answer to the customer in their conversation. */
export const messageTo = ({ account, customer }: InstagramWorld, text: string): PublishRequest =>
  requestOf(text, {
    visibility: 'dm',
    replyTo: {
      nativeId: 'aWdfstanding',
      author: { nativeId: customer.id, handle: customer.username, displayName: '' },
      conversation: `${account.nativeId}/${customer.id}`,
    },
  });

export async function tellingComment(
  instagram: FakeInstagram,
  comment: StoredComment,
): Promise<{ nativeId: string }> {
  const status = await instagram.tellComment(comment);
  if (status !== 200) throw new Error(`the webhook answered ${String(status)}`);
  return { nativeId: comment.id };
}

export function instagramBench(world: InstagramWorld): Bench {
  const { instagram, account, customer, ours, theirs } = world;
  const { store } = instagram;
  /** Without words of a picture nothing is posted on Instagram: what the suite posts to nobody stands under a post of ours. */
  const underOurs = (request: PublishRequest): PublishRequest => {
    const author = { nativeId: account.nativeId, handle: account.handle, displayName: '' };
    const ref = { media: ours.id, under: 'us', is: 'media' };
    if (request.replyTo === undefined) return { ...request, replyTo: { nativeId: ours.id, author, ref } };
    // The suite names a post that is none where nothing is to be sent.
    return request;
  };
  const network = withRequests(world.network, underOurs);
  const source = inboundOf(world);
  const isSend = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && /\/(?:messages|replies|comments|mentions)$/.test(path.split('?')[0] ?? '');
  const mention = (text: string) =>
    tellingComment(
      instagram,
      store.comment(customer, `@${store.account.username} ${text}`, { media: theirs.id }),
    );
  return {
    network,
    account,
    hasOneLevel: true,
    hidesAuthors: true,
    customer: {
      nativeId: customer.id,
      post: (text) => tellingComment(instagram, store.comment(customer, text, { media: ours.id })),
      mention,
      reply: (to, text) =>
        tellingComment(instagram, store.comment(customer, text, { media: ours.id, under: to.nativeId })),
      async dm(text) {
        await instagram.tell(store.write(customer, text));
      },
      // Instagram tells of no deletion.
      remove: (nativeId) => Promise.resolve(void store.deleteComment(nativeId)),
    },
    stream: source,
    inbound: source,
    settle: () => Promise.resolve(),
    truth(nativeId) {
      const found = store.commentAt(nativeId);
      if (found === undefined) return Promise.resolve(null);
      return Promise.resolve({
        text: found.text,
        replyTo: found.parentId ?? found.mediaId,
        likes: 0,
        reposts: 0,
      });
    },
    countOwn: (text) =>
      Promise.resolve(
        store.comments.filter((one) => one.by === null && one.text === text).length +
          store.messages.filter((one) => one.isOurs && one.text === text).length,
      ),
    dms: () =>
      Promise.resolve(
        store.messages.filter(({ person }) => person.id === customer.id).map(({ text }) => text),
      ),
    fail(fault) {
      const usage = [{ type: 'instagram', call_count: 100, estimated_time_to_regain_access: 2 }];
      const headers = { 'x-business-use-case-usage': JSON.stringify({ [account.nativeId]: usage }) };
      const faults = {
        isSend,
        serverError: {
          code: 2,
          message: 'An unexpected error has occurred. Please retry your request later.',
        },
        rateLimited: {
          code: 80_002,
          message: '(#80002) There have been too many calls to this Instagram account.',
          headers,
        },
      };
      failAtMeta(instagram.faults, faults, fault);
    },
    heal: () => instagram.faults.passThrough(),
    async sendMalformed() {
      const changes = [{ field: 'comments', value: { id: null, media: { id: ours.id }, text: 'x' } }];
      await instagram.call({ changes });
    },
    cutStreams: () => instagram.faults.cut(),
    deadAccount: () =>
      Promise.resolve({
        ...account,
        id: 'dead',
        secrets: { ...account.secrets, accessToken: 'revoked' },
        reloadSecrets: () => Promise.resolve({ ...account.secrets, accessToken: 'revoked' }),
      }),
    close: () => Promise.resolve(),
  };
}
