// What Mastodon and the servers that speak its API can do, as far as it is the same on all of them.
import type { NetworkManifest, PolicyRule } from '../../domain/post/manifest.ts';

export const NETWORK = 'mastodon';

/** The values of a server that says nothing about its own (those of Mastodon as it is shipped). */
export const defaultLimits: NetworkManifest['limits'] = {
  post: { unit: 'mastodon', max: 500, urlLength: 23 },
  dm: { unit: 'mastodon', max: 500, urlLength: 23 },
  images: {
    max: 4,
    maxBytes: 16 * 1024 * 1024,
    altMax: 1500,
    mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  },
};

const server = {
  name: 'server',
  kind: 'url',
  required: true,
  placeholder: 'https://mastodon.social',
} as const;

const person = (action: PolicyRule['action']): PolicyRule => ({ action, actor: 'person', permission: 'api' });

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Mastodon',
  sources: [
    {
      kind: 'public_timeline',
      needsAccount: false,
      brings: 'stream',
      fields: [server, { name: 'local_only', kind: 'switch', required: false, initial: 'false' }],
    },
    {
      kind: 'hashtag',
      needsAccount: false,
      brings: 'stream',
      fields: [server, { name: 'tags', kind: 'list', required: true, placeholder: 'kizuki, 困った' }],
    },
    {
      kind: 'notifications',
      needsAccount: true,
      brings: 'inbound',
      fields: [{ name: 'since_hours', kind: 'text', required: false, placeholder: '24', initial: '24' }],
    },
  ],
  connect: [
    { kind: 'oauth', fields: [server] },
    { kind: 'secret', fields: [server, { name: 'token', kind: 'secret', required: true }] },
  ],
  limits: defaultLimits,
  dm: {
    takesPictures: true,
    weBegin: 'always',
    why: 'A DM is a post that only those it mentions can read, and anybody may write one; people may filter those of strangers (docs.joinmastodon.org, read November 2026).',
  },
  policy: [
    person('reply'),
    person('post'),
    person('dm'),
    person('like'),
    person('repost'),
    person('delete'),
    person('edit'),
    // The API has scheduled posts of its own (https://docs.joinmastodon.org/methods/scheduled_statuses/); a direct message
    // is a post that mentions.
    { action: 'post', actor: 'bot', permission: 'api' },
    { action: 'dm', actor: 'bot', permission: 'api', onlyIf: 'wrote_dm_first' },
    { action: 'dm', actor: 'bot', permission: 'none', reason: 'mastodon_bot_dm_only_when_written_first' },
    { action: 'reply', actor: 'bot', permission: 'api', onlyIf: 'mentioned_us' },
    { action: 'reply', actor: 'bot', permission: 'none', reason: 'mastodon_bot_only_when_mentioned' },
  ],
  threading: { replyNeedsHandle: true },
};
