// What Mastodon and the servers that speak its API can do, as far as it is the same on all of them.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';

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

/** Most servers' rules for programs, and what the API itself offers; a server may be stricter, and then says so. */
const asRead = { since: '2026-11-01', source: 'https://docs.joinmastodon.org/' } as const;

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
    {
      actions: ['reply', 'post', 'dm', 'like', 'repost', 'delete', 'edit'],
      actors: ['person'],
      permission: 'api',
      ...asRead,
    },
    // The API has scheduled posts of its own.
    {
      actions: ['post'],
      actors: ['schedule'],
      permission: 'api',
      since: '2026-11-01',
      source: 'https://docs.joinmastodon.org/methods/scheduled_statuses/',
    },
    // A direct message is a post that mentions.
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...asRead },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...asRead },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...asRead },
    { actions: ['dm'], actors: ['bot'], permission: 'none', why: onlyAfterTheirDm, ...asRead },
    { actions: ['like', 'repost'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...asRead },
    { actions: ['post', 'edit', 'delete'], actors: ['bot'], permission: 'api', ...asRead },
  ],
  threading: { replyNeedsHandle: true },
};
