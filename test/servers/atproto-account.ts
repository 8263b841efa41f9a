// An account on the test PDS, with the few things that customers do on Bluesky.
import { AtpAgent, RichText } from '@atproto/api';

/** A post by its address and content hash, as replies, quotes, likes and reposts need it. */
export type PostRef = { uri: string; cid: string };

export type PostOptions = {
  langs?: string[];
  /** The post that this one answers; the first post of its thread is looked up. */
  replyTo?: PostRef;
  quote?: PostRef;
  image?: { data: Uint8Array; mimeType: string; alt: string };
};

export type AtprotoAccount = {
  did: string;
  handle: string;
  email: string;
  password: string;
  /** The signed-in client, for whatever the helpers do not cover. */
  agent: AtpAgent;
  /** Mentions (`@taro.test`), links and hashtags in the text become facets, as in the network's own app. */
  post: (text: string, options?: PostOptions) => Promise<PostRef>;
  reply: (parent: PostRef, text: string) => Promise<PostRef>;
  remove: (uri: string) => Promise<void>;
  like: (post: PostRef) => Promise<PostRef>;
  repost: (post: PostRef) => Promise<PostRef>;
  editProfile: (profile: { displayName?: string; description?: string }) => Promise<void>;
  /** An app password; DMs need a privileged one. */
  createAppPassword: (name: string, options?: { privileged: boolean }) => Promise<string>;
};

const PASSWORD = 'correct-horse-battery';

/** The first post of the thread that a reply to `parent` belongs to. */
async function rootOf(agent: AtpAgent, parent: PostRef): Promise<PostRef> {
  const [, , repo = '', , rkey = ''] = parent.uri.split('/');
  const { value } = await agent.getPost({ repo, rkey });
  return value.reply?.root ?? parent;
}

async function embedOf(agent: AtpAgent, options: PostOptions) {
  const { image, quote } = options;
  const images =
    image === undefined
      ? undefined
      : {
          $type: 'app.bsky.embed.images' as const,
          images: [
            {
              alt: image.alt,
              image: (await agent.uploadBlob(image.data, { encoding: image.mimeType })).data.blob,
            },
          ],
        };
  if (quote === undefined) return images;
  const record = { $type: 'app.bsky.embed.record' as const, record: quote };
  return images === undefined
    ? record
    : { $type: 'app.bsky.embed.recordWithMedia' as const, record, media: images };
}

async function post(agent: AtpAgent, text: string, options: PostOptions): Promise<PostRef> {
  const richText = new RichText({ text });
  await richText.detectFacets(agent);
  const embed = await embedOf(agent, options);
  const { replyTo } = options;
  const { uri, cid } = await agent.post({
    text: richText.text,
    createdAt: new Date().toISOString(),
    ...(richText.facets === undefined ? {} : { facets: richText.facets }),
    ...(options.langs === undefined ? {} : { langs: options.langs }),
    ...(embed === undefined ? {} : { embed }),
    ...(replyTo === undefined ? {} : { reply: { root: await rootOf(agent, replyTo), parent: replyTo } }),
  });
  return { uri, cid };
}

/**
 * Makes an account on a PDS and signs it in.
 *
 * @param handle `taro` for `taro.test`, or a full handle under a domain of the PDS
 * @throws XRPCError when the PDS refuses the handle (reserved, taken, shorter than 3 or longer than 18 characters)
 */
export async function createAccount(pdsUrl: string, handle: string): Promise<AtprotoAccount> {
  const fullHandle = handle.includes('.') ? handle : `${handle}.test`;
  const email = `${fullHandle.replaceAll('.', '-')}@example.com`;
  const agent = new AtpAgent({ service: pdsUrl });
  await agent.createAccount({ handle: fullHandle, email, password: PASSWORD });
  return {
    did: agent.assertDid,
    handle: fullHandle,
    email,
    password: PASSWORD,
    agent,
    post: (text, options = {}) => post(agent, text, options),
    reply: (parent, text) => post(agent, text, { replyTo: parent }),
    remove: (uri) => agent.deletePost(uri),
    like: ({ uri, cid }) => agent.like(uri, cid),
    repost: ({ uri, cid }) => agent.repost(uri, cid),
    editProfile: (profile) => agent.upsertProfile((existing) => ({ ...existing, ...profile })),
    createAppPassword: async (name, options) => {
      const { data } = await agent.com.atproto.server.createAppPassword({
        name,
        privileged: options?.privileged ?? false,
      });
      return data.password;
    },
  };
}
