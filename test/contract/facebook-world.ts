// The world of the Facebook tests: our server, a Page connected to a fake Facebook that calls it, and a customer.
import { createFacebook } from '../../src/networks/facebook/network.ts';
import type { FacebookOptions } from '../../src/networks/facebook/client.ts';
import type { Network, PublishRequest } from '../../src/networks/kit/network.ts';
import { createWebhookInbox } from '../../src/storage/webhook-inbox.ts';
import type { TestDatabase } from '../harness/database.ts';
import { startFacebook, type FakeFacebook } from '../servers/facebook.ts';
import type { StoredComment, StoredPost } from '../servers/facebook/store.ts';
import type { Person } from '../servers/kit/meta-talks.ts';
import { connectCalled, type CalledAccount } from './called-account.ts';
import { deps } from './deps.ts';
import { failAtMeta } from './meta-faults.ts';
import { requestOf, type Bench } from './network-bench.ts';
import { withRequests } from './world.ts';

const EVERY_MS = 30;

export interface FacebookWorld extends CalledAccount {
  facebook: FakeFacebook;
  network: Network;
  customer: Person;
  /** A post of ours, and one on the customer’s own profile. */
  ours: StoredPost;
  theirs: StoredPost;
  close(): Promise<void>;
}

export const fieldsOf = ({ store }: FakeFacebook): Record<string, string> => ({
  app_id: store.appId,
  app_secret: store.appSecret,
  access_token: store.userToken,
});

/** A network that asks the fake; a new one knows nothing of what others sent. */
export const networkOf = (
  facebook: FakeFacebook,
  database: TestDatabase,
  { now = deps.now, ...more }: FacebookOptions & { now?: () => number } = {},
): Network =>
  createFacebook({ ...deps, now }, createWebhookInbox(database.db, now), {
    apiUrl: facebook.url,
    everyMs: EVERY_MS,
    paceMs: 1,
    ...more,
  });

export async function startFacebookWorld(database: TestDatabase): Promise<FacebookWorld> {
  const facebook = await startFacebook();
  const network = networkOf(facebook, database);
  const fields = fieldsOf(facebook);
  const called = await connectCalled(database, facebook, { name: 'facebook', network, fields });
  const { store } = facebook;
  const customer = store.addPerson('山田たろう');
  const ours = store.post(null, '新しい予約ページができました');
  const theirs = store.post(customer, '旅の写真', { onPage: false });
  // Only who wrote lately is answered.
  store.write(customer, 'こんにちは');
  return {
    facebook,
    ...called,
    network,
    customer,
    ours,
    theirs,
    async close() {
      await facebook.close();
      await called.server.close();
    },
  };
}

export const inboundOf = ({ owner }: FacebookWorld) => ({
  kind: 'inbound',
  config: { workspaceId: owner.workspaceId },
  needsAccount: true,
});

/** An answer to the customer in their conversation. */
export const messageTo = ({ account, customer }: FacebookWorld, text: string): PublishRequest =>
  requestOf(text, {
    visibility: 'dm',
    replyTo: {
      nativeId: 'm_standing',
      author: { nativeId: customer.id, handle: '', displayName: customer.name },
      conversation: `${account.nativeId}/${customer.id}`,
    },
  });

async function taken(status: Promise<number>, nativeId: string): Promise<{ nativeId: string }> {
  if ((await status) !== 200) throw new Error(`the webhook answered ${String(await status)}`);
  return { nativeId };
}
export const telling = (facebook: FakeFacebook, written: StoredComment | StoredPost) =>
  taken(facebook.tellWritten(written), written.id);

export function facebookBench(world: FacebookWorld): Bench {
  const { facebook, account, customer, ours, theirs } = world;
  const { store } = facebook;
  /** Kizuki posts nothing on the Page: what the suite posts to nobody stands under a post of ours. */
  const underOurs = (request: PublishRequest): PublishRequest => {
    const author = { nativeId: account.nativeId, handle: account.handle, displayName: '' };
    const ref = { post: ours.id, under: 'us', is: 'post' };
    if (request.replyTo === undefined) return { ...request, replyTo: { nativeId: ours.id, author, ref } };
    return request;
  };
  const source = inboundOf(world);
  const isSend = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && /\/(?:messages|comments)$/.test(path.split('?')[0] ?? '');
  return {
    network: withRequests(world.network, underOurs),
    account,
    hidesAuthors: true,
    customer: {
      nativeId: customer.id,
      post: (text) => telling(facebook, store.post(customer, text)),
      mention(text) {
        const named = store.comment(customer, `${store.page.name} ${text}`, { post: theirs.id });
        const value = {
          item: 'comment',
          verb: 'add',
          post_id: theirs.id,
          comment_id: named.id,
          sender_id: customer.id,
          sender_name: customer.name,
          message: named.text,
          created_time: Math.floor(named.atMs / 1_000),
        };
        return taken(facebook.change('mention', value), named.id);
      },
      reply(to, text) {
        const above = store.thingAt(to.nativeId);
        const post = above !== undefined && 'postId' in above ? above.postId : to.nativeId;
        const under = post === to.nativeId ? null : to.nativeId;
        return telling(facebook, store.comment(customer, text, { post, under }));
      },
      async dm(text) {
        await facebook.tell(store.write(customer, text));
      },
      async remove(nativeId) {
        const written = store.thingAt(nativeId);
        store.remove(nativeId);
        if (written !== undefined)
          await facebook.tellWritten(written, { verb: 'remove', message: undefined });
      },
    },
    stream: source,
    inbound: source,
    settle: () => Promise.resolve(),
    truth(nativeId) {
      const found = store.thingAt(nativeId);
      if (found === undefined) return Promise.resolve(null);
      const replyTo = 'postId' in found ? (found.parentId ?? found.postId) : null;
      return Promise.resolve({ text: found.text, replyTo, likes: found.likes.size, reposts: 0 });
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
      const usage = [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 2 }];
      const faults = {
        isSend,
        serverError: {
          code: 2,
          message: 'An unexpected error has occurred. Please retry your request later.',
        },
        rateLimited: {
          code: 80_001,
          message: '(#80001) There have been too many calls to this Page.',
          headers: { 'x-business-use-case-usage': JSON.stringify({ [account.nativeId]: usage }) },
        },
      };
      failAtMeta(facebook.faults, faults, fault);
    },
    heal: () => facebook.faults.passThrough(),
    async sendMalformed() {
      await facebook.change('feed', { item: 'comment', verb: 'add', comment_id: null, message: 'x' });
    },
    cutStreams: () => facebook.faults.cut(),
    deadAccount() {
      const secrets = { ...account.secrets, accessToken: 'revoked' };
      return Promise.resolve({
        ...account,
        id: 'dead',
        secrets,
        reloadSecrets: () => Promise.resolve(secrets),
      });
    },
    close: () => Promise.resolve(),
  };
}
