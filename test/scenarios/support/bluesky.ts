// Bluesky around the program: the real PLC, PDS and AppView, Jetstream fed by the real firehose, and the DM service.
import { afterAll, inject } from 'vitest';
import type { AtprotoAccount } from '../../servers/atproto-account.ts';
import { startAtproto, type Atproto } from '../../servers/atproto.ts';
import { startBlueskyChat, type BlueskyChat } from '../../servers/bluesky-chat.ts';
import { startJetstream, type Jetstream } from '../../servers/jetstream.ts';
import '../../harness/global-setup.ts';

export interface BlueskyWorld {
  atproto: Atproto;
  chat: BlueskyChat;
  jetstream: Jetstream;
  /** Somebody with an account there who also can write and be written DMs. */
  person(handle: string, displayName: string): Promise<AtprotoAccount>;
}

export interface BlueskyStage {
  /** Starts it; answers the program's environment. For `programStage`. */
  start: () => Promise<Record<string, string>>;
  /** Null where its servers cannot run. */
  world: () => BlueskyWorld | null;
}

/** Bluesky for the tests of a file. Call it before `programStage`, so that it ends after the program. */
export function blueskyStage(): BlueskyStage {
  let world: BlueskyWorld | null = null;
  afterAll(async () => {
    await world?.jetstream.close();
    await world?.atproto.close();
    await world?.chat.close();
  });
  return {
    world: () => world,
    async start() {
      const chat = await startBlueskyChat();
      const atproto = await startAtproto({ databaseUrl: inject('testServer').makerUrl, chatUrl: chat.url });
      if (atproto === null || atproto.appviewUrl === null) {
        await atproto?.close();
        await chat.close();
        return {};
      }
      const jetstream = await startJetstream({ pdsUrl: atproto.pdsUrl });
      world = {
        atproto,
        chat,
        jetstream,
        async person(handle, displayName) {
          const account = await atproto.createAccount(handle);
          await account.editProfile({ displayName });
          chat.register({ did: account.did, handle: account.handle, displayName });
          return account;
        },
      };
      return {
        KIZUKI_ALLOW_ADDRESSES: '127.0.0.1,localhost,::1',
        KIZUKI_BLUESKY_RESOLVER_URL: atproto.pdsUrl,
        KIZUKI_BLUESKY_PLC_URL: atproto.plcUrl,
        KIZUKI_BLUESKY_PICTURES_URL: `${atproto.appviewUrl}/img`,
      };
    },
  };
}

export interface PostRecord {
  text: string;
  reply?: { parent: { uri: string }; root: { uri: string } };
}

/** What an account has posted, as its own server has it, oldest first. */
export async function postsOf(account: AtprotoAccount): Promise<({ uri: string } & PostRecord)[]> {
  const { data } = await account.agent.com.atproto.repo.listRecords({
    repo: account.did,
    collection: 'app.bsky.feed.post',
    limit: 100,
    reverse: true,
  });
  return data.records.map(({ uri, value }) => ({ uri, ...(value as unknown as PostRecord) }));
}

/** The posts an account has liked or reposted, by address. */
export async function reactionsOf(account: AtprotoAccount, kind: 'like' | 'repost'): Promise<string[]> {
  const { data } = await account.agent.com.atproto.repo.listRecords({
    repo: account.did,
    collection: `app.bsky.feed.${kind}`,
    limit: 100,
  });
  return data.records.map(({ value }) => (value as { subject: { uri: string } }).subject.uri);
}
